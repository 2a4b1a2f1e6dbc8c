// Where a polar machine's nozzle may go, and what happens at the centre of its bed.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// At the centre the bed's angle is no function of x and y.  A move may end there and the next one
// go on in the same direction or back, but across it the bed would have to turn at once.
#include "printer/kinematics_polar.hpp"

#include <algorithm>
#include <cmath>

#include "motion/blend_path.hpp"
#include "printer/errors.hpp"
#include "printer/extra_axis.hpp"
#include "printer/homing.hpp"

namespace escapement::printer {

namespace {

constexpr motion::Blend z_blend{0.0, 0.0, 1.0};
// A move this close to the centre crosses it.
constexpr double centre_mm = 1e-6;

struct Flat {
    double x, y;
};

Flat flat(const motion::Position& position) {
    return {position[0].value, position[1].value};
}

double length(const Flat& v) {
    return std::hypot(v.x, v.y);
}

bool is_centre(const Flat& point) {
    return length(point) < centre_mm;
}

// From the centre to the nearest point of the line between two points.
double distance_to_centre(const Flat& from, const Flat& to) {
    const Flat way{to.x - from.x, to.y - from.y};
    const double way2 = way.x * way.x + way.y * way.y;
    if (way2 == 0.0) return length(from);
    const double share = std::clamp(-(from.x * way.x + from.y * way.y) / way2, 0.0, 1.0);
    if (share == 0.0) return length(from);
    if (share == 1.0) return length(to);
    return std::abs(way.x * from.y - way.y * from.x) / std::sqrt(way2);
}

[[noreturn]] void refuse_crossing(const motion::Move& move) {
    throw CommandError(move_error_text(move, "Move crosses the centre of the bed") +
                       "; there the bed would have to turn in no time: pass beside it");
}

}  // namespace

PolarKinematics::PolarKinematics(Parts parts) : parts_(std::move(parts)) {
    add(parts_.bed);
    add(parts_.arm);
    add(parts_.z);
    const base::Length radius = parts_.arm.range.max;
    set_range({-radius, -radius, parts_.z.range.min}, {radius, radius, parts_.z.range.max});
}

void PolarKinematics::follow(const motion::Trajectory& trajectory) {
    follow_formula(parts_.bed, motion::PolarBed{}, trajectory);
    follow_formula(parts_.arm, motion::PolarArm{}, trajectory);
    for (Stepper* stepper : parts_.z.steppers)
        stepper->follow(motion::blend_path(z_blend, trajectory));
}

motion::Point PolarKinematics::nozzle(const StepperPositions& positions) const {
    return motion::polar_nozzle(positions(*parts_.bed.steppers.front()).value,
                                positions(*parts_.arm.steppers.front()).value,
                                positions(*parts_.z.steppers.front()).value);
}

void PolarKinematics::check_move(motion::Move& move) const {
    check_range(move);
    check_centre(move);
    limit_rise(move, parts_.vertical);
    limit_turning(move);
}

void PolarKinematics::check_range(const motion::Move& move) const {
    constexpr auto unhomed = "Must home axis first";
    if (!is_homed(0)) refuse_unhomed(move, unhomed);
    const base::Length radius = parts_.arm.range.max;
    if (!(end_radius2(move) <= radius.value * radius.value))
        refuse_out_of_range(move, "; the arm goes out to " + base::print_number(radius.value));
    if (move.displacement(2) == base::Length{}) return;
    if (!is_homed(2)) refuse_unhomed(move, unhomed);
    const RailRange& range = parts_.z.range;
    if (!(move.end()[2] >= range.min && move.end()[2] <= range.max))
        refuse_out_of_range(move, range_words(2, range.min, range.max));
}

void PolarKinematics::check_centre(const motion::Move& move) const {
    const Flat from = flat(move.start()), to = flat(move.end());
    const bool begins = is_centre(from), ends = is_centre(to);
    if (!begins && ends) centre_direction_ = {from.x / length(from), from.y / length(from)};
    if (begins && !ends) {
        // The sine and cosine of the angle by which the bed would have to jump.
        const double across = centre_direction_[0] * to.y - centre_direction_[1] * to.x;
        const double ahead = centre_direction_[0] * to.x + centre_direction_[1] * to.y;
        if (ahead < 0.0 || std::abs(across) > centre_mm) refuse_crossing(move);
    }
    if (!begins && !ends && distance_to_centre(from, to) < centre_mm) refuse_crossing(move);
}

// The bed turns fastest where the nozzle is nearest to its centre.
void PolarKinematics::limit_turning(motion::Move& move) const {
    if (parts_.options.max_angular_velocity == 0.0) return;
    if (move.displacement(0) == base::Length{} && move.displacement(1) == base::Length{}) return;
    const double distance = distance_to_centre(flat(move.start()), flat(move.end()));
    if (distance == 0.0) return;
    const double turning = std::sqrt(move.max_cruise().value) / distance;
    const double share = parts_.options.max_angular_velocity / turning;
    if (share < 1.0)
        move.limit_speed(parts_.limits.max_velocity * share, parts_.limits.max_accel * share);
}

// The nozzle knows x and y only together.
void PolarKinematics::set_position(motion::Point position, AxisSet homed) {
    centre_direction_ = {1.0, 0.0};
    if (!homed[0] || !homed[1]) homed &= only_axis(2);
    CurvedKinematics::set_position(position, homed);
}

void PolarKinematics::forget_homing(AxisSet which) {
    if (which[0] || which[1]) which |= only_axis(0) | only_axis(1);
    CurvedKinematics::forget_homing(which);
}

runtime::Task<> PolarKinematics::home(Homing& homing, AxisSet which) {
    const auto path = [](const Rail& rail, std::size_t axis) {
        HomingPath made{};
        made.to[axis] = rail.range.endstop;
        made.from[axis] = rail.homing.positive_direction ? rail.range.min : rail.range.max;
        made.axes = axis == 0 ? only_axis(0) | only_axis(1) : only_axis(axis);
        return made;
    };
    if (which[0] || which[1]) co_await homing.home_rail(parts_.arm, path(parts_.arm, 0));
    if (which[2]) co_await homing.home_rail(parts_.z, path(parts_.z, 2));
}

MotorRule Polar::motor_rule(std::string_view section) {
    if (section == rails[0]) return {.endstop = false, .turns = true};
    return {.range = true};
}

std::unique_ptr<Kinematics> Polar::make(const VerticalOptions& vertical,
                                        const PolarOptions& options,
                                        const KinematicsParts& parts) {
    const auto& [bed, arm, z] = rails;
    return std::make_unique<PolarKinematics>(
        PolarKinematics::Parts{.bed = parts.rails.take_curved(bed, motor_rule(bed)).rail,
                               .arm = parts.rails.take_curved(arm, motor_rule(arm)).rail,
                               .z = parts.rails.take(z),
                               .limits = parts.limits,
                               .vertical = vertical_limits(vertical, parts),
                               .options = options});
}

}  // namespace escapement::printer
