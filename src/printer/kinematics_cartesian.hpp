// Each axis has its own motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/linear_kinematics.hpp"

namespace escapement::printer {

struct Cartesian {
    static constexpr std::string_view name = "cartesian";
    static constexpr auto rails = axis_rail_names;
    using Options = VerticalOptions;

    static std::unique_ptr<Kinematics> make(const Options& options, const KinematicsParts& parts) {
        return std::make_unique<LinearKinematics>(
            motion::cartesian, axis_rails(parts.rails), vertical_limits(options, parts));
    }
};

}  // namespace escapement::printer
