// What can be told about a G-code file before it is printed: its length and its layers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "gcode/source.hpp"

namespace escapement::gcode {

struct Layer {
    std::uint64_t first_line = 0;  // the line of its marker, from 1
    std::uint64_t begin = 0;       // byte offset of that line
    std::optional<double> z;       // height in mm, where the slicer says so

    bool operator==(const Layer&) const = default;
};

struct Outline {
    std::uint64_t lines = 0;
    std::uint64_t bytes = 0;
    std::uint64_t commands = 0;  // lines that hold more than blanks and comments
    std::vector<Layer> layers;   // in the order of the file, as far as the slicer marked them
    std::optional<base::Seconds> estimate;  // the slicer's own guess of the print time
    // Why the source cannot be read any further, if so; the rest is about the lines before.
    std::optional<base::Error> broken_off;

    // The layer that a line belongs to, counted from 1; 0 before the first marker.
    std::size_t layer_of(std::uint64_t line) const;
};

// Reads a source to its end, or as far as it can be read.  Knows the comments of PrusaSlicer,
// SuperSlicer, OrcaSlicer
// (";LAYER_CHANGE", ";Z:0.2") and Cura (";LAYER:0", ";TIME:123").
Outline read_outline(Source& source);

}  // namespace escapement::gcode
