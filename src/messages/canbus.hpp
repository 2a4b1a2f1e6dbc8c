// What boards on a CAN bus know about themselves.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "wire/message.hpp"

namespace escapement::messages {

struct CanbusId {
    wire::Bytes canbus_uuid;  // six bytes
    std::uint32_t canbus_nodeid{};

    static constexpr wire::
        Schema<"canbus_id", wire::spelled<"%.*s", &CanbusId::canbus_uuid>, &CanbusId::canbus_nodeid>
            schema{};
};

// Who has the number under which it was asked.
struct GetCanbusId {
    using Reply = CanbusId;

    static constexpr wire::Schema<"get_canbus_id"> schema{};
};

}  // namespace escapement::messages
