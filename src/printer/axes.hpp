// The three axes of the machine, by name and in sets.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <cstddef>
#include <string>

#include "motion/position.hpp"

namespace escapement::printer {

// Bit 0 is x, bit 1 is y, bit 2 is z.
using AxisSet = std::bitset<motion::cartesian_axes>;

inline constexpr char axis_letters[] = "xyz";

constexpr AxisSet all_axes() {
    return AxisSet{7};
}
inline AxisSet only_axis(std::size_t axis) {
    return AxisSet{1ULL << axis};
}
// "xz"
inline std::string axis_text(const AxisSet& axes) {
    std::string text;
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        if (axes[axis]) text += axis_letters[axis];
    return text;
}

inline motion::Point point_of(const motion::Position& position) {
    return {position[0], position[1], position[2]};
}

}  // namespace escapement::printer
