// M106 and M107.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/fan.hpp"

namespace escapement::modules {
namespace {

constexpr double full_speed = 255.0;  // as slicers write it

}  // namespace

void Fan::describe(printer::Description<Fan>& module) {
    module.section("fan").doc("The fan that cools the print.");
    describe_fan(module);
    module.command<&Fan::set_speed>("M106", "Sets the fan's speed once the moves so far are done.")
        .parameter<&SetSpeed::s>("Speed, 0 to 255.")
        .at_least(0.0);
    module.command<&Fan::turn_off>("M107", "Turns the fan off.");
}

void Fan::set_speed(const SetSpeed& request) {
    drive_.set_speed_after_moves(request.s / full_speed);
}

void Fan::turn_off() {
    drive_.set_speed_after_moves(0.0);
}

}  // namespace escapement::modules
