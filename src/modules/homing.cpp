// Homes the axes that a line names, or all; motors go off when that fails.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/homing.hpp"

#include <string>
#include <utility>

#include "modules/stepper_enable.hpp"
#include "modules/toolhead.hpp"
#include "printer/errors.hpp"
#include "printer/homing.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {

void HomingModule::describe(printer::Description<HomingModule>& module) {
    module.section("homing").always().doc("Homing; has no options.");
    module.command<&HomingModule::home>("G28", "Homes the axes that are named, or all.")
        .word("X", "Homes x.")
        .word("Y", "Homes y.")
        .word("Z", "Homes z.");
}

HomingModule::HomingModule(printer::Context& context)
    : context_(context),
      connection_(context.events.shut_down.connect(
          [this](const printer::ShutDown&) { shut_down_ = true; })) {}

void HomingModule::override_by(Override override, const printer::SectionName& section) {
    if (override_)
        throw section.error("",
                            "[" + overridden_by_ + "] and [" + section.full +
                                "] cannot be used simultaneously; remove one of them");
    override_ = std::move(override);
    overridden_by_ = section.full;
}

runtime::Task<> HomingModule::home(const gcode::Line& line) {
    printer::AxisSet axes;
    axes[0] = line.has('X');
    axes[1] = line.has('Y');
    axes[2] = line.has('Z');
    if (override_) return override_(axes, std::string(line.text()));
    return home_axes(axes.none() ? printer::all_axes() : axes);
}

runtime::Task<> HomingModule::home_axes(printer::AxisSet axes) {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    co_await toolhead.wait_recovered();
    printer::Homing homing(toolhead, context_.events, context_.offline);
    std::string trouble;
    try {
        co_await toolhead.kinematics().home(homing, axes);
    } catch (const printer::CommandError& error) {
        trouble = error.what();
    }
    if (!trouble.empty()) give_up(trouble);
}

void HomingModule::give_up(const std::string& reason) {
    if (shut_down_) throw printer::CommandError("Homing failed due to printer shutdown\n" + reason);
    context_.modules.the<StepperEnable>().turn_off();
    context_.turns.check();
    throw printer::CommandError(reason);
}

}  // namespace escapement::modules
