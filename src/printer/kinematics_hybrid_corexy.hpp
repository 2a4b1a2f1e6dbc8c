// The motor of x moves its carriage against y, which has motors of its own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/linear_kinematics.hpp"

namespace escapement::printer {

struct HybridCoreXy {
    static constexpr std::string_view name = "hybrid_corexy";
    static constexpr auto rails = axis_rail_names;
    static constexpr std::string_view second_carriage_axes = "x";
    using Options = VerticalOptions;

    static std::unique_ptr<Kinematics> make(const Options& options, const KinematicsParts& parts) {
        auto machine = fixed_machine(motion::hybrid_corexy, axis_rails(parts.rails));
        return std::make_unique<LinearKinematics>(
            with_second_carriage(
                std::move(machine), parts.rails.take_second(), motion::second_on_hybrid_corexy),
            vertical_limits(options, parts));
    }
};

}  // namespace escapement::printer
