// Which motors and endstops make up a rail.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/rails.hpp"

#include "mcu/endstop.hpp"
#include "modules/query_endstops.hpp"
#include "printer/errors.hpp"
#include "printer/mcu_endstop.hpp"
#include "printer/pin_spec.hpp"

namespace escapement::modules {

Rails::Rails(printer::Context& context) : context_(context) {}

Rails::~Rails() = default;

printer::Rail Rails::take(std::string_view name) {
    StepperSection& first = section(name);
    const auto& config = first.config();
    printer::Rail rail;
    rail.name = name;
    std::vector<OwnEndstop> own;
    add_stepper(first, rail, own);
    rail.range = printer::rail_range(config, config.section);
    rail.homing = printer::homing_motion(config, rail.range, config.section);
    for (int i = 1;; ++i) {
        const std::string further = std::string(name) + std::to_string(i);
        if (!context_.config.find(further)) return rail;
        add_stepper(section(further), rail, own);
    }
}

StepperSection& Rails::section(std::string_view name) const {
    if (auto* found = context_.modules.find<StepperSection>(name)) return *found;
    throw printer::MissingModule(std::string(name));
}

void Rails::add_stepper(StepperSection& from, printer::Rail& rail, std::vector<OwnEndstop>& own) {
    rail.steppers.push_back(&from.stepper());
    auto& stop = from.config().endstop_pin ? endstop(from.config(), rail, own)
                                           : *rail.endstops.front().endstop;
    try {
        stop.add_stepper(from.stepper());
    } catch (const printer::ConfigError& error) {
        throw from.config().section.error("", error.what());
    }
}

printer::EndstopInput& Rails::endstop(const StepperSection::Config& from,
                                      printer::Rail& rail,
                                      std::vector<OwnEndstop>& own) {
    const auto claimed = context_.pins.claim(
        *from.endstop_pin,
        {.section = from.section, .option = "endstop_pin", .share = endstop_share(from.section)},
        config::input_prefixes);
    for (const OwnEndstop& known : own) {
        if (known.pin.address() != claimed.address()) continue;
        if (known.pin == claimed.pin) return *known.input;
        throw from.section.error("endstop_pin",
                                 "shared endstop pin " + claimed.address() +
                                     " must specify the same pullup/invert settings everywhere");
    }
    auto device = mcu::Endstop::make(claimed.mcu, printer::pin_spec(claimed.pin));
    if (!device) throw from.section.error("endstop_pin", device.error().what);
    auto input = std::make_unique<printer::McuEndstop>(std::move(*device));
    const std::string label = from.section.full.substr(std::string_view("stepper_").size());
    context_.modules.the<QueryEndstops>().add(label, input->device());
    own.push_back({claimed.pin, input.get()});
    rail.endstops.push_back({label, input.get()});
    endstops_.push_back(std::move(input));
    return *endstops_.back();
}

}  // namespace escapement::modules
