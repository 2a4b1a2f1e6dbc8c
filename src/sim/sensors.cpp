// Which chip is spoken to, and when each measures.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/sensors.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "sim/machine.hpp"

namespace escapement::sim {
namespace {

constexpr double gravity = 9806.65;  // mm/s^2
// Their clocks are not as exact as those of boards.
constexpr double true_pace = 1.012;

Vector nozzle_of(const Machine& machine) {
    const Pose pose = machine.pose();
    return {pose.x, pose.y, pose.z};
}

std::size_t number_of(const PinBlueprint& pin, const Blueprint& blueprint) {
    const auto& pins = blueprint.boards.at(pin.board).pins;
    const auto found = std::find(pins.begin(), pins.end(), pin.name);
    ASSERT(found != pins.end());
    return static_cast<std::size_t>(found - pins.begin());
}

}  // namespace

Sensors::Sensors(const Blueprint& blueprint, const Machine& machine)
    : machine_(machine), shaking_(blueprint.resonances) {
    if (blueprint.sensors.empty()) return;
    for (const BoardBlueprint& board : blueprint.boards) used_.emplace_back(board.pins.size());
    for (const SensorBlueprint& plan : blueprint.sensors) add(plan, blueprint);
}

void Sensors::add(const SensorBlueprint& plan, const Blueprint& blueprint) {
    Sensor sensor{.plan = plan, .model = SensorModel::make(plan.chip)};
    ASSERT(sensor.model);
    const auto use = [&](const PinBlueprint& pin) -> std::optional<std::size_t> {
        if (pin.name.empty()) return std::nullopt;
        const std::size_t number = number_of(pin, blueprint);
        used_[pin.board][number] = 1;
        return number;
    };
    sensor.select = use(plan.select);
    sensor.clock = use(plan.clock);
    sensor.data = use(plan.data);
    sensor.answer = use(plan.answer);
    const auto& buses = blueprint.boards.at(plan.select.board).i2c_buses;
    if (plan.i2c_address && !plan.i2c_bus.empty())
        sensor.bus = static_cast<std::size_t>(std::find(buses.begin(), buses.end(), plan.i2c_bus) -
                                              buses.begin());
    sensors_.push_back(std::move(sensor));
}

void Sensors::change(std::size_t board, std::size_t pin, bool level, base::Seconds at) {
    for (Sensor& sensor : sensors_) {
        if (sensor.plan.select.board != board) continue;
        if (sensor.select == pin) {
            sensor.selected = level == sensor.plan.select.inverted;
            sensor.model->select();
            sensor.bits = 0;
        } else if (sensor.data == pin) {
            sensor.data_level = level;
        } else if (sensor.clock == pin) {
            const bool rises = level && !sensor.clock_level;
            sensor.clock_level = level;
            if (rises && sensor.selected) clock_rises(sensor, at);
        }
    }
}

void Sensors::clock_rises(Sensor& sensor, base::Seconds at) {
    if (sensor.bits == 0) {
        measure_until(at);
        sensor.out = sensor.model->offer();
    }
    sensor.answer_level = (sensor.out >> (7 - sensor.bits) & 1) != 0;
    sensor.in = static_cast<std::uint8_t>(sensor.in << 1 | (sensor.data_level ? 1 : 0));
    if (++sensor.bits < 8) return;
    sensor.bits = 0;
    sensor.model->accept(sensor.in);
    note_rates(at);
}

std::optional<bool> Sensors::input(std::size_t board, std::size_t pin) const {
    for (const Sensor& sensor : sensors_)
        if (sensor.selected && sensor.plan.select.board == board && sensor.answer == pin)
            return sensor.answer_level;
    return std::nullopt;
}

bool Sensors::spi(std::size_t board, std::span<std::uint8_t> data, base::Seconds at) {
    for (Sensor& sensor : sensors_) {
        if (!sensor.selected || sensor.clock || sensor.plan.select.board != board) continue;
        measure_until(at);
        for (std::uint8_t& byte : data) {
            const std::uint8_t out = sensor.model->offer();
            sensor.model->accept(byte);
            byte = out;
        }
        note_rates(at);
        return true;
    }
    return false;
}

bool Sensors::i2c(const I2cTarget& target,
                  std::span<const std::uint8_t> write,
                  std::span<std::uint8_t> read,
                  base::Seconds at) {
    for (Sensor& sensor : sensors_) {
        const SensorBlueprint& plan = sensor.plan;
        if (plan.i2c_address != target.address || plan.select.board != target.board ||
            sensor.bus != target.bus)
            continue;
        measure_until(at);
        sensor.model->transfer(write, read);
        note_rates(at);
        return true;
    }
    return false;
}

// A chip that is set going measures first after its usual interval.
void Sensors::note_rates(base::Seconds at) {
    bool measuring = false;
    for (Sensor& sensor : sensors_) {
        const double rate = sensor.model->rate();
        if (rate != sensor.rate && rate > 0.0)
            sensor.next = at + base::Seconds(1.0 / (rate * true_pace));
        sensor.rate = rate;
        measuring = measuring || rate > 0.0;
    }
    if (measuring && !measuring_) shaking_.rest(nozzle_of(machine_), at);
    measuring_ = measuring;
}

void Sensors::follow(base::Seconds at) {
    measure_until(at);
    shaking_.advance(at);
    shaking_.drive(nozzle_of(machine_));
}

void Sensors::measure_until(base::Seconds at) {
    while (measuring_) {
        const auto first = std::min_element(
            sensors_.begin(), sensors_.end(), [](const Sensor& a, const Sensor& b) {
                return (a.rate > 0.0) != (b.rate > 0.0) ? a.rate > 0.0 : a.next < b.next;
            });
        if (first->next > at) return;
        shaking_.advance(first->next);
        first->model->measure(felt_by(*first));
        first->next += base::Seconds(1.0 / (first->rate * true_pace));
    }
}

// A chip at rest feels what holds it against gravity.
Vector Sensors::felt_by(const Sensor& sensor) const {
    Vector nozzle = shaking_.acceleration();
    nozzle[2] += gravity;
    Vector felt{};
    for (std::size_t i = 0; i < felt.size(); ++i) {
        const auto& axis = sensor.plan.axes[i];
        felt[axis.index] = axis.backwards ? -nozzle[i] : nozzle[i];
    }
    return felt;
}

}  // namespace escapement::sim
