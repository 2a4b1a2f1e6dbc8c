// The text of GET_POSITION.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/position_report.hpp"

#include <cstdio>
#include <span>

#include "printer/kinematics.hpp"
#include "printer/stepper.hpp"

namespace escapement::modules {
namespace {

std::string six_decimals(double number) {
    char text[64];
    std::snprintf(text, sizeof text, "%.6f", number);
    return text;
}

void append(std::string& line, const std::string& name, const std::string& value) {
    line += " " + name + ":" + value;
}

std::string coordinates(std::span<const double> values) {
    static constexpr const char* names[] = {"X", "Y", "Z", "E"};
    std::string line;
    for (std::size_t axis = 0; axis < values.size(); ++axis)
        append(line, names[axis], six_decimals(values[axis]));
    return line;
}

std::array<double, 4> plain(const printer::Toolhead::Position& position) {
    return {position[0].value, position[1].value, position[2].value, position[3].value};
}

}  // namespace

std::string position_report(printer::Toolhead& toolhead, const GcodeCoordinates::State& gcode) {
    std::string mcu = "mcu:";
    std::string stepper = "\nstepper:";
    for (const auto* each : toolhead.kinematics().steppers()) {
        append(mcu, each->name(), std::to_string(each->mcu_position()));
        append(stepper, each->name(), six_decimals(each->commanded_position().value));
    }
    const auto nozzle = toolhead.kinematics().nozzle(
        [](const printer::Stepper& each) { return each.commanded_position(); });
    const double kinematic[] = {nozzle.x.value, nozzle.y.value, nozzle.z.value};
    return mcu + stepper + "\nkinematic:" + coordinates(kinematic) +
           "\ntoolhead:" + coordinates(plain(toolhead.position())) +
           "\ngcode:" + coordinates(std::span(gcode.last).first(4)) +
           "\ngcode base:" + coordinates(std::span(gcode.base).first(4)) +
           "\ngcode homing:" + coordinates(std::span(gcode.homing_origin).first(3));
}

}  // namespace escapement::modules
