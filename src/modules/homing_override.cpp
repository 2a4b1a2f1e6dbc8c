// Runs a script in place of G28.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/homing_override.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"
#include "gcode/line.hpp"
#include "gcode/parameters.hpp"
#include "modules/toolhead.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

// What a macro would get.
templates::NameList parameters_of(const std::string& text) {
    const gcode::Line line = gcode::parse_line(text);
    const auto parameters = gcode::parameters(line);
    if (!parameters) throw printer::CommandError(parameters.error().what);
    base::Value::Table table;
    for (const auto& [name, value] : parameters->entries()) table.emplace_back(name, value);
    templates::NameList names;
    names.set("params", base::Value(std::move(table)));
    names.set("rawparams", base::Value(line.raw_parameters()));
    return names;
}

}  // namespace

HomingOverride::HomingOverride(const Config& config, printer::Context& context)
    : config_(config), context_(context), homing_(context.modules.the<HomingModule>()) {
    homing_.override_by(
        [this](printer::AxisSet named, std::string line) { return home(named, std::move(line)); },
        config_.section);
}

void HomingOverride::check(const Config& config, printer::Complaints& complaints) {
    const auto axes = base::upper_case(config.axes);
    if (complaints.none_about({"axes"}) && axes.find_first_not_of("XYZ") != std::string::npos)
        complaints.add("axes", "must be letters of x, y and z (is " + config.axes + ")");
}

bool HomingOverride::concerns(printer::AxisSet axes) const {
    if (axes.none()) return true;
    const auto overridden = base::lower_case(config_.axes);
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        if (axes[axis] && overridden.find(printer::axis_letters[axis]) != std::string::npos)
            return true;
    return false;
}

void HomingOverride::set_position() {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    auto position = toolhead.position();
    printer::AxisSet known;
    const std::array wanted{config_.set_position_x, config_.set_position_y, config_.set_position_z};
    for (std::size_t axis = 0; axis < wanted.size(); ++axis) {
        if (!wanted[axis]) continue;
        position[axis] = base::Length{*wanted[axis]};
        known[axis] = true;
    }
    toolhead.set_position(position, known);
}

runtime::Task<> HomingOverride::home(printer::AxisSet axes, std::string line) {
    if (running_ || !concerns(axes)) {
        co_await homing_.home_axes(axes.none() ? printer::all_axes() : axes);
        co_return;
    }
    struct Running {
        bool& flag;
        explicit Running(bool& which) : flag(which) { flag = true; }
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        ~Running() { flag = false; }
    };
    set_position();
    const Running in_script(running_);
    auto script = config_.gcode.run(context_, parameters_of(line));
    co_await script;
}

void HomingOverride::describe(printer::Description<HomingOverride>& module) {
    module.section("homing_override").doc("G28 runs a script.");
    module.option<&Config::gcode>("What is run: a template; G28 in it is the usual one.")
        .required();
    module.option<&Config::axes>("Runs it only for G28 of these axes, or of all.");
    module.option<&Config::set_position_x>("Where x is taken to be before, mm.");
    module.option<&Config::set_position_y>("Where y is taken to be before, mm.");
    module.option<&Config::set_position_z>("Where z is taken to be before, mm.");
}

}  // namespace escapement::modules
