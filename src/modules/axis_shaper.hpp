// What a user has said about the input shaper of one axis.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "motion/shaper.hpp"

namespace escapement::modules {

struct AxisShaper {
    char axis = 'x';
    std::string type;          // in lower case: "mzv", "ei(v_tol=0.02)", "smooth_zv"
    double shaper_freq = 0.0;  // Hz; 0: no shaping
    double damping_ratio = 0.1;
    double smoother_freq = 0.0;  // counts instead of the other two where the type is smooth
    bool suspended = false;

    // Whether the type averages over a window; false if there is no such type.
    bool smooth() const;
    // The frequency that counts.
    double frequency() const { return smooth() ? smoother_freq : shaper_freq; }
    bool enabled() const { return frequency() > 0.0 && !suspended; }
    // Fails with a text for the user if there is no such type or it cannot be had.
    base::Result<motion::Shaper> shaper() const;
    // "shaper_type_x:mzv shaper_freq_x:40.000 damping_ratio_x:0.100000"
    std::string report() const;
};

}  // namespace escapement::modules
