// Where a delta's nozzle may go, how fast, and how its towers home.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The further out the nozzle is, the faster the towers move for the same speed of the nozzle.  The
// ratio of the two, r, follows from the arm that is most level, so that it is reached where
// this arm covers the horizontal distance r L / sqrt(r^2 + 1).  Half a step more or less changes
// that a little.
#include "printer/kinematics_delta.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "printer/errors.hpp"
#include "printer/homing.hpp"

namespace escapement::printer {

namespace {

// Moves are slowed down where towers move this many times as fast as the nozzle, slowed down again
// at twice the ratio, and impossible at four times.
constexpr double slow_ratio = 3.0;
constexpr double usual_angles[] = {210.0, 330.0, 90.0};
// Homing begins further below the bed than the carriages can be above it.
constexpr double deepest_start = 1.5;

double square(double number) {
    return number * number;
}

motion::DeltaTower tower_at(double degrees, double radius, double arm) {
    const double angle = degrees * std::numbers::pi / 180.0;
    return {arm * arm, std::cos(angle) * radius, std::sin(angle) * radius};
}

}  // namespace

DeltaKinematics::DeltaKinematics(Parts parts) : parts_(std::move(parts)) {
    for (const Rail& rail : parts_.rails) add(rail);
    measure_radii();
    measure_heights();
    const base::Length radius{std::sqrt(greatest_radius2_)};
    set_range({-radius, -radius, parts_.minimum_z}, {radius, radius, base::Length{highest_}});
}

void DeltaKinematics::measure_radii() {
    double least2 = parts_.towers[0].arm2;
    base::Length step = parts_.rails[0].steppers.front()->step_distance();
    for (std::size_t i = 1; i < tower_count; ++i) {
        least2 = std::min(least2, parts_.towers[i].arm2);
        step = std::min(step, parts_.rails[i].steppers.front()->step_distance());
    }
    shortest_arm_ = std::sqrt(least2);
    const double half_step = 0.5 * step.value, radius = parts_.delta_radius.value;
    const auto radius_of = [&](double ratio) {
        return ratio * std::sqrt(least2 / (ratio * ratio + 1.0) - half_step * half_step) +
               half_step - radius;
    };
    slow_radius2_ = square(radius_of(slow_ratio));
    very_slow_radius2_ = square(radius_of(2.0 * slow_ratio));
    greatest_radius2_ = square(
        std::min({parts_.print_radius.value, shortest_arm_ - radius, radius_of(4.0 * slow_ratio)}));
}

// At the endstops the carriages stand as high as position_endstop and the arms of a nozzle in the
// middle make it.
void DeltaKinematics::measure_heights() {
    std::array<double, tower_count> carriages;
    for (std::size_t i = 0; i < tower_count; ++i) {
        const double endstop = parts_.rails[i].range.endstop.value, arm2 = parts_.towers[i].arm2;
        carriages[i] = endstop + std::sqrt(arm2 - square(parts_.delta_radius.value));
        const double lowest_elbow = carriages[i] - std::sqrt(arm2);
        highest_ = i == 0 ? endstop : std::min(highest_, endstop);
        cone_start_ = i == 0 ? lowest_elbow : std::min(cone_start_, lowest_elbow);
    }
    home_ = require_point(motion::delta_nozzle(parts_.towers, carriages));
}

void DeltaKinematics::follow(const motion::Trajectory& trajectory) {
    for (std::size_t i = 0; i < tower_count; ++i)
        follow_formula(parts_.rails[i], parts_.towers[i], trajectory);
}

motion::Point DeltaKinematics::nozzle(const StepperPositions& positions) const {
    return require_point(
        motion::delta_nozzle(parts_.towers, positions_of(parts_.rails, positions)));
}

double DeltaKinematics::allowed_radius2(double z) const {
    if (z <= cone_start_) return greatest_radius2_;
    const double drop = shortest_arm_ - (z - cone_start_);
    const double radius =
        parts_.delta_radius.value - std::sqrt(square(shortest_arm_) - drop * drop);
    return std::min(greatest_radius2_, radius * radius);
}

// Straight up or down at the place where homing ends, which may be higher than moves may go.
bool DeltaKinematics::leads_home(const motion::Move& move) const {
    const auto& end = move.end();
    return end[0] == home_.x && end[1] == home_.y && end[2] >= parts_.minimum_z &&
           end[2] <= home_.z;
}

void DeltaKinematics::check_move(motion::Move& move) const {
    if (!is_all_homed()) refuse_unhomed(move, "Must home first");
    const double z = move.end()[2].value;
    const double end2 = end_radius2(move);
    const bool outside =
        !(end2 <= allowed_radius2(z) && z <= highest_ && z >= parts_.minimum_z.value);
    if (outside && !leads_home(move))
        refuse_out_of_range(
            move,
            reach_words(
                allowed_radius2(z), move.end()[2], parts_.minimum_z, base::Length{highest_}));
    limit_rise(move, parts_.vertical);
    const double furthest2 = std::max(end2, start_radius2(move));
    if (furthest2 <= slow_radius2_) return;
    const double share = furthest2 > very_slow_radius2_ ? 0.25 : 0.5;
    move.limit_speed(parts_.limits.max_velocity * share, parts_.limits.max_accel * share);
}

// One axis alone cannot be known.
void DeltaKinematics::set_position(motion::Point position, AxisSet homed) {
    CurvedKinematics::set_position(position, homed.all() ? homed : AxisSet{});
}

void DeltaKinematics::forget_homing(AxisSet which) {
    if (which.any()) homed_.reset();
}

runtime::Task<> DeltaKinematics::home(Homing& homing, AxisSet) {
    double longest2 = 0.0;
    for (const auto& tower : parts_.towers) longest2 = std::max(longest2, tower.arm2);
    motion::Point below = home_;
    below.z = base::Length{-deepest_start * std::sqrt(longest2 - greatest_radius2_)};
    return homing.home_rails(
        pointers_to(parts_.rails),
        {.from = position_of_point(below), .to = position_of_point(home_), .axes = all_axes()});
}

MotorRule Delta::motor_rule(std::string_view section) {
    MotorRule rule{.several = true, .options = {"arm_length", "angle"}};
    if (section == rails[0])
        rule.required = {"arm_length"};
    else
        rule.like = rails[0];
    for (std::size_t i = 0; i < rails.size(); ++i)
        if (section == rails[i]) rule.usual_angle = usual_angles[i];
    return rule;
}

void Delta::check_options(const DeltaOptions&, Complaints& complaints) {
    complaints.require("delta_radius");
}

std::unique_ptr<Kinematics> Delta::make(const VerticalOptions& vertical,
                                        const HeightOptions& height,
                                        const DeltaOptions& options,
                                        const KinematicsParts& parts) {
    const base::Length radius = *options.delta_radius;
    DeltaKinematics::Parts made{.limits = parts.limits,
                                .vertical = vertical_limits(vertical, parts),
                                .delta_radius = radius,
                                .print_radius = options.print_radius.value_or(radius),
                                .minimum_z = height.minimum_z_position};
    std::optional<base::Length> usual_arm;
    base::Length highest{};
    for (std::size_t i = 0; i < rails.size(); ++i) {
        CurvedRail tower = parts.rails.take_curved(rails[i], motor_rule(rails[i]));
        const auto& arm = tower.geometry.arm_length ? tower.geometry.arm_length : usual_arm;
        if (i == 0) usual_arm = arm;
        made.towers[i] =
            tower_at(tower.geometry.angle.value_or(usual_angles[i]),
                     radius.value,
                     length_above(tower, "arm_length", arm, {radius.value, "delta_radius"}));
        highest = i == 0 ? tower.rail.range.endstop : std::min(highest, tower.rail.range.endstop);
        made.rails[i] = std::move(tower.rail);
    }
    check_height(height, highest, parts.section);
    return std::make_unique<DeltaKinematics>(std::move(made));
}

}  // namespace escapement::printer
