// Carriages and motors as the configuration combines them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/carriage_plan.hpp"
#include "printer/linear_kinematics.hpp"

namespace escapement::printer {

struct GenericCartesian {
    static constexpr std::string_view name = generic_cartesian;
    static constexpr std::array<std::string_view, 0> rails{};
    using Options = VerticalOptions;

    static void check(Complaints& complaints) { check_machine(complaints); }
    static std::unique_ptr<Kinematics> make(const Options& options, const KinematicsParts& parts) {
        return std::make_unique<LinearKinematics>(parts.rails.take_carriages(),
                                                  vertical_limits(options, parts));
    }
};

}  // namespace escapement::printer
