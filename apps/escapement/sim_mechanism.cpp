// Towers, a turning bed, and where their endstops close.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sim_mechanism.hpp"

#include <cmath>
#include <numbers>

#include "escapement/sim_sections.hpp"

namespace escapement::app {
namespace {

using config::Section;

const Section& require(const config::Document& config, const std::string& name) {
    const Section* section = config.find(name);
    if (!section) throw Failure{{"the configuration has no [" + name + "] section; add one"}};
    return *section;
}

// The middle of what a head may be found in: not quite the middle, and not too high.
constexpr double usual_share = 0.6;

MechanismPlan plan_delta(const config::Document& config) {
    const double radius = number(require(config, "printer"), "delta_radius");
    const Section& first = require(config, "stepper_a");
    constexpr double directions[] = {210.0, 330.0, 90.0};
    MechanismPlan plan{.sections = {"stepper_a", "stepper_b", "stepper_c"},
                       .at_upper_end = {true, true, true}};
    std::array<sim::DeltaMechanism::Tower, 3> towers{};
    for (std::size_t i = 0; i < 3; ++i) {
        const Section& section = require(config, plan.sections[i]);
        const double direction = number(section, "angle", directions[i]) * std::numbers::pi / 180.0;
        const double arm = number(section, "arm_length", number(first, "arm_length"));
        const double endstop =
            number(section, "position_endstop", number(first, "position_endstop"));
        towers[i] = {radius * std::cos(direction), radius * std::sin(direction), arm};
        plan.endstops[i] = endstop + std::sqrt(arm * arm - radius * radius);
        plan.start = {5.0, -3.0, usual_share * endstop};
    }
    plan.mechanism = std::make_shared<sim::DeltaMechanism>(towers);
    return plan;
}

// The bed is at an angle of zero wherever it stands when the power comes on.
MechanismPlan plan_polar(const config::Document& config) {
    MechanismPlan plan{.mechanism = std::make_shared<sim::PolarMechanism>(),
                       .sections = {"stepper_bed", "stepper_arm", "stepper_z"},
                       .turns = {true, false, false}};
    sim::Vector parts{};
    for (const std::size_t i : {1, 2}) {
        const Section& section = require(config, plan.sections[i]);
        const double low = number(section, "position_min", 0.0),
                     high = number(section, "position_max");
        plan.endstops[i] = number(section, "position_endstop");
        plan.at_upper_end[i] = *plan.endstops[i] > (low + high) / 2;
        parts[i] = low + (high - low) * usual_share;
    }
    plan.start = {parts[1], 0.0, parts[2]};
    return plan;
}

}  // namespace

std::optional<MechanismPlan> plan_mechanism(const std::string& kinematics,
                                            const config::Document& config) {
    if (kinematics == "delta") return plan_delta(config);
    if (kinematics == "polar") return plan_polar(config);
    return std::nullopt;
}

}  // namespace escapement::app
