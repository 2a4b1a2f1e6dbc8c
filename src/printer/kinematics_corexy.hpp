// Two motors move x and y together: one with their sum, one with their difference.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/linear_kinematics.hpp"

namespace escapement::printer {

struct CoreXy {
    static constexpr std::string_view name = "corexy";
    static constexpr auto rails = axis_rail_names;
    using Options = VerticalOptions;

    static std::unique_ptr<Kinematics> make(const Options& options, const KinematicsParts& parts) {
        return std::make_unique<LinearKinematics>(
            fixed_machine(motion::corexy, axis_rails(parts.rails)),
            vertical_limits(options, parts));
    }
};

}  // namespace escapement::printer
