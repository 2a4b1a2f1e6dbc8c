// What an evaluation is asked to write down: where its output comes from, and which values it had.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace escapement::templates {

struct Record {
    // From this byte of the output on, it comes from this byte of the source on.
    struct Mark {
        std::size_t output = 0;
        std::size_t source = 0;
    };
    // A value that the template printed, gave to a variable, or asked for a decision.
    struct Seen {
        enum class What : std::uint8_t { printed, assigned, tested };
        What what = What::printed;
        std::size_t output = 0;  // bytes that had been printed before
        std::string expression;  // as written; of what is assigned: the variable
        std::string value;       // as Python's repr() shows it, shortened
    };
    static constexpr std::size_t most_seen = 1000;
    // Of an evaluation that failed: what it had printed, and where it failed.
    struct Unfinished {
        std::string printed;
        std::string place;  // "printer.cfg:12:5: params.Z|float"
    };

    bool values = false;  // whether values are wanted at all
    std::vector<Mark> marks;
    std::vector<Seen> seen;
    Unfinished unfinished;  // if values are wanted
};

}  // namespace escapement::templates
