// What can be told about a file of G-code before it is printed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace escapement::printer {

struct Finding {
    std::string place;      // "cube.gcode:120"
    std::size_t layer = 0;  // from 1; 0 before the first one
    std::string what;
    // What stops a print or spoils it; otherwise it is just not what was meant, perhaps.
    bool fatal = true;

    // "cube.gcode:120: layer 3: what"
    std::string text() const {
        return (place.empty() ? "" : place + ": ") +
               (layer > 0 ? "layer " + std::to_string(layer) + ": " : "") + what;
    }
    bool operator==(const Finding&) const = default;
};

// How long the print takes up to a share of the file, 0 to 1.
struct TimeMark {
    double share = 0.0;
    base::Seconds time{};
};

struct Preflight {
    std::vector<Finding> findings;  // in the order of the file
    std::vector<TimeMark> marks;    // in the order of the file; the last one is its end
};

}  // namespace escapement::printer
