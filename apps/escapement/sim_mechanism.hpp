// Deltas and polar machines as their configuration describes them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "sim/mechanism.hpp"

namespace escapement::app {

// What a machine that is no blend of straight axes is made of.
struct MechanismPlan {
    std::shared_ptr<const sim::Mechanism> mechanism;
    // The section of each part, and what of it turns.
    std::array<std::string, 3> sections;
    std::array<bool, 3> turns{};
    // Where the endstop of each part closes, if it has one.
    std::array<std::optional<double>, 3> endstops;
    std::array<bool, 3> at_upper_end{};
    sim::Vector start{};
};

// Nothing for other kinematics.  Throws Failure.
std::optional<MechanismPlan> plan_mechanism(const std::string& kinematics,
                                            const config::Document& config);

}  // namespace escapement::app
