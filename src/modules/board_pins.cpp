// Handing aliases to the pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/board_pins.hpp"

#include "base/names.hpp"
#include "mcu/mcu.hpp"
#include "printer/errors.hpp"
#include "printer/mcus.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

void BoardPins::describe(printer::Description<BoardPins>& module) {
    module.section("board_pins").named_or_not().doc("Other names for pins.");

    module.option<&Config::mcu>("The microcontrollers whose pins these are.");
    module.family<&Config::aliases>(
        "aliases", "Pairs 'name=pin' with commas between them; a pin written '<use>' is reserved.");
}

BoardPins::BoardPins(const Config& config, printer::Context& context) {
    for (const auto& name : config.mcu)
        if (!context.mcus.find(name))
            throw printer::ConfigError(config.section.text() + " mcu: Unknown chip name '" + name +
                                       "'" + base::did_you_mean(name, context.mcus.names()));
    context.pins.add_aliases(*context.config.find(config.section.full));
}

}  // namespace escapement::modules
