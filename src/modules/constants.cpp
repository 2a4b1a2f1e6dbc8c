// Describes the section.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/constants.hpp"

namespace escapement::modules {

void Constants::describe(printer::Description<Constants>& module) {
    module.section("constants").doc("Values that other sections refer to as ${NAME}.");
    module.family<&Config::values>("", "<name>", "Any text; ${NAME} elsewhere becomes this text.");
}

}  // namespace escapement::modules
