// Each axis has its own motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/linear_kinematics.hpp"

namespace escapement::printer {

struct Cartesian {
    static constexpr std::string_view name = "cartesian";
    static constexpr auto rails = axis_rail_names;
    static constexpr std::string_view second_carriage_axes = "xy";
    using Options = VerticalOptions;

    static std::unique_ptr<Kinematics> make(const Options& options, const KinematicsParts& parts) {
        auto machine = fixed_machine(motion::cartesian, axis_rails(parts.rails));
        auto second = parts.rails.take_second();
        const auto share = motion::cartesian.blend[second ? second->axis : 0];
        return std::make_unique<LinearKinematics>(
            with_second_carriage(std::move(machine), std::move(second), share),
            vertical_limits(options, parts));
    }
};

}  // namespace escapement::printer
