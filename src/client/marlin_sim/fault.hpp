// What can go wrong with the simulated board, at the word of whoever tries it out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace escapement::client::marlin_sim {

struct Fault {
    enum class Kind {
        reset,    // it begins anew
        kill,     // a heater does not warm up, so the firmware stops everything
        runaway,  // a heater does not hold its temperature: the same
        lose_ok,  // the answer to the next command never arrives
        resend,   // it asks for the next line once more
        unplug,   // the cable is out for `value` seconds
        card,     // from now on the card is read at `value` bytes a second
    };
    Kind kind = Kind::reset;
    double value = 0.0;
    bool operator==(const Fault&) const = default;
};

// "kill", "unplug S10", "card B8000".  The error names all there are.
base::Result<Fault> parse_fault(std::string_view text);

// A fault that comes with a line of a print: when the board takes the line of this number.
struct TimedFault {
    Fault fault;
    std::uint64_t line = 0;
    bool operator==(const TimedFault&) const = default;
};

// "kill@500"
base::Result<TimedFault> parse_timed_fault(std::string_view text);

}  // namespace escapement::client::marlin_sim
