// The machine's part of a report, in words and as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/machine_report.hpp"

#include <fmt/format.h>

namespace escapement::app {

void MachineReport::look_at(const sim::World& world) {
    const auto& machine = world.machine();
    const auto& plan = machine.blueprint();
    simulated_s = world.elapsed().count();
    shutdown_reason = world.shutdown_reason();
    fingerprint = machine.fingerprint();
    lost_steps = machine.lost_steps();
    left_on = machine.outputs_on();
    for (std::size_t i = 0; i < plan.motors.size(); ++i)
        motors.push_back({plan.motors[i].name, machine.motor_pulses(i), machine.motor_steps(i)});
    for (std::size_t i = 0; i < plan.heaters.size(); ++i)
        heaters.push_back(
            {plan.heaters[i].name, machine.heater(i).peak(), machine.heater(i).last_temperature()});
}

void MachineReport::row(std::string& out, std::string_view name, const std::string& text) {
    out += fmt::format("  {:<20}{}\n", name, text);
}

void MachineReport::add_parts(std::string& out) const {
    for (const Motor& motor : motors)
        row(out, motor.name, fmt::format("{} steps, net {}", motor.steps, motor.net));
    for (const Heater& heater : heaters)
        row(out,
            heater.name,
            fmt::format(
                "up to {:.1f} C, {:.1f} C at the end", heater.peak_celsius, heater.end_celsius));
    row(out, "fingerprint", fmt::format("{:016x} of every pin change", fingerprint));
    for (const auto& picture : pictures) row(out, "picture", picture);
}

void MachineReport::add_parts(base::Value& all) const {
    all["kinematics"] = kinematics;
    all["simulated_s"] = simulated_s;
    all["wall_s"] = wall_s;
    all["filament_pins_mm"] = filament_pins_mm;
    all["peak_speed_mm_per_s"] = peak_speed;
    all["heights"] = static_cast<std::int64_t>(heights);
    base::Value motor_table;
    for (const Motor& motor : motors) {
        motor_table[motor.name]["steps"] = static_cast<std::int64_t>(motor.steps);
        motor_table[motor.name]["net"] = motor.net;
    }
    all["motors"] = motor_table;
    base::Value heater_table;
    for (const Heater& heater : heaters) {
        heater_table[heater.name]["peak_celsius"] = heater.peak_celsius;
        heater_table[heater.name]["end_celsius"] = heater.end_celsius;
    }
    all["heaters"] = heater_table;
    all["fingerprint"] = fmt::format("{:016x}", fingerprint);
    base::Value::List drawn;
    for (const auto& picture : pictures) drawn.push_back(picture);
    all["pictures"] = drawn;
}

}  // namespace escapement::app
