// Looks at the height of each line that is printed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tuning_tower.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "gcode/line.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

// A print that goes so far below the last line is another one.
constexpr double end_of_test = 2.0;

std::string decimals(const char* format, double value) {
    char text[400];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

}  // namespace

TuningTower::TuningTower(printer::Context& context)
    : context_(context), gcode_move_(context.modules.the<GcodeMove>()) {}

void TuningTower::describe(printer::Description<TuningTower>& module) {
    module.section("tuning_tower").always().doc("Tuning by height; has no options.");
    auto begin = module.command<&TuningTower::begin>("TUNING_TOWER",
                                                     "Tool to adjust a parameter at each Z height");
    begin.parameter<&Test::command>("The command that sets the parameter.").required();
    begin.parameter<&Test::parameter>("Its parameter.").required();
    begin.parameter<&Test::start>("The value at z 0.");
    begin.parameter<&Test::factor>("By how much it changes for each mm of height.");
    begin.parameter<&Test::band>("It stays the same for so many mm; 0: for no layer.")
        .at_least(0.0);
    begin.parameter<&Test::step_delta>("By how much it changes with each step.");
    begin.parameter<&Test::step_height>("How high a step is, mm.").at_least(0.0);
    begin.parameter<&Test::skip>("So many mm at the bottom do not count.").at_least(0.0);
}

void TuningTower::begin(const Test& request) {
    if (in_use()) end();
    const bool steps = request.step_height != 0.0 || request.step_delta != 0.0;
    if (request.factor != 0.0 && steps)
        throw CommandError("Cannot specify both FACTOR and STEP_DELTA/STEP_HEIGHT");
    if ((request.step_delta != 0.0) != (request.step_height != 0.0))
        throw CommandError("Must specify both STEP_DELTA and STEP_HEIGHT");
    test_ = request;
    gcode_move_.path().put_first(*this);
    last_ = next().position();
    last_z_.reset();
    last_value_.reset();
    std::string text = decimals("Starting tuning test (start=%.6f", test_.start);
    if (test_.factor != 0.0) {
        text += decimals(" factor=%.6f", test_.factor);
        if (test_.band != 0.0) text += decimals(" band=%.6f", test_.band);
    } else {
        text += decimals(" step_delta=%.6f", test_.step_delta);
        text += decimals(" step_height=%.6f", test_.step_height);
    }
    if (test_.skip != 0.0) text += decimals(" skip=%.6f", test_.skip);
    context_.console.info(text + ")");
}

void TuningTower::end() {
    context_.console.info("Ending tuning test mode");
    gcode_move_.path().take_out(*this);
}

motion::Position TuningTower::position() {
    return last_ = next().position();
}

double TuningTower::value_at(double z) const {
    if (test_.skip != 0.0) z = std::max(0.0, z - test_.skip);
    if (test_.step_height != 0.0)
        return test_.start + test_.step_delta * std::floor(z / test_.step_height);
    if (test_.band != 0.0) z = (std::floor(z / test_.band) + 0.5) * test_.band;
    return test_.start + z * test_.factor;
}

void TuningTower::move(const motion::Position& end_of_move, base::Speed speed) {
    auto& after = next();
    constexpr auto filament = motion::extruder_axis;
    const bool moves_aside =
        !std::equal(last_.begin(), last_.begin() + motion::cartesian_axes, end_of_move.begin());
    const bool at_another_height = !last_z_ || end_of_move[2].value != *last_z_;
    if (end_of_move[filament] > last_[filament] && at_another_height && moves_aside)
        look_at(end_of_move);
    last_ = end_of_move;
    after.move(end_of_move, speed);
}

// A line is printed at another height.
void TuningTower::look_at(const motion::Position& position) {
    const double z = position[2].value;
    if (last_z_ && z < *last_z_ - end_of_test) return end();
    last_z_ = z;
    const double value = value_at(gcode_move_.gcode_position()[2]);
    if (value == last_value_) return;
    last_value_ = value;
    set_parameter(value);
}

// In the middle of a move nothing can wait.
void TuningTower::set_parameter(double value) {
    const bool short_name = gcode::is_traditional_name(test_.command);
    const std::string script =
        test_.command + " " + test_.parameter + (short_name ? "" : "=") + decimals("%.9f", value);
    auto running = context_.gcode.run_script(script);
    running.start();
    if (!running.done())
        throw CommandError("TUNING_TOWER: '" + script +
                           "' has to wait, which it cannot in the middle of a move");
    running.take();
}

}  // namespace escapement::modules
