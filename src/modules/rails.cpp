// Which motors and endstops make up a rail.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/rails.hpp"

#include "mcu/endstop.hpp"
#include "modules/curved_stepper_section.hpp"
#include "modules/query_endstops.hpp"
#include "modules/stepper_section.hpp"
#include "printer/errors.hpp"
#include "printer/mcu_endstop.hpp"
#include "printer/pin_spec.hpp"

namespace escapement::modules {
namespace {

template <class Section>
Section& section_of(const printer::Context& context, const std::string& name) {
    if (auto* found = context.modules.find<Section>(name)) return *found;
    throw printer::MissingModule(name);
}

void stop(printer::EndstopInput& endstop,
          printer::Stepper& stepper,
          const printer::SectionName& section) {
    try {
        endstop.add_stepper(stepper);
    } catch (const printer::ConfigError& error) {
        throw section.error("", error.what());
    }
}

}  // namespace

Rails::Rails(printer::Context& context) : context_(context) {}

Rails::~Rails() = default;

Rails::Part Rails::part(std::string_view section) const {
    if (auto* found = context_.modules.find<StepperSection>(section))
        return {found->config().section, found->config(), found->stepper()};
    auto& curved = section_of<CurvedStepperSection>(context_, std::string(section));
    return {curved.config().section, curved.config(), curved.stepper()};
}

printer::Rail Rails::take(std::string_view name) {
    const Part first = part(name);
    printer::Rail rail;
    rail.name = name;
    OwnEndstops own;
    add_motor(first, rail, own);
    rail.range = printer::rail_range(first.options, first.section);
    rail.homing = printer::homing_motion(first.options, rail.range, first.section);
    add_further_motors(name, rail, own);
    return rail;
}

void Rails::add_further_motors(std::string_view first, printer::Rail& rail, OwnEndstops& own) {
    for (int i = 1;; ++i) {
        const std::string further = std::string(first) + std::to_string(i);
        if (!context_.config.find(further)) return;
        add_motor(part(further), rail, own);
    }
}

printer::CurvedRail Rails::take_curved(std::string_view name, const printer::MotorRule& rule) {
    const auto& section = section_of<CurvedStepperSection>(context_, std::string(name));
    printer::CurvedRail made{.section = section.config().section, .geometry = section.config()};
    made.rail.name = name;
    const Part first = part(name);
    if (!rule.endstop) {
        made.rail.steppers.push_back(&first.stepper);
        return made;
    }
    OwnEndstops own;
    add_motor(first, made.rail, own);
    set_range(rule, made);
    add_further_motors(name, made.rail, own);
    return made;
}

// A tower's range ends at its endstop.
void Rails::set_range(const printer::MotorRule& rule, printer::CurvedRail& made) const {
    printer::RailOptions options = part(made.rail.name).options;
    if (!rule.like.empty() && !options.position_endstop)
        options.position_endstop = part(rule.like).options.position_endstop;
    if (rule.range)
        made.rail.range = printer::rail_range(options, made.section);
    else
        made.rail.range = {
            .min = {}, .max = *options.position_endstop, .endstop = *options.position_endstop};
    if (!rule.range && !options.homing_positive_dir) options.homing_positive_dir = true;
    made.rail.homing = printer::homing_motion(options, made.rail.range, made.section);
}

void Rails::add_motor(const Part& part, printer::Rail& rail, OwnEndstops& own) {
    const bool first = rail.steppers.empty();
    rail.steppers.push_back(&part.stepper);
    auto& stops_it = part.options.endstop_pin
                         ? endstop({*part.options.endstop_pin,
                                    part.section,
                                    endstop_share(part.section),
                                    first ? part.section.full : part.stepper.short_name()},
                                   rail,
                                   own)
                         : *rail.endstops.front().endstop;
    stop(stops_it, part.stepper, part.section);
}

printer::EndstopInput& Rails::endstop(const EndstopUse& use,
                                      printer::Rail& rail,
                                      OwnEndstops& own) {
    const auto claimed =
        context_.pins.claim(use.pin,
                            {.section = use.section, .option = "endstop_pin", .share = use.share},
                            config::input_prefixes);
    for (const OwnEndstop& known : own) {
        if (known.pin.address() != claimed.address()) continue;
        if (known.pin == claimed.pin) return *known.input;
        throw use.section.error("endstop_pin",
                                "shared endstop pin " + claimed.address() +
                                    " must specify the same pullup/invert settings everywhere");
    }
    auto device = mcu::Endstop::make(claimed.mcu, printer::pin_spec(claimed.pin));
    if (!device) throw use.section.error("endstop_pin", device.error().what);
    auto input = std::make_unique<printer::McuEndstop>(std::move(*device));
    context_.modules.the<QueryEndstops>().add(use.label, input->device());
    own.push_back({claimed.pin, input.get()});
    rail.endstops.push_back({use.label, input.get()});
    endstops_.push_back(std::move(input));
    return *endstops_.back();
}

}  // namespace escapement::modules
