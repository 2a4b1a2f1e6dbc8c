// Handing aliases to the pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/board_pins.hpp"

#include <algorithm>

#include "base/names.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

void BoardPins::describe(printer::Description<BoardPins>& module) {
    module.section("board_pins").named_or_not().doc("Other names for pins.");

    module.option<&Config::mcu>("The microcontrollers whose pins these are.");
    module
        .option<&Config::aliases>(
            "Pairs 'name=pin' with commas between them; a pin written '<use>' is reserved.")
        .required();
    module.family<&Config::more_aliases>("aliases_", "<suffix>", "More such pairs.");
}

void BoardPins::check(const Config& config, printer::Complaints& complaints) {
    const auto& section = config.section;
    const auto boards = complaints.pins().boards();
    for (const auto& name : config.mcu)
        if (std::find(boards.begin(), boards.end(), name) == boards.end())
            complaints.add("mcu",
                           "Unknown chip name '" + name + "'" + base::did_you_mean(name, boards));
    for (auto& problem : complaints.pins().add_aliases(*section.written))
        complaints.add("aliases", std::move(problem));
}

}  // namespace escapement::modules
