// Steps become belt positions, belt positions a nozzle, duty cycles heat.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/machine.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "base/assert.hpp"
#include "sim/vector.hpp"

namespace escapement::sim {
namespace {

using Matrix = std::array<Vector, 3>;

double determinant(const Matrix& m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
           m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

Matrix inverse(const Matrix& m) {
    const double d = determinant(m);
    Matrix out{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            const auto a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, e = (i + 2) % 3;
            out[i][j] = (m[a][c] * m[b][e] - m[a][e] * m[b][c]) / d;
        }
    return out;
}

}  // namespace

Machine::Machine(const Blueprint& blueprint)
    : blueprint_(blueprint),
      motors_(blueprint.motors.size()),
      fan_duty_(blueprint.fans.size()),
      probes_(blueprint.probes.size()) {
    for (const HeaterBlueprint& heater : blueprint_.heaters)
        heaters_.push_back({ThermalMass({.power_w = heater.power_w,
                                         .heat_capacity_j_per_k = heater.heat_capacity_j_per_k,
                                         .loss_w_per_k = heater.loss_w_per_k,
                                         .sensor_lag_s = heater.sensor_lag_s,
                                         .ambient_celsius = blueprint_.ambient_celsius})});
    assign_pins();
    ASSERT(!blueprint_.mechanism || blueprint_.further_starts.empty());
    add_tool(blueprint_.start);
    for (const Vector& start : blueprint_.further_starts) add_tool(start);
}

void Machine::assign_pins() {
    for (const BoardBlueprint& board : blueprint_.boards) uses_.emplace_back(board.pins.size());
    for (std::size_t i = 0; i < motors_.size(); ++i) {
        const MotorBlueprint& motor = blueprint_.motors[i];
        assign(motor.step, Role::step, i);
        assign(motor.dir, Role::dir, i);
        if (motor.enable.name.empty()) continue;
        motors_[i].enabled_at_rest = motor.enable.inverted;  // pins are low until configured
        motors_[i].enabled = motors_[i].enabled_at_rest;
        assign(motor.enable, Role::enable, i);
    }
    for (std::size_t i = 0; i < heaters_.size(); ++i)
        assign(blueprint_.heaters[i].heater, Role::heater, i);
    for (std::size_t i = 0; i < fan_duty_.size(); ++i) assign(blueprint_.fans[i].pin, Role::fan, i);
    for (const ProbeBlueprint& probe : blueprint_.probes)
        probe_pins_.push_back(number(probe.sensor));
    for (std::size_t i = 0; i < probes_.size(); ++i)
        if (const PinBlueprint& control = blueprint_.probes[i].control; !control.name.empty())
            assign(control, Role::probe, i);
    for (std::size_t i = 0; i < blueprint_.endstops.size(); ++i) {
        const PinBlueprint& pin = blueprint_.endstops[i].pin;
        inputs_.push_back({pin.board, number(pin), i});
    }
    for (const PinBlueprint& pin : blueprint_.closed_switches)
        if (!pin.inverted) high_pins_.emplace_back(pin.board, number(pin));
    for (const PinBlueprint& pin : blueprint_.open_switches)
        if (pin.inverted) high_pins_.emplace_back(pin.board, number(pin));
}

std::size_t Machine::number(const PinBlueprint& pin) const {
    const auto& pins = blueprint_.boards.at(pin.board).pins;
    const auto found = std::find(pins.begin(), pins.end(), pin.name);
    ASSERT(found != pins.end());
    return static_cast<std::size_t>(found - pins.begin());
}

void Machine::assign(const PinBlueprint& pin, Role role, std::size_t index) {
    uses_[pin.board][number(pin)] = {role, static_cast<std::uint16_t>(index), pin.inverted};
}

void Machine::add_tool(const Vector& start) {
    const std::size_t number = tools_.size();
    tools_.emplace_back();
    if (blueprint_.mechanism)
        find_parts(start);
    else
        find_belts(number, start);
    for (std::size_t i = 0; i < motors_.size(); ++i)
        if (blueprint_.motors[i].pushes_filament() && blueprint_.motors[i].serves(number))
            tools_[number].filament.push_back(i);
}

// The nozzle is known from three motors whose blends tell x, y and z apart.
void Machine::find_belts(std::size_t number, const Vector& start) {
    Tool& tool = tools_[number];
    Matrix rows{};
    std::size_t found = 0;
    for (std::size_t i = 0; i < motors_.size(); ++i) {
        const MotorBlueprint& motor = blueprint_.motors[i];
        if (motor.pushes_filament() || !motor.serves(number)) continue;
        motors_[i].start = dot(motor.blend, start);
        const auto end = rows.begin() + static_cast<std::ptrdiff_t>(found);
        if (found == 3 || std::find(rows.begin(), end, motor.blend) != end) continue;
        rows[found] = motor.blend;
        tool.belts[found++] = i;
    }
    ASSERT(found == 3 && std::abs(determinant(rows)) > 1e-9);
    tool.unbelt = inverse(rows);
}

// The first motor of a part says where that is.
void Machine::find_parts(const Vector& start) {
    std::array<bool, 3> found{};
    last_nozzle_ = start;
    const Vector parts = blueprint_.mechanism->parts(start, {});
    for (std::size_t i = 0; i < motors_.size(); ++i) {
        const auto part = blueprint_.motors[i].part;
        if (!part) continue;
        motors_[i].start = parts.at(*part);
        if (!std::exchange(found[*part], true)) tools_[0].belts[*part] = i;
    }
    ASSERT(found[0] && found[1] && found[2]);
}

double Machine::motor_position(std::size_t motor) const {
    return motors_[motor].start +
           static_cast<double>(motors_[motor].steps) * blueprint_.motors[motor].step_distance;
}

Pose Machine::pose(std::size_t number) const {
    const Tool& tool = tools_[number];
    const Vector belts{motor_position(tool.belts[0]),
                       motor_position(tool.belts[1]),
                       motor_position(tool.belts[2])};
    Vector nozzle{
        dot(tool.unbelt[0], belts), dot(tool.unbelt[1], belts), dot(tool.unbelt[2], belts)};
    if (blueprint_.mechanism)
        nozzle = last_nozzle_ = blueprint_.mechanism->nozzle(belts, last_nozzle_);
    Pose pose{nozzle[0], nozzle[1], nozzle[2], 0.0};
    for (const auto motor : tool.filament) pose.e += motor_position(motor);
    return pose;
}

double Machine::filament() const {
    double sum = 0.0;
    for (std::size_t i = 0; i < motors_.size(); ++i)
        if (blueprint_.motors[i].pushes_filament()) sum += motor_position(i);
    return sum;
}

// FNV-1a over the numbers, a word at a time and folded, as the high bits of doubles must reach the
// low ones.  A released pin counts as a value below zero.
void Machine::note(std::size_t board, std::size_t pin, double value, base::Seconds at) {
    constexpr std::uint64_t prime = 0x100000001b3;
    for (const std::uint64_t word : {std::uint64_t{board << 32 | pin},
                                     std::bit_cast<std::uint64_t>(value),
                                     std::bit_cast<std::uint64_t>(at.count())}) {
        fingerprint_ = (fingerprint_ ^ word) * prime;
        fingerprint_ ^= fingerprint_ >> 32;
    }
}

void Machine::output(std::size_t board, std::size_t pin, bool level, base::Seconds at) {
    note(board, pin, level ? 1.0 : 0.0, at);
    if (pin >= uses_[board].size()) return;
    const Use use = uses_[board][pin];
    const bool active = level != use.inverted;
    switch (use.role) {
        case Role::none:
            break;
        case Role::step:
            on_step(use.index, active, at);
            break;
        case Role::dir:
            motors_[use.index].forwards = active;
            break;
        case Role::enable:
            enable(blueprint_.motors[use.index].enable, level);
            break;
        case Role::probe:
            probes_[use.index].control(active, at);
            break;
        case Role::heater:
        case Role::fan:
            apply(use, active ? 1.0 : 0.0, at);
            break;
    }
}

// Several motors may share a pin.
void Machine::enable(const PinBlueprint& pin, bool level) {
    for (std::size_t i = 0; i < motors_.size(); ++i) {
        const PinBlueprint& own = blueprint_.motors[i].enable;
        if (own.board == pin.board && own.name == pin.name)
            motors_[i].enabled = level != own.inverted;
    }
}

void Machine::pwm(std::size_t board, std::size_t pin, double duty, base::Seconds at) {
    note(board, pin, duty, at);
    if (pin >= uses_[board].size()) return;
    const Use use = uses_[board][pin];
    apply(use, use.inverted ? 1.0 - duty : duty, at);
}

void Machine::release(std::size_t board, std::size_t pin, base::Seconds at) {
    note(board, pin, -1.0, at);
    if (pin >= uses_[board].size()) return;
    const Use use = uses_[board][pin];
    switch (use.role) {
        case Role::none:
            break;
        case Role::step:
            motors_[use.index].pulse = false;
            break;
        case Role::dir:
            motors_[use.index].forwards = false;
            break;
        case Role::enable:
            motors_[use.index].enabled = motors_[use.index].enabled_at_rest;
            break;
        case Role::probe:
            probes_[use.index].control(false, at);
            break;
        case Role::heater:
        case Role::fan:
            apply(use, 0.0, at);
            break;
    }
}

void Machine::apply(const Use& use, double duty, base::Seconds at) {
    if (use.role == Role::heater) {
        heaters_[use.index].duty = duty;
        heaters_[use.index].mass.set_duty(duty, at);
    } else if (use.role == Role::fan) {
        fan_duty_[use.index] = duty;
    }
}

void Machine::on_step(std::size_t index, bool active, base::Seconds at) {
    Motor& motor = motors_[index];
    // Setting a pin up tells its level, which need not be news.
    const bool changes = active != motor.pulse;
    motor.pulse = active;
    if (!changes || !(active || blueprint_.motors[index].both_edges)) return;
    if (!motor.enabled) {
        ++lost_steps_;
        return;
    }
    motor.steps += motor.forwards ? 1 : -1;
    ++motor.pulses;
    if (observer_) observer_->stepped(at, pose());
}

bool Machine::endstop_closed(const EndstopBlueprint& endstop) const {
    const Pose now = pose(endstop.tool);
    double coordinate = endstop.axis == 0 ? now.x : endstop.axis == 1 ? now.y : now.z;
    if (endstop.part) coordinate = motor_position(tools_[0].belts[*endstop.part]);
    return endstop.at_upper_end ? coordinate >= endstop.position : coordinate <= endstop.position;
}

bool Machine::probe_closed(std::size_t index) const {
    const ProbeBlueprint& probe = blueprint_.probes[index];
    const auto& [x, y, z] = probe.offset;
    const Pose nozzle = pose(probe.tool);
    const bool touches = nozzle.z - z <= blueprint_.bed.at(nozzle.x + x, nozzle.y + y);
    return probe.control.name.empty() ? touches : probes_[index].triggered(touches);
}

bool Machine::input(std::size_t board, std::size_t pin) const {
    bool level = false;
    for (std::size_t i = 0; i < probes_.size(); ++i) {
        const PinBlueprint& sensor = blueprint_.probes[i].sensor;
        if (sensor.board == board && probe_pins_[i] == pin)
            level = level || probe_closed(i) != sensor.inverted;
    }
    for (const Input& input : inputs_) {
        if (input.board != board || input.pin != pin) continue;
        const EndstopBlueprint& endstop = blueprint_.endstops[input.endstop];
        level = level || endstop_closed(endstop) != endstop.pin.inverted;
    }
    for (const auto& [its_board, its_pin] : high_pins_)
        level = level || (its_board == board && its_pin == pin);
    return level;
}

double Machine::analog(std::size_t board, std::size_t pin, base::Seconds at) {
    for (std::size_t i = 0; i < heaters_.size(); ++i) {
        const HeaterBlueprint& heater = blueprint_.heaters[i];
        if (heater.sensor.board == board && number(heater.sensor) == pin)
            return heaters_[i].plugged ? heater.sensor_reading(heaters_[i].mass.sensed(at)) : 1.0;
    }
    for (const InputBlueprint& input : blueprint_.inputs)
        if (input.pin.board == board && number(input.pin) == pin) return input.reading;
    return 0.5;
}

std::vector<std::string> Machine::outputs_on() const {
    std::vector<std::string> on;
    for (std::size_t i = 0; i < heaters_.size(); ++i)
        if (heaters_[i].duty > 0.0) on.push_back(blueprint_.heaters[i].name);
    for (std::size_t i = 0; i < motors_.size(); ++i)
        if (motors_[i].enabled && !blueprint_.motors[i].enable.name.empty())
            on.push_back(blueprint_.motors[i].name);
    for (std::size_t i = 0; i < fan_duty_.size(); ++i)
        if (fan_duty_[i] > 0.0) on.push_back(blueprint_.fans[i].name);
    return on;
}

}  // namespace escapement::sim
