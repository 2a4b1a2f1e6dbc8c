// Range checks, homing and motors of machines with straight rails.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/linear_kinematics.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "motion/blend_path.hpp"
#include "printer/errors.hpp"
#include "printer/homing.hpp"

namespace escapement::printer {

namespace {

constexpr std::size_t z_axis = 2;
// The head may be anywhere before homing, a little more than its range away.
constexpr double homing_travel = 1.5;

motion::Position with_axis(motion::Position position, std::size_t axis, base::Length value) {
    position[axis] = value;
    return position;
}

// "; x goes from 0 to 200"
std::string range_text(std::size_t axis, const RailRange& range) {
    return std::string("; ") + axis_letters[axis] + " goes from " +
           base::print_number(range.min.value) + " to " + base::print_number(range.max.value);
}

base::Length begin_of_homing(const Rail& rail) {
    const auto& range = rail.range;
    return rail.homing.positive_direction
               ? range.endstop - homing_travel * (range.endstop - range.min)
               : range.endstop + homing_travel * (range.max - range.endstop);
}

template <class Limit>
Limit at_most(const std::optional<Limit>& value,
              Limit most,
              const SectionName& section,
              const std::string& option) {
    if (value && *value > most)
        throw section.error("max_z_" + option,
                            "must be at most max_" + option + " " + base::print_number(most.value) +
                                " (is " + base::print_number(value->value) + ")");
    return value.value_or(most);
}

}  // namespace

VerticalLimits vertical_limits(const VerticalOptions& options, const KinematicsParts& parts) {
    const auto& limits = parts.limits;
    return {at_most(options.max_z_velocity, limits.max_velocity, parts.section, "velocity"),
            at_most(options.max_z_accel, limits.max_accel, parts.section, "accel")};
}

void VerticalOptions::check(const motion::MoveLimits& limits, Complaints& complaints) const {
    complaints.attempt({"max_z_velocity", "max_velocity"}, [&] {
        at_most(max_z_velocity, limits.max_velocity, complaints.section(), "velocity");
    });
    complaints.attempt({"max_z_accel", "max_accel"}, [&] {
        at_most(max_z_accel, limits.max_accel, complaints.section(), "accel");
    });
}

std::array<Rail, motion::cartesian_axes> axis_rails(RailSource& rails) {
    const auto& [x_name, y_name, z_name] = axis_rail_names;
    Rail x = rails.take(x_name), y = rails.take(y_name), z = rails.take(z_name);
    return {std::move(x), std::move(y), std::move(z)};
}

LinearKinematics::LinearKinematics(const motion::Linear& blends,
                                   std::array<Rail, axes> rails,
                                   const VerticalLimits& vertical)
    : blends_(blends), rails_(std::move(rails)), vertical_(vertical) {
    stop_at_endstops_of_others();
}

void LinearKinematics::stop_at_endstops_of_others() {
    for (std::size_t axis = 0; axis < axes; ++axis)
        for (std::size_t other = 0; other < axes; ++other)
            if (other != axis && blends_.blend[other][axis] != 0.0)
                for (Stepper* stepper : rails_[other].steppers)
                    rails_[axis].endstops.front().endstop->add_stepper(*stepper);
}

std::vector<Stepper*> LinearKinematics::steppers() {
    std::vector<Stepper*> all;
    for (const Rail& rail : rails_)
        all.insert(all.end(), rail.steppers.begin(), rail.steppers.end());
    return all;
}

void LinearKinematics::follow(const motion::Trajectory& trajectory) {
    for (std::size_t axis = 0; axis < axes; ++axis)
        for (Stepper* stepper : rails_[axis].steppers)
            stepper->follow(motion::blend_path(blends_.blend[axis], trajectory));
}

motion::Point LinearKinematics::nozzle(const StepperPositions& positions) const {
    std::array<base::Length, axes> first;
    for (std::size_t axis = 0; axis < axes; ++axis)
        first[axis] = positions(*rails_[axis].steppers.front());
    const auto point = blends_.nozzle(first);
    ASSERT(point);
    return *point;
}

void LinearKinematics::check_move(motion::Move& move) const {
    check_range(move);
    const base::Length rise = move.displacement(z_axis);
    if (rise == base::Length{}) return;
    const double slope = std::abs(move.distance() / rise);
    move.limit_speed(vertical_.max_velocity * slope, vertical_.max_accel * slope);
}

void LinearKinematics::check_range(const motion::Move& move) const {
    for (std::size_t axis = 0; axis < axes; ++axis) {
        if (move.displacement(axis) == base::Length{}) continue;
        if (!homed_[axis])
            throw CommandError(move_error_text(move, "Must home axis first") + "; home " +
                               axis_letters[axis] + " with G28");
        const auto& range = rails_[axis].range;
        const base::Length end = move.end()[axis];
        if (!(end >= range.min && end <= range.max))
            throw CommandError(move_error_text(move, "Move out of range") +
                               range_text(axis, range));
    }
}

void LinearKinematics::set_position(motion::Point position, AxisSet homed) {
    for (Stepper* stepper : steppers()) stepper->set_position(position);
    homed_ |= homed;
}

runtime::Task<> LinearKinematics::home(Homing& homing, AxisSet which) {
    for (std::size_t axis = 0; axis < axes; ++axis) {
        if (!which[axis]) continue;
        const Rail& rail = rails_[axis];
        const auto& here = homing.position();
        co_await homing.home_rail(rail,
                                  {.from = with_axis(here, axis, begin_of_homing(rail)),
                                   .to = with_axis(here, axis, rail.range.endstop),
                                   .axes = only_axis(axis)});
    }
}

motion::Point LinearKinematics::axis_minimum() const {
    return {rails_[0].range.min, rails_[1].range.min, rails_[2].range.min};
}

motion::Point LinearKinematics::axis_maximum() const {
    return {rails_[0].range.max, rails_[1].range.max, rails_[2].range.max};
}

}  // namespace escapement::printer
