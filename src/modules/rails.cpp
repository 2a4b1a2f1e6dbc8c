// Which motors and endstops make up a rail.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/rails.hpp"

#include <algorithm>

#include "mcu/endstop.hpp"
#include "modules/query_endstops.hpp"
#include "printer/errors.hpp"
#include "printer/mcu_endstop.hpp"
#include "printer/pin_spec.hpp"

namespace escapement::modules {

namespace {

using printer::ConfigError;
using printer::SectionName;

// What only the first motor's section may say.
void refuse_rail_options(const StepperSection::Config& config, const std::string& rail) {
    const char* stray = config.position_endstop      ? "position_endstop"
                        : config.position_min        ? "position_min"
                        : config.position_max        ? "position_max"
                        : config.homing_positive_dir ? "homing_positive_dir"
                                                     : nullptr;
    if (stray)
        throw ConfigError(config.section.text() + " " + stray + ": belongs to the first motor, [" +
                          rail + "]");
}

}  // namespace

Rails::Rails(printer::Context& context, const SectionName& wanted_by)
    : context_(context), wanted_by_(wanted_by) {}

Rails::~Rails() = default;

printer::Rail Rails::take(std::string_view name) {
    StepperSection& first = section(name);
    const auto& config = first.config();
    printer::Rail rail;
    rail.name = name;
    if (!config.endstop_pin)
        throw ConfigError(config.section.text() + " endstop_pin: must be specified");
    std::vector<OwnEndstop> own;
    add_stepper(first, rail, own);
    rail.range = printer::rail_range(config, config.section);
    rail.homing = printer::homing_motion(config, rail.range, config.section);
    for (int i = 1;; ++i) {
        const std::string further = std::string(name) + std::to_string(i);
        if (!context_.config.find(further)) return rail;
        StepperSection& motor = section(further);
        refuse_rail_options(motor.config(), rail.name);
        add_stepper(motor, rail, own);
    }
}

StepperSection& Rails::section(std::string_view name) const {
    if (auto* found = context_.modules.find<StepperSection>(name)) return *found;
    if (context_.config.find(name)) throw printer::MissingModule(std::string(name));
    throw ConfigError(wanted_by_.text() + " kinematics: needs a section [" + std::string(name) +
                      "]; add one");
}

void Rails::add_stepper(StepperSection& from, printer::Rail& rail, std::vector<OwnEndstop>& own) {
    taken_.push_back(&from);
    rail.steppers.push_back(&from.stepper());
    auto& stop = from.config().endstop_pin ? endstop(from.config(), rail, own)
                                           : *rail.endstops.front().endstop;
    stop.add_stepper(from.stepper());
}

printer::EndstopInput& Rails::endstop(const StepperSection::Config& from,
                                      printer::Rail& rail,
                                      std::vector<OwnEndstop>& own) {
    const std::string share = "endstop of " + rail.name;
    const auto claimed =
        context_.pins.claim(*from.endstop_pin,
                            {.section = from.section, .option = "endstop_pin", .share = share},
                            config::input_prefixes);
    for (const OwnEndstop& known : own) {
        if (known.pin.address() != claimed.address()) continue;
        if (known.pin == claimed.pin) return *known.input;
        throw ConfigError(from.section.text() + " endstop_pin: shared endstop pin " +
                          claimed.address() +
                          " must specify the same pullup/invert settings everywhere");
    }
    auto device = mcu::Endstop::make(claimed.mcu, printer::pin_spec(claimed.pin));
    if (!device) throw ConfigError(from.section.text() + " " + device.error().what);
    auto input = std::make_unique<printer::McuEndstop>(std::move(*device));
    const std::string label = from.section.full.substr(std::string_view("stepper_").size());
    context_.modules.the<QueryEndstops>().add(label, input->device());
    own.push_back({claimed.pin, input.get()});
    rail.endstops.push_back({label, input.get()});
    endstops_.push_back(std::move(input));
    return *endstops_.back();
}

void Rails::refuse_left_over() const {
    for (const auto& module : context_.modules.all()) {
        const auto* stepper = context_.modules.find<StepperSection>(module.name);
        if (stepper && std::find(taken_.begin(), taken_.end(), stepper) == taken_.end())
            throw ConfigError(stepper->config().section.text() +
                              " is no part of this machine: remove it, or number further motors "
                              "without a gap from 1");
    }
}

}  // namespace escapement::modules
