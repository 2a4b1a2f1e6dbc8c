// Other names for pins, as they are printed on a board.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

// [board_pins] and [board_pins NAME]; must be checked before anybody who uses pins.
class BoardPins {
  public:
    struct Config {
        printer::SectionName section;
        std::vector<std::string> mcu{"mcu"};
        std::string aliases;
        std::vector<std::pair<std::string, std::string>> more_aliases;
    };
    static void describe(printer::Description<BoardPins>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    // Nothing is left to do: pins are resolved while sections are checked already.
    BoardPins(const Config&, printer::Context&) {}
};

}  // namespace escapement::modules
