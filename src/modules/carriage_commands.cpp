// From names to carriages and motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/carriage_commands.hpp"

#include <algorithm>
#include <vector>

#include "base/names.hpp"
#include "base/text.hpp"
#include "modules/toolhead.hpp"
#include "printer/carriage_plan.hpp"
#include "printer/errors.hpp"
#include "printer/linear_kinematics.hpp"

namespace escapement::modules {
namespace {

using printer::CarriageMode;
using printer::CommandError;

std::vector<std::string> names_of(const printer::CarriageModes& modes) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < modes.members().size(); ++i) names.push_back(modes.name(i));
    return names;
}

CarriageMode mode_of(const std::string& name) {
    if (const auto mode = printer::mode_named(name)) return *mode;
    throw CommandError("Invalid mode=" + base::upper_case(name) +
                       " specified; it must be PRIMARY, COPY, MIRROR or INACTIVE");
}

// By its section's name, with or without "stepper ".
std::size_t motor_named(const std::string& name, const printer::CarriageMachine& machine) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < machine.motors.size(); ++i) {
        const auto& full = machine.motors[i].stepper->name();
        const auto title = full.substr(std::string_view("stepper ").size());
        if (name == full || name == title) return i;
        known.push_back(title);
    }
    throw CommandError("Invalid STEPPER '" + name + "' specified" +
                       base::did_you_mean(name, known));
}

printer::CarriageTerms terms_of(const std::string& text, const printer::CarriagePlan& plan) {
    auto terms = printer::read_terms(text, plan);
    if (!terms) terms = printer::read_terms(base::lower_case(text), plan);
    if (!terms) throw CommandError(terms.error().what);
    if (terms->share == motion::Blend{})
        throw CommandError(
            "A valid string that references at least one carriage must be provided for CARRIAGES");
    std::sort(terms->carriages.begin(), terms->carriages.end());
    return std::move(*terms);
}

}  // namespace

printer::DualCarriages& DualCarriageCommands::carriages() const {
    auto* carriages =
        context_.modules.the<ToolheadModule>().toolhead().kinematics().dual_carriages();
    ASSERT(carriages);  // there is a section, and a kinematics that has room for it
    return *carriages;
}

std::size_t DualCarriageCommands::member_named(const std::string& name) const {
    const auto& modes = carriages().modes();
    const auto known = names_of(modes);
    const auto found = std::find(known.begin(), known.end(), name);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    const auto index = base::parse_whole(base::trim(name));
    if (!index || known.size() != 2)
        throw CommandError("Invalid CARRIAGE=" + name + " specified" +
                           base::did_you_mean(name, known));
    if (*index < 0 || *index > 1)
        throw CommandError("Invalid CARRIAGE=" + std::to_string(*index) + " index");
    return static_cast<std::size_t>(*index);
}

runtime::Task<> DualCarriageCommands::set_mode(const SetMode& request) {
    if (!request.carriage) throw CommandError("CARRIAGE must be specified");
    const auto member = member_named(*request.carriage);
    const auto mode = mode_of(request.mode);
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    co_await toolhead.flush_in_time();
    carriages().set_mode(toolhead, member, mode);
}

void DualCarriageCommands::save(const Save& request) {
    saved_[request.name] = carriages().save(context_.modules.the<ToolheadModule>().toolhead());
}

runtime::Task<> DualCarriageCommands::restore(const Restore& request) {
    const auto found = saved_.find(request.name);
    if (found == saved_.end()) throw CommandError("Unknown DUAL_CARRIAGE state: " + request.name);
    const auto state = found->second;
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    co_await toolhead.flush_in_time();
    using Return = printer::DualCarriages::Return;
    carriages().restore(toolhead,
                        state,
                        request.move ? Return::move_back : Return::modes_only,
                        request.move_speed.value_or(base::Speed{}));
}

DualCarriageCommands::Status DualCarriageCommands::status() const {
    const auto& modes = carriages().modes();
    std::vector<std::string> texts;
    base::Value::Table table;
    for (std::size_t i = 0; i < modes.members().size(); ++i) {
        texts.emplace_back(printer::mode_name(modes.members()[i].mode));
        table.emplace_back(modes.name(i), texts.back());
    }
    Status status{.carriages = std::move(table), .carriage_0 = {}, .carriage_1 = {}};
    if (texts.size() != 2) return status;
    status.carriage_0 = texts[0];
    status.carriage_1 = texts[1];
    return status;
}

void DualCarriageCommands::describe(printer::Description<DualCarriageCommands>& module) {
    module.section("dual_carriages")
        .companion_of("dual_carriage")
        .status_name("dual_carriage")
        .doc("Carriages that take turns; has no options.");

    auto set = module.command<&DualCarriageCommands::set_mode>("SET_DUAL_CARRIAGE",
                                                               "Configure the dual carriages mode");
    set.parameter<&SetMode::carriage>("Its name, or 0 and 1 where there are two.");
    set.parameter<&SetMode::mode>("PRIMARY, COPY, MIRROR or INACTIVE.");
    module
        .command<&DualCarriageCommands::save>("SAVE_DUAL_CARRIAGE_STATE",
                                              "Save dual carriages modes and positions")
        .parameter<&Save::name>("What the state is called.");
    auto restore = module.command<&DualCarriageCommands::restore>(
        "RESTORE_DUAL_CARRIAGE_STATE", "Restore dual carriages modes and positions");
    restore.parameter<&Restore::name>("What the state is called.");
    restore.parameter<&Restore::move>("1 moves the carriages to where they were.");
    restore.parameter<&Restore::move_speed>("Speed of that move; by default that of homing.")
        .above(base::Speed{0.0});

    module.status<&Status::carriages>("The mode of each carriage.");
    module.status<&Status::carriage_0>("The mode of the first one, where there are two.");
    module.status<&Status::carriage_1>("The mode of the second one, where there are two.");
}

// The carriages stay the same; what changes is by how much each moves the motor.
runtime::Task<> StepperCarriageCommands::set_carriages(const SetCarriages& request) {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    auto* kinematics = toolhead.kinematics().linear();
    ASSERT(kinematics);  // there are [carriage] sections
    const auto plan = printer::read_carriage_plan(context_.config);
    const auto motor = motor_named(request.stepper, kinematics->machine());
    const auto terms = terms_of(request.carriages, plan);
    const auto before = terms_of(plan.motors[motor]->find("carriages")->value, plan);
    if (terms.carriages != before.carriages)
        throw CommandError(
            "SET_STEPPER_CARRIAGES cannot add or remove carriages that the stepper controls");
    co_await toolhead.flush_in_time();
    using Check = printer::LinearKinematics::Check;
    kinematics->change_share(motor,
                             terms.share,
                             printer::point_of(toolhead.position()),
                             request.disable_checks ? Check::nothing : Check::axes_stay_apart);
    // Where carriages take turns, all motors count from where they are after a change.
    if (!request.disable_checks && kinematics->dual_carriages())
        toolhead.set_position(toolhead.position());
}

void StepperCarriageCommands::describe(printer::Description<StepperCarriageCommands>& module) {
    module.section("stepper_carriages")
        .companion_of("carriage")
        .doc("Which carriages a motor moves; has no options.");

    auto set = module.command<&StepperCarriageCommands::set_carriages>("SET_STEPPER_CARRIAGES",
                                                                       "Set stepper carriages");
    set.parameter<&SetCarriages::stepper>("Which motor.").required();
    set.parameter<&SetCarriages::carriages>("By how much each of its carriages moves it: x-0.5*y.")
        .required();
    set.parameter<&SetCarriages::disable_checks>(
        "1 allows what would not let all axes move each by itself.");
}

}  // namespace escapement::modules
