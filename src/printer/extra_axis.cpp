// Refuses to extrude without an extruder; words for moves that are refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/extra_axis.hpp"

#include <cstdio>

#include "printer/errors.hpp"

namespace escapement::printer {

void NoExtruder::check_move(motion::Move& move, std::size_t) const {
    throw CommandError(move_error_text(move, "Extrude when no extruder present"));
}

std::string move_error_text(const motion::Move& move, const std::string& what) {
    const auto& end = move.end();
    char numbers[160];
    std::snprintf(numbers,
                  sizeof numbers,
                  ": %.3f %.3f %.3f [%.3f]",
                  end[0].value,
                  end[1].value,
                  end[2].value,
                  end[motion::extruder_axis].value);
    return what + numbers;
}

}  // namespace escapement::printer
