// Which motors and endstops make up a rail.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/rails.hpp"

#include <algorithm>

#include "mcu/endstop.hpp"
#include "mcu/stepper_out.hpp"
#include "modules/carriage_sections.hpp"
#include "modules/current_probe.hpp"
#include "modules/curved_stepper_section.hpp"
#include "modules/query_endstops.hpp"
#include "modules/second_carriage.hpp"
#include "modules/stepper_section.hpp"
#include "modules/tmc_drivers.hpp"
#include "printer/errors.hpp"
#include "printer/mcu_endstop.hpp"
#include "printer/pin_spec.hpp"

namespace escapement::modules {
namespace {

using printer::CarriagePlan;

template <class Section>
Section& section_of(const printer::Context& context, const std::string& name) {
    if (auto* found = context.modules.find<Section>(name)) return *found;
    throw printer::MissingModule(name);
}

// What is wrong with one of these sections has been said; the plan as a whole is good then.
void require_all(const printer::Context& context, const CarriagePlan& plan) {
    const auto require = [&](const config::Section& section) {
        if (!context.modules.find(section.name)) throw printer::MissingModule(section.name);
    };
    for (const auto& carriage : plan.carriages) require(*carriage.section);
    for (const config::Section* motor : plan.motors) require(*motor);
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

// One board stops its motors a little later than the other: the carriage would be askew.
void refuse_split_carriage(const std::string& label,
                           const printer::EndstopInput& endstop,
                           const printer::Rail& rail,
                           printer::Stepper& stepper) {
    for (printer::Stepper* other : endstop.steppers()) {
        if (std::find(rail.steppers.begin(), rail.steppers.end(), other) == rail.steppers.end() ||
            &other->output().device()->mcu() == &stepper.output().device()->mcu())
            continue;
        throw printer::ConfigError(
            "Multi-mcu homing not supported on multi-mcu shared carriage " + label + ": [" +
            other->name() + "] and [" + stepper.name() +
            "] are on different microcontrollers; connect them to one, or give one of them an "
            "[extra_carriage] with an endstop of its own");
    }
}

}  // namespace

Rails::Rails(printer::Context& context) : context_(context) {}

Rails::~Rails() = default;

Rails::Part Rails::part(std::string_view section) const {
    if (auto* found = context_.modules.find<StepperSection>(section))
        return {found->config().section, found->config(), found->stepper()};
    if (auto* found = context_.modules.find<CurvedStepperSection>(section))
        return {found->config().section, found->config(), found->stepper()};
    auto& second = section_of<SecondCarriageSection>(context_, std::string(section));
    return {second.config().section, second.config(), second.stepper()};
}

printer::Rail Rails::take(std::string_view name) {
    const Part first = part(name);
    printer::Rail rail;
    rail.name = name;
    OwnEndstops own;
    add_motor(first, rail, own);
    const auto options = printer::completed(first.options, context_.config);
    rail.range = printer::rail_range(options, first.section);
    rail.homing = printer::homing_motion(options, rail.range, first.section);
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
    auto options = printer::completed(part(made.rail.name).options, context_.config);
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
    if (context_.pins.is_offered_endstop(use.pin, {use.section, "endstop_pin"}))
        return offered_endstop(use, rail, own);
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
    auto input =
        std::make_unique<printer::McuEndstop>(std::move(*device), "endstop_pin " + use.pin.text);
    own.push_back({claimed.pin, input.get()});
    return keep(use, std::move(input), rail);
}

printer::EndstopInput& Rails::keep(const EndstopUse& use,
                                   std::unique_ptr<printer::EndstopInput> input,
                                   printer::Rail& rail) {
    context_.modules.the<QueryEndstops>().add(use.label, *input);
    rail.endstops.push_back({use.label, input.get()});
    endstops_.push_back(std::move(input));
    return *endstops_.back();
}

// Several motors of a rail may name one driver.
printer::EndstopInput& Rails::offered_endstop(const EndstopUse& use,
                                              printer::Rail& rail,
                                              OwnEndstops& own) {
    const auto written = config::parse_pin(use.pin.text, config::input_prefixes);
    for (const OwnEndstop& known : own)
        if (known.pin == *written) return *known.input;
    auto input = context_.modules.the<TmcDrivers>().endstop(use.pin, use.section);
    if (!input) return probe_endstop(use, rail);
    own.push_back({*written, input.get()});
    return keep(use, std::move(input), rail);
}

// All motors of a rail may name the probe: it is one.
printer::EndstopInput& Rails::probe_endstop(const EndstopUse& use, printer::Rail& rail) {
    for (const printer::NamedEndstop& known : rail.endstops)
        if (known.endstop->probe()) return *known.endstop;
    return keep(use, std::make_unique<ProbeEndstop>(context_.modules.the<CurrentProbe>()), rail);
}

std::optional<printer::SecondCarriage> Rails::take_second() {
    if (!context_.config.find("dual_carriage")) return std::nullopt;
    printer::SecondCarriage second{.rail = take("dual_carriage")};
    const auto& config = section_of<SecondCarriageSection>(context_, "dual_carriage").config();
    second.axis = config.axis_index();
    second.safe_distance = config.safe_distance;
    return second;
}

printer::CarriageMachine Rails::take_carriages() {
    const auto plan = printer::read_carriage_plan(context_.config);
    require_all(context_, plan);
    auto machine = printer::machine_of(plan);
    std::vector<OwnEndstops> own(machine.carriages.size());
    for (std::size_t i = 0; i < machine.carriages.size(); ++i) {
        make_rail(plan.carriages[i], machine.carriages[i]);
        endstop_of(plan, i, machine.carriages[i].rail, own[i]);
    }
    for (std::size_t i = 0; i < machine.motors.size(); ++i) add_motor(plan, i, machine, own);
    return machine;
}

void Rails::make_rail(const CarriagePlan::Carriage& planned, printer::Carriage& carriage) {
    const std::string& name = planned.section->name;
    const auto fill = [&](const printer::RailOptions& given, const printer::SectionName& section) {
        const auto options = printer::completed(given, context_.config);
        carriage.rail.name = name;
        carriage.rail.range = printer::rail_range(options, section);
        carriage.rail.homing = printer::homing_motion(options, carriage.rail.range, section);
    };
    if (!carriage.dual) {
        const auto& config = section_of<CarriageSection>(context_, name).config();
        return fill(config, config.section);
    }
    const auto& config = section_of<DualCarriageSection>(context_, name).config();
    fill(config, config.section);
    carriage.safe_distance = config.safe_distance;
}

// The endstop of that carriage, made where it was not before.
printer::EndstopInput& Rails::endstop_of(const CarriagePlan& plan,
                                         std::size_t index,
                                         printer::Rail& rail,
                                         OwnEndstops& own) {
    const auto& planned = plan.carriages[index];
    const auto use = [&](const auto& config, const printer::PinName& pin) -> auto& {
        const bool extra = planned.kind == CarriagePlan::Kind::extra;
        return endstop({pin,
                        config.section,
                        carriage_endstop_share(config.section),
                        extra ? planned.name : planned.section->name},
                       rail,
                       own);
    };
    const std::string& name = planned.section->name;
    switch (planned.kind) {
        case CarriagePlan::Kind::main: {
            const auto& config = section_of<CarriageSection>(context_, name).config();
            return use(config, *config.endstop_pin);
        }
        case CarriagePlan::Kind::dual: {
            const auto& config = section_of<DualCarriageSection>(context_, name).config();
            return use(config, *config.endstop_pin);
        }
        case CarriagePlan::Kind::extra:
            break;
    }
    const auto& config = section_of<ExtraCarriageSection>(context_, name).config();
    return use(config, config.endstop_pin);
}

void Rails::add_motor(const CarriagePlan& plan,
                      std::size_t index,
                      printer::CarriageMachine& machine,
                      std::vector<OwnEndstops>& own) {
    auto& section = section_of<CarriageMotorSection>(context_, plan.motors[index]->name);
    machine.motors[index].stepper = &section.stepper();
    const auto terms = printer::read_terms(section.config().carriages, plan);
    ASSERT(terms);
    for (const std::size_t carriage : terms->carriages) {
        const auto& planned = plan.carriages[carriage];
        const bool extra = planned.kind == CarriagePlan::Kind::extra;
        const std::size_t moved = extra ? *planned.primary : carriage;
        auto& rail = machine.carriages[moved].rail;
        rail.steppers.push_back(&section.stepper());
        auto& endstop = endstop_of(plan, carriage, rail, own[moved]);
        refuse_split_carriage(planned.name, endstop, rail, section.stepper());
        stop(endstop, section.stepper(), section.config().section);
    }
}

}  // namespace escapement::modules
