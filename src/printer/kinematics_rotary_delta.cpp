// Where a rotary delta's nozzle may go, and how its arms home.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_rotary_delta.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "printer/errors.hpp"
#include "printer/homing.hpp"

namespace escapement::printer {

namespace {

constexpr double usual_directions[] = {30.0, 150.0, 270.0};
// Homing begins this far below the bed: the arms swing up from there.
constexpr base::Length start_below_bed{1.0};

}  // namespace

RotaryDeltaKinematics::RotaryDeltaKinematics(Parts parts) : parts_(std::move(parts)) {
    std::array<double, count> angles;
    double reach = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        add(parts_.rails[i]);
        const motion::RotaryArm& arm = parts_.arms[i];
        const double endstop = parts_.rails[i].range.endstop.value;
        const double upper = std::sqrt(arm.upper2), lower = std::sqrt(arm.lower2);
        angles[i] = arm.position(0.0, 0.0, endstop);
        const double elbow_z = arm.shoulder_height + upper * std::sin(angles[i]);
        const double arm_reach = std::min(arm.shoulder_radius + upper, lower - arm.shoulder_radius);
        highest_ = i == 0 ? endstop : std::min(highest_, endstop);
        cone_start_ = i == 0 ? elbow_z - lower : std::min(cone_start_, elbow_z - lower);
        reach = i == 0 ? arm_reach : std::min(reach, arm_reach);
    }
    greatest_radius2_ = reach * reach;
    home_ = require_point(motion::rotary_nozzle(parts_.arms, angles));
    const base::Length radius{std::abs(reach)};
    set_range({-radius, -radius, parts_.minimum_z}, {radius, radius, base::Length{highest_}});
}

void RotaryDeltaKinematics::follow(const motion::Trajectory& trajectory) {
    for (std::size_t i = 0; i < count; ++i)
        follow_formula(parts_.rails[i], parts_.arms[i], trajectory);
}

motion::Point RotaryDeltaKinematics::nozzle(const StepperPositions& positions) const {
    return require_point(motion::rotary_nozzle(parts_.arms, positions_of(parts_.rails, positions)));
}

double RotaryDeltaKinematics::allowed_radius2(double z) const {
    if (z <= cone_start_) return greatest_radius2_;
    const double below = highest_ - z;
    return std::min(greatest_radius2_, below * below);
}

// Straight up or down at the place where homing ends, which may be higher than moves may go.
bool RotaryDeltaKinematics::leads_home(const motion::Move& move) const {
    const auto& end = move.end();
    return end[0] == home_.x && end[1] == home_.y && end[2] >= parts_.minimum_z &&
           end[2] <= home_.z;
}

void RotaryDeltaKinematics::check_move(motion::Move& move) const {
    if (!is_all_homed()) refuse_unhomed(move, "Must home first");
    const double z = move.end()[2].value;
    const bool outside =
        !(end_radius2(move) <= allowed_radius2(z) && z <= highest_ && z >= parts_.minimum_z.value);
    if (outside && !leads_home(move))
        refuse_out_of_range(
            move,
            reach_words(
                allowed_radius2(z), move.end()[2], parts_.minimum_z, base::Length{highest_}));
    if (move.displacement(2) != base::Length{})
        move.limit_speed(parts_.max_z_velocity, move.accel());
}

// One axis alone cannot be known.
void RotaryDeltaKinematics::set_position(motion::Point position, AxisSet homed) {
    CurvedKinematics::set_position(position, homed.all() ? homed : AxisSet{});
}

void RotaryDeltaKinematics::forget_homing(AxisSet which) {
    if (which.any()) homed_.reset();
}

runtime::Task<> RotaryDeltaKinematics::home(Homing& homing, AxisSet) {
    motion::Point below = home_;
    below.z = -start_below_bed;
    return homing.home_rails(
        pointers_to(parts_.rails),
        {.from = position_of_point(below), .to = position_of_point(home_), .axes = all_axes()});
}

MotorRule RotaryDelta::motor_rule(std::string_view section) {
    MotorRule rule{.turns = true, .options = {"upper_arm_length", "lower_arm_length", "angle"}};
    if (section == rails[0])
        rule.required = {"upper_arm_length", "lower_arm_length"};
    else
        rule.like = rails[0];
    for (std::size_t i = 0; i < rails.size(); ++i)
        if (section == rails[i]) rule.usual_angle = usual_directions[i];
    return rule;
}

void RotaryDelta::check_options(const RotaryDeltaOptions&, Complaints& complaints) {
    complaints.require("shoulder_radius");
    complaints.require("shoulder_height");
}

std::unique_ptr<Kinematics> RotaryDelta::make(const VerticalOptions& vertical,
                                              const HeightOptions& height,
                                              const RotaryDeltaOptions& options,
                                              const KinematicsParts& parts) {
    RotaryDeltaKinematics::Parts made{
        .max_z_velocity = vertical_limits(vertical, parts).max_velocity,
        .minimum_z = height.minimum_z_position};
    StepperGeometry first;
    base::Length highest{};
    for (std::size_t i = 0; i < rails.size(); ++i) {
        CurvedRail arm = parts.rails.take_curved(rails[i], motor_rule(rails[i]));
        auto& geometry = arm.geometry;
        if (!geometry.upper_arm_length) geometry.upper_arm_length = first.upper_arm_length;
        if (!geometry.lower_arm_length) geometry.lower_arm_length = first.lower_arm_length;
        const double upper =
            length_above(arm, "upper_arm_length", geometry.upper_arm_length, {0.0, ""});
        const double lower =
            length_above(arm, "lower_arm_length", geometry.lower_arm_length, {0.0, ""});
        if (i == 0) first = geometry;
        const double direction =
            geometry.angle.value_or(usual_directions[i]) * std::numbers::pi / 180.0;
        made.arms[i] = {std::cos(direction),
                        std::sin(direction),
                        options.shoulder_radius->value,
                        options.shoulder_height->value,
                        upper * upper,
                        lower * lower};
        highest = i == 0 ? arm.rail.range.endstop : std::min(highest, arm.rail.range.endstop);
        made.rails[i] = std::move(arm.rail);
    }
    check_height(height, highest, parts.section);
    return std::make_unique<RotaryDeltaKinematics>(std::move(made));
}

}  // namespace escapement::printer
