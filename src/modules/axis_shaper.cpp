// From what a user says to a shaper.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/axis_shaper.hpp"

#include <array>
#include <cstdio>

#include "motion/shaper_kinds.hpp"

namespace escapement::modules {

namespace {

std::string fixed(double value, int digits) {
    std::array<char, 64> text;
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

}  // namespace

bool AxisShaper::smooth() const {
    const auto* kind = motion::find_shaper_kind(type);
    return kind && kind->smooth;
}

base::Result<motion::Shaper> AxisShaper::shaper() const {
    const auto* kind = motion::find_shaper_kind(type);
    if (!kind)
        return base::Error{"Unsupported shaper type: " + type + "; there are " +
                           motion::shaper_kind_names()};
    if (!kind->smooth && damping_ratio > kind->max_damping_ratio)
        return base::Error{"Too high value of damping_ratio=" + fixed(damping_ratio, 3) +
                           " for shaper " + type + " on axis " + axis + ": must be at most " +
                           fixed(kind->max_damping_ratio, 2)};
    if (!enabled()) return motion::Shaper{};
    return motion::make_shaper(type, {frequency(), damping_ratio});
}

std::string AxisShaper::report() const {
    const std::string ending = std::string("_") + axis + ":";
    const std::string start = "shaper_type" + ending + type;
    if (smooth()) return start + " smoother_freq" + ending + fixed(smoother_freq, 3);
    return start + " shaper_freq" + ending + fixed(shaper_freq, 3) + " damping_ratio" + ending +
           fixed(damping_ratio, 6);
}

}  // namespace escapement::modules
