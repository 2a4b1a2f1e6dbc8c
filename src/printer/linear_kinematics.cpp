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
std::string range_text(std::size_t axis, const AxisRange& range) {
    return std::string("; ") + axis_letters[axis] + " goes from " +
           base::print_number(range.least.value) + " to " + base::print_number(range.most.value);
}

base::Length begin_of_homing(const Rail& rail) {
    const auto& range = rail.range;
    return rail.homing.positive_direction
               ? range.endstop - homing_travel * (range.endstop - range.min)
               : range.endstop + homing_travel * (range.max - range.endstop);
}

// What a motor follows while the carriages are in these modes.
struct Share {
    motion::Blend blend{};
    base::Length offset{};
};

Share share_of(const CarriageMotor& motor, const CarriageModes& modes) {
    Share share{motor.share};
    for (std::size_t axis = 0; axis < motor.carriages.size(); ++axis) {
        const auto member = modes.member_of(motor.carriages[axis]);
        if (!member) continue;
        const auto& mode = modes.members()[*member];
        share.blend[axis] *= mode.scale;
        share.offset += motor.share[axis] * mode.offset;
    }
    return share;
}

bool tells_axes_apart(const std::vector<CarriageMotor>& motors, const CarriageModes& modes) {
    std::vector<motion::BlendReading> readings;
    for (const CarriageMotor& motor : motors) readings.push_back({share_of(motor, modes).blend});
    // An axis that nobody moves is no axis of its own either.
    for (std::size_t axis = 0; axis < motion::cartesian_axes; ++axis)
        if (std::none_of(readings.begin(), readings.end(), [&](const auto& reading) {
                return reading.blend[axis] != 0.0;
            }))
            return false;
    return motion::fit_point(readings, {}).has_value();
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

const char* const dependent_axes =
    "Verify configured stepper(s) and their 'carriages' specifications, the current configuration "
    "does not allow independent movements of all printer axes.";

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

CarriageMachine fixed_machine(const motion::Linear& blends,
                              std::array<Rail, motion::cartesian_axes> rails) {
    CarriageMachine machine;
    for (std::size_t axis = 0; axis < rails.size(); ++axis) {
        Rail& rail = rails[axis];
        for (Stepper* stepper : rail.steppers) {
            machine.motors.push_back({stepper, blends.blend[axis]});
            machine.motors.back().carriages[axis] = axis;
        }
        machine.carriages.push_back({std::string(1, axis_letters[axis]), axis, std::move(rail)});
    }
    return machine;
}

CarriageMachine with_second_carriage(CarriageMachine machine,
                                     std::optional<SecondCarriage> second,
                                     const motion::Blend& share) {
    if (!second) return machine;
    for (Stepper* stepper : second->rail.steppers) {
        machine.motors.push_back({stepper, share});
        machine.motors.back().carriages[second->axis] = machine.carriages.size();
    }
    machine.carriages.push_back({.name = "dual_carriage",
                                 .axis = second->axis,
                                 .rail = std::move(second->rail),
                                 .dual = true,
                                 .beside = second->axis,
                                 .safe_distance = second->safe_distance});
    return machine;
}

LinearKinematics::LinearKinematics(CarriageMachine machine, const VerticalLimits& vertical)
    : machine_(std::move(machine)),
      duals_(*this, machine_.carriages),
      vertical_(vertical),
      shapers_(machine_.motors.size()) {
    for (std::size_t i = 0; i < machine_.carriages.size(); ++i)
        if (!machine_.carriages[i].dual) main_[machine_.carriages[i].axis] = i;
    stop_at_endstops_of_others();
}

void LinearKinematics::stop_at_endstops_of_others() {
    for (const Carriage& carriage : machine_.carriages)
        for (const CarriageMotor& motor : machine_.motors)
            if (motor.share[carriage.axis] != 0.0 &&
                motor.carriages[carriage.axis] == CarriageMotor::none)
                carriage.rail.endstops.front().endstop->add_stepper(*motor.stepper);
}

DualCarriages* LinearKinematics::dual_carriages() {
    return duals_.modes().members().empty() ? nullptr : &duals_;
}

std::vector<Stepper*> LinearKinematics::steppers() {
    std::vector<Stepper*> all;
    for (const CarriageMotor& motor : machine_.motors) all.push_back(motor.stepper);
    return all;
}

void LinearKinematics::follow(const motion::Trajectory& trajectory) {
    trajectory_ = &trajectory;
    for (std::size_t i = 0; i < machine_.motors.size(); ++i) learn_shapers(i);
    follow_carriages();
}

void LinearKinematics::follow_carriages() {
    for (std::size_t i = 0; i < machine_.motors.size(); ++i) follow(i);
}

void LinearKinematics::follow(std::size_t motor) {
    const Share share = share_of(machine_.motors[motor], duals_.modes());
    machine_.motors[motor].stepper->follow(
        motion::blend_path(share.blend, *trajectory_, shapers_[motor], share.offset));
}

// On the axes that move the motor now.
void LinearKinematics::learn_shapers(std::size_t motor) {
    const Share share = share_of(machine_.motors[motor], duals_.modes());
    for (std::size_t axis = 0; axis < axes; ++axis)
        if (share.blend[axis] != 0.0) shapers_[motor][axis] = trajectory_->shapers()[axis];
}

// The carriage that stands for the axis.
const Carriage& LinearKinematics::leader(std::size_t axis) const {
    const auto primary = duals_.modes().primary(axis);
    return primary ? duals_.modes().carriage_of(*primary) : machine_.carriages[main_[axis]];
}

bool LinearKinematics::speaks(const CarriageMotor& motor) const {
    for (std::size_t axis = 0; axis < axes; ++axis)
        if (leader(axis).rail.steppers.front() == motor.stepper) return true;
    return machine_.all_speak;
}

motion::Point LinearKinematics::nozzle(const StepperPositions& positions) const {
    std::vector<motion::BlendReading> readings;
    for (const CarriageMotor& motor : machine_.motors) {
        if (!speaks(motor)) continue;
        const Share share = share_of(motor, duals_.modes());
        readings.push_back({share.blend, positions(*motor.stepper) - share.offset});
    }
    return motion::fit_point(readings, placed_at_).value_or(placed_at_);
}

bool axes_are_independent(const CarriageMachine& machine) {
    CarriageModes modes(machine.carriages);
    std::vector<std::size_t> paired;
    for (std::size_t i = 0; i < modes.members().size(); ++i)
        if (modes.members()[i].partner > i) paired.push_back(i);
    ASSERT(paired.size() <= most_pairs);
    for (std::size_t choice = 0; choice < std::size_t{1} << paired.size(); ++choice) {
        for (std::size_t i = 0; i < paired.size(); ++i) {
            const std::size_t first = paired[i], second = *modes.members()[first].partner;
            const bool swapped = (choice >> i & 1) != 0;
            modes.lead(swapped ? second : first, {});
            modes.set(swapped ? first : second, CarriageMode::inactive, {});
        }
        if (!tells_axes_apart(machine.motors, modes)) return false;
    }
    return true;
}

void LinearKinematics::change_share(std::size_t motor,
                                    const motion::Blend& share,
                                    motion::Point position,
                                    Check check) {
    CarriageMotor& changed = machine_.motors[motor];
    const motion::Blend before = std::exchange(changed.share, share);
    if (check == Check::axes_stay_apart && !axes_are_independent(machine_)) {
        changed.share = before;
        throw CommandError(dependent_axes);
    }
    follow(motor);
    changed.stepper->set_position(position);
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
        const AxisRange& range = limits_[axis];
        const base::Length end = move.end()[axis];
        if (!(end >= range.least && end <= range.most))
            throw CommandError(move_error_text(move, "Move out of range") + range_text(axis, range),
                               CommandError::Kind::out_of_range);
    }
}

void LinearKinematics::set_position(motion::Point position, AxisSet homed) {
    for (const CarriageMotor& motor : machine_.motors) motor.stepper->set_position(position);
    placed_at_ = position;
    homed_ |= homed;
    for (std::size_t axis = 0; axis < axes; ++axis)
        if (homed[axis]) bound(axis, {leader(axis).rail.range.min, leader(axis).rail.range.max});
}

void LinearKinematics::bound(std::size_t axis, const AxisRange& range) {
    limits_[axis] = range;
}

runtime::Task<> LinearKinematics::home(Homing& homing, AxisSet which) {
    if (!tells_axes_apart(machine_.motors, duals_.modes())) throw CommandError(dependent_axes);
    for (std::size_t axis = 0; axis < axes; ++axis) {
        if (!which[axis]) continue;
        if (duals_.modes().has_duals(axis))
            co_await duals_.home(homing, axis);
        else
            co_await home_carriage(homing, machine_.carriages[main_[axis]]);
    }
}

runtime::Task<> LinearKinematics::home_carriage(Homing& homing, const Carriage& carriage) {
    const Rail& rail = carriage.rail;
    const auto& here = homing.position();
    co_await homing.home_rail(rail,
                              {.from = with_axis(here, carriage.axis, begin_of_homing(rail)),
                               .to = with_axis(here, carriage.axis, rail.range.endstop),
                               .axes = only_axis(carriage.axis)});
}

// Of the carriages that count.
motion::Point LinearKinematics::axis_minimum() const {
    std::array<base::Length, axes> least;
    for (std::size_t axis = 0; axis < axes; ++axis)
        least[axis] = machine_.carriages[main_[axis]].rail.range.min;
    for (const Carriage& carriage : machine_.carriages)
        if (machine_.all_speak)
            least[carriage.axis] = std::min(least[carriage.axis], carriage.rail.range.min);
    return {least[0], least[1], least[2]};
}

motion::Point LinearKinematics::axis_maximum() const {
    std::array<base::Length, axes> most;
    for (std::size_t axis = 0; axis < axes; ++axis)
        most[axis] = machine_.carriages[main_[axis]].rail.range.max;
    for (const Carriage& carriage : machine_.carriages)
        if (machine_.all_speak)
            most[carriage.axis] = std::max(most[carriage.axis], carriage.rail.range.max);
    return {most[0], most[1], most[2]};
}

}  // namespace escapement::printer
