// Whether a board may be configured, by what it remembers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "messages/system.hpp"

namespace escapement::mcu {

struct ConfigurationWanted {
    std::uint32_t crc = 0;
    bool restart_expected = false;  // it was told to begin anew
    bool restart_first = false;     // it must have begun anew before it is configured
};

struct ConfigurationObjection {
    std::string text;
    bool restart_helps = false;
};

// Why the board of that name must not be configured as it is; nothing if it may.
std::optional<ConfigurationObjection> object_to(const messages::Config& present,
                                                const ConfigurationWanted& wanted,
                                                const std::string& name);

}  // namespace escapement::mcu
