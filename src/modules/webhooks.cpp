// Names states as front ends know them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/webhooks.hpp"

namespace escapement::modules {

void Webhooks::describe(printer::Description<Webhooks>& module) {
    module.section("webhooks").early().doc("The state of the printer; has no options.");
    module.status<&Status::state>("startup, ready, shutdown or error.");
    module.status<&Status::state_message>("Why it is so.");
}

Webhooks::Status Webhooks::status() const {
    static constexpr const char* names[] = {"startup", "ready", "shutdown", "error"};
    return {.state = names[static_cast<std::size_t>(context_.state)],
            .state_message = context_.state_message};
}

}  // namespace escapement::modules
