// How far a deltesian's arms reach, and how its towers home.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_deltesian.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "motion/blend_path.hpp"
#include "printer/errors.hpp"
#include "printer/homing.hpp"

namespace escapement::printer {

namespace {

constexpr motion::Blend y_blend{0.0, 1.0, 0.0};
constexpr double start_beyond_range = 1.5;

// A level arm's length in x.
double reach_of(const motion::DeltesianTower& tower) {
    return std::abs(tower.x);
}

}  // namespace

DeltesianKinematics::DeltesianKinematics(Parts parts) : parts_(std::move(parts)) {
    for (const Rail& rail : parts_.rails) add(rail);
    add(parts_.y);
    measure_width();
    measure_height();
    measure_slow_places();
    set_range({base::Length{least_x_}, parts_.y.range.min, parts_.minimum_z},
              {base::Length{greatest_x_}, parts_.y.range.max, base::Length{highest_}});
}

// As far as an arm does not pass its tower, and the other one stands no flatter than min_angle.
void DeltesianKinematics::measure_width() {
    const double flat = std::cos(parts_.options.min_angle * std::numbers::pi / 180.0);
    const auto& [left, right] = parts_.towers;
    const double left_x = reach_of(left), right_x = reach_of(right);
    least_x_ = std::ceil(-std::min(left_x, flat * std::sqrt(right.arm2) - right_x));
    greatest_x_ = std::floor(std::min(right_x, flat * std::sqrt(left.arm2) - left_x));
    const double most = std::min({greatest_x_ - least_x_, 2.0 * greatest_x_, -2.0 * least_x_});
    const double width = parts_.options.print_width.value_or(base::Length{}).value;
    if (width > most)
        throw parts_.section.error("print_width",
                                   "must be at most " + base::print_number(most) +
                                       ", what the arms reach (is " + base::print_number(width) +
                                       ")");
    if (width > 0.0) {
        least_x_ = -0.5 * width;
        greatest_x_ = 0.5 * width;
    }
}

void DeltesianKinematics::measure_height() {
    for (std::size_t i = 0; i < tower_count; ++i) {
        const auto& tower = parts_.towers[i];
        carriages_home_[i] =
            parts_.rails[i].range.endstop.value + std::sqrt(tower.arm2 - tower.x * tower.x);
    }
    const auto home = motion::deltesian_nozzle(parts_.towers, carriages_home_);
    if (!home)
        throw parts_.section.error("",
                                   "the arms do not meet when both carriages are at their "
                                   "endstops; check position_endstop and arm_length");
    home_z_ = home->z;
    highest_ = std::min(highest_at(least_x_), highest_at(greatest_x_));
    check_height({parts_.minimum_z}, base::Length{highest_}, parts_.section);
}

void DeltesianKinematics::measure_slow_places() {
    const double ratio2 = parts_.options.slow_ratio * parts_.options.slow_ratio;
    if (!(ratio2 > 0.0)) return;
    const auto place = [&](double r2) {
        double least = 0.0;
        for (std::size_t i = 0; i < tower_count; ++i) {
            const auto& tower = parts_.towers[i];
            const double x = std::sqrt(r2 * tower.arm2 / (r2 + 1.0)) - reach_of(tower);
            least = i == 0 ? x : std::min(least, x);
        }
        return std::abs(least);
    };
    slow_x_ = place(ratio2);
    very_slow_x_ = place(2.0 * ratio2);
}

// The height that both arms allow with the carriages at their endstops.
double DeltesianKinematics::highest_at(double x) const {
    double highest = 0.0;
    for (std::size_t i = 0; i < tower_count; ++i) {
        const double z = carriages_home_[i] - parts_.towers[i].position(x, 0.0, 0.0);
        highest = i == 0 ? z : std::min(highest, z);
    }
    return highest;
}

void DeltesianKinematics::follow(const motion::Trajectory& trajectory) {
    for (std::size_t i = 0; i < tower_count; ++i)
        follow_formula(parts_.rails[i], parts_.towers[i], trajectory);
    for (Stepper* stepper : parts_.y.steppers)
        stepper->follow(motion::blend_path(y_blend, trajectory));
}

motion::Point DeltesianKinematics::nozzle(const StepperPositions& positions) const {
    const auto plane =
        motion::deltesian_nozzle(parts_.towers, positions_of(parts_.rails, positions));
    std::optional<motion::Point> point;
    if (plane)
        point = motion::Point{
            base::Length{plane->x}, positions(*parts_.y.steppers.front()), base::Length{plane->z}};
    return require_point(point);
}

void DeltesianKinematics::check_range(const motion::Move& move) const {
    const auto& end = move.end();
    const bool leads_home = end[0] == base::Length{} && end[2].value == home_z_ &&
                            move.displacement(1) == base::Length{};
    motion::Point most = axis_maximum();
    if (end[2] > most.z) most.z = base::Length{highest_at(end[0].value)};
    const motion::Point least = axis_minimum();
    const std::array<base::Length, 3> low{least.x, least.y, least.z};
    const std::array<base::Length, 3> high{most.x, most.y, most.z};
    for (std::size_t axis = 0; axis < low.size(); ++axis) {
        if (move.displacement(axis) == base::Length{}) continue;
        if (!is_homed(axis)) refuse_unhomed(move, "Must home axis first");
        if (!leads_home && !(end[axis] >= low[axis] && end[axis] <= high[axis]))
            refuse_out_of_range(move, range_words(axis, low[axis], high[axis]));
    }
}

void DeltesianKinematics::check_move(motion::Move& move) const {
    check_range(move);
    limit_rise(move, parts_.vertical);
    if (move.displacement(0) == base::Length{} || !slow_x_) return;
    const double furthest =
        std::max(std::abs(move.start()[0].value), std::abs(move.end()[0].value));
    if (furthest <= std::min(*slow_x_, *very_slow_x_)) return;
    const double share = furthest > *very_slow_x_ ? 0.25 : 0.5;
    move.limit_speed(parts_.limits.max_velocity * share, parts_.limits.max_accel * share);
}

// The towers know x and z only together.
runtime::Task<> DeltesianKinematics::home(Homing& homing, AxisSet which) {
    if (which[0] || which[2]) co_await home_towers(homing);
    if (which[1]) co_await home_y(homing);
}

runtime::Task<> DeltesianKinematics::home_towers(Homing& homing) {
    double highest2 = 0.0;
    for (const auto& tower : parts_.towers)
        highest2 = std::max(highest2, tower.arm2 - tower.x * tower.x);
    motion::Point from{}, to{};
    from.z = base::Length{-start_beyond_range * std::sqrt(highest2)};
    to.z = base::Length{home_z_};
    return homing.home_rails(
        pointers_to(parts_.rails),
        {.from = position_of_point(from), .to = position_of_point(to), .axes = AxisSet{0b101}});
}

runtime::Task<> DeltesianKinematics::home_y(Homing& homing) {
    const RailRange& range = parts_.y.range;
    motion::Point from{}, to{};
    to.y = range.endstop;
    from.y = parts_.y.homing.positive_direction
                 ? range.endstop - start_beyond_range * (range.endstop - range.min)
                 : range.endstop + start_beyond_range * (range.max - range.endstop);
    return homing.home_rail(
        parts_.y,
        {.from = position_of_point(from), .to = position_of_point(to), .axes = only_axis(1)});
}

MotorRule Deltesian::motor_rule(std::string_view section) {
    MotorRule rule{.options = {"arm_length", "arm_x_length"}};
    if (section == rails[0])
        rule.required = {"arm_length", "arm_x_length"};
    else
        rule.like = rails[0];
    return rule;
}

std::unique_ptr<Kinematics> Deltesian::make(const VerticalOptions& vertical,
                                            const HeightOptions& height,
                                            const DeltesianOptions& options,
                                            const KinematicsParts& parts) {
    DeltesianKinematics::Parts made{.limits = parts.limits,
                                    .vertical = vertical_limits(vertical, parts),
                                    .options = options,
                                    .minimum_z = height.minimum_z_position,
                                    .section = parts.section};
    StepperGeometry left;
    for (std::size_t i = 0; i < DeltesianKinematics::tower_count; ++i) {
        CurvedRail tower = parts.rails.take_curved(rails[i], motor_rule(rails[i]));
        auto& geometry = tower.geometry;
        if (!geometry.arm_x_length) geometry.arm_x_length = left.arm_x_length;
        if (!geometry.arm_length) geometry.arm_length = left.arm_length;
        const double x = length_above(tower, "arm_x_length", geometry.arm_x_length, {0.0, ""});
        const double arm =
            length_above(tower, "arm_length", geometry.arm_length, {x, "arm_x_length"});
        if (i == 0) left = geometry;
        made.towers[i] = {arm * arm, i == 0 ? -x : x};
        made.rails[i] = std::move(tower.rail);
    }
    made.y = parts.rails.take(rails[2]);
    return std::make_unique<DeltesianKinematics>(std::move(made));
}

}  // namespace escapement::printer
