// Statistics of phases, and the corrections that follow from them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/endstop_phase.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "modules/configfile.hpp"
#include "modules/curved_stepper_section.hpp"
#include "modules/stepper_section.hpp"
#include "modules/tmc_driver.hpp"
#include "modules/tmc_drivers.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/rail.hpp"

namespace escapement::modules {
namespace {

// A motor's electrical cycle is four full steps.
constexpr int full_steps = 4;

struct Fraction {
    int part, parts;
};

std::optional<Fraction> read_fraction(const std::string& text) {
    const auto slash = text.find('/');
    if (slash == std::string::npos) return std::nullopt;
    const auto part = base::parse_whole(base::trim(std::string_view(text).substr(0, slash)));
    const auto parts = base::parse_whole(base::trim(std::string_view(text).substr(slash + 1)));
    if (!part || !parts || *part < 0 || *part >= *parts || *parts > 65536) return std::nullopt;
    return Fraction{static_cast<int>(*part), static_cast<int>(*parts)};
}

// What a driver that counts its microsteps says about the motor's phase; without one, phases count
// from where the board began.
int phase_offset_of(const std::string& stepper, const printer::Context& context) {
    const TmcDriver* driver = context.modules.the<TmcDrivers>().find(stepper);
    if (!driver) return 0;
    if (!driver->phase_offset() && !context.offline)
        throw printer::CommandError("Stepper " + stepper +
                                    " phase unknown\nIts driver did not say where the motor "
                                    "stands; INIT_TMC and homing again may help");
    return driver->phase_offset().value_or(0);
}

}  // namespace

int PhaseHistory::note(std::int64_t mcu_position, int offset) {
    const std::int64_t count = phases();
    last_ = static_cast<int>(((mcu_position + offset) % count + count) % count);
    last_position_ = mcu_position;
    ++counts_[static_cast<std::size_t>(last_)];
    ++seen_;
    return last_;
}

PhaseHistory::Summary PhaseHistory::summary() const {
    const int count = phases(), half = count / 2;
    const auto seen_at = [&](int phase) {
        return counts_[static_cast<std::size_t>((phase % count + count) % count)];
    };
    int best = half;
    std::int64_t least = -1;
    for (int i = 0; i < count; ++i) {
        std::int64_t cost = 0;
        for (int j = i; j < i + count; ++j)
            cost += std::int64_t{seen_at(j)} * std::abs(j - (i + half));
        if (least >= 0 && cost >= least) continue;
        least = cost;
        best = i + half;
    }
    Summary summary{.best = best % count, .lowest = best % count, .highest = best % count};
    int first = best + half, last = best - half;
    for (int j = best - half; j < best + half; ++j)
        if (seen_at(j) > 0) {
            first = std::min(first, j);
            last = std::max(last, j);
        }
    if (first > last) return summary;
    summary.lowest = (first % count + count) % count;
    summary.highest = (last % count + count) % count;
    return summary;
}

struct EndstopPhase::Motor {
    int phases;
    base::Length step;
};

EndstopPhase::Motor EndstopPhase::motor_of(const Config& config, const printer::Context& context) {
    const std::string& name = config.section.title;
    if (auto* found = context.modules.find<StepperSection>(name))
        return {found->config().microsteps * full_steps, found->stepper().step_distance()};
    if (auto* found = context.modules.find<CurvedStepperSection>(name))
        return {found->config().microsteps * full_steps, found->stepper().step_distance()};
    throw printer::MissingModule(name);
}

EndstopPhase::EndstopPhase(const Config& config, printer::Context& context)
    : EndstopPhase(config, context, motor_of(config, context)) {}

EndstopPhase::EndstopPhase(const Config& config, printer::Context& context, const Motor& motor)
    : config_(config),
      context_(context),
      step_(motor.step),
      history_(motor.phases),
      homed_(context.events.rails_homed.connect([this](const auto& homed) { correct(homed); })) {
    const int phases = history_.phases();
    if (config_.trigger_phase)
        if (const auto fraction = read_fraction(*config_.trigger_phase))
            phase_ = static_cast<int>(
                         static_cast<double>(fraction->part) / fraction->parts * phases + 0.5) %
                     phases;
    accuracy_ = phases / 2 - 1;
    if (config_.endstop_accuracy) {
        const double steps = *config_.endstop_accuracy / step_;
        accuracy_ = static_cast<int>(std::ceil(phase_ ? steps * 0.5 : steps));
    }
    if (accuracy_ >= phases / 2)
        throw config_.section.error("endstop_accuracy",
                                    "Endstop for " + stepper() +
                                        " is not accurate enough for stepper phase adjustment: it "
                                        "must be within two full steps");
    // Nothing that is planned knows where a real endstop triggers.
    if (context.offline) accuracy_ = phases;
}

void EndstopPhase::check(const Config& config, printer::Complaints& complaints) {
    const auto* motor = complaints.config().find(config.section.title);
    if (!motor || !motor->name.starts_with("stepper_"))
        complaints.add("",
                       "there is no section [" + config.section.title +
                           "]; write [endstop_phase stepper_z], say");
    if (config.trigger_phase && !read_fraction(*config.trigger_phase))
        complaints.add("trigger_phase",
                       "Invalid trigger_phase '" + *config.trigger_phase +
                           "': must be like 12/64, the first number being less than the second");
}

void EndstopPhase::correct(const printer::RailsHomed& homed) {
    for (const printer::HomedMotor& motor : homed.motors) {
        if (motor.stepper.name() != stepper()) continue;
        const auto aligned = alignment(motor.rail.range.endstop);
        motor.correction = aligned + correction(motor.triggered);
        return;
    }
}

// So that 0 is at a full step.
base::Length EndstopPhase::alignment(base::Length position_endstop) const {
    if (!config_.endstop_align_zero || !phase_) return {};
    const int microsteps = history_.phases() / full_steps, half = microsteps / 2;
    const base::Length offset = static_cast<double>((*phase_ + half) % microsteps - half) * step_;
    const base::Length full_step = static_cast<double>(microsteps) * step_;
    return std::trunc(position_endstop / full_step + 0.5) * full_step - position_endstop + offset;
}

base::Length EndstopPhase::correction(std::int64_t mcu_position) {
    const int offset = phase_offset_of(stepper(), context_);
    const int phase = history_.note(mcu_position, offset), phases = history_.phases();
    if (!phase_) {
        phase_ = phase;
        return {};
    }
    int delta = ((phase - *phase_) % phases + phases) % phases;
    if (delta >= phases - accuracy_)
        delta -= phases;
    else if (delta > accuracy_)
        throw printer::CommandError("Endstop " + stepper() + " incorrect phase (got " +
                                    std::to_string(phase) + " vs " + std::to_string(*phase_) +
                                    ")\nThe endstop triggered elsewhere than it did before: check "
                                    "its switch, or run ENDSTOP_PHASE_CALIBRATE anew");
    return static_cast<double>(delta) * step_;
}

void EndstopPhase::describe(printer::Description<EndstopPhase>& module) {
    module.section("endstop_phase").named().doc("Makes an endstop as accurate as its motor.");
    module.option<&Config::trigger_phase>(
        "Phase at which the endstop triggers, such as 12/64; ENDSTOP_PHASE_CALIBRATE saves it.");
    module.option<&Config::endstop_align_zero>("Whether position 0 is to be at a full step.");
    module.option<&Config::endstop_accuracy>("How far the endstop may be off.")
        .above(base::Length{0.0});
}

EndstopPhases::EndstopPhases(const Config&, printer::Context& context)
    : context_(context),
      homed_(context.events.rails_homed.connect([this](const auto& homed) { track(homed); })) {}

void EndstopPhases::track(const printer::RailsHomed& homed) {
    for (const printer::HomedMotor& motor : homed.motors) {
        const std::string& name = motor.stepper.name();
        if (context_.modules.find<EndstopPhase>("endstop_phase " + name)) continue;
        const TmcDriver* driver = context_.modules.the<TmcDrivers>().find(name);
        if (!driver) continue;
        const bool first = motor.rail.steppers.front() == &motor.stepper;
        auto [tracked, fresh] =
            tracked_.try_emplace(name, Tracked{PhaseHistory(driver->phases()), first});
        tracked->second.history.note(motor.triggered, phase_offset_of(name, context_));
    }
}

std::map<std::string, EndstopPhases::Seen> EndstopPhases::seen() const {
    std::map<std::string, Seen> all;
    for (const auto& [name, tracked] : tracked_)
        all.emplace(name, Seen{&tracked.history, tracked.first_of_rail});
    for (const printer::Module& module : context_.modules.all())
        if (const auto* phase = context_.modules.find<EndstopPhase>(module.name))
            if (phase->seen()) all.emplace(phase->stepper(), Seen{&phase->history(), true});
    return all;
}

PhaseHistory::Summary EndstopPhases::report(const std::string& stepper,
                                            const PhaseHistory& history) const {
    const auto summary = history.summary();
    const std::string phases = std::to_string(history.phases());
    context_.console.info(stepper + ": trigger_phase=" + std::to_string(summary.best) + "/" +
                          phases + " (range " + std::to_string(summary.lowest) + " to " +
                          std::to_string(summary.highest) + ")");
    return summary;
}

void EndstopPhases::save(const std::string& stepper, const std::string& phase) {
    const auto section = "endstop_phase " + stepper;
    auto& file = context_.modules.the<Configfile>();
    file.remove(section);
    file.set(section, "trigger_phase", phase);
    context_.console.info(
        "The SAVE_CONFIG command will update the printer config\n"
        "file with these parameters and restart the printer.");
}

void EndstopPhases::calibrate(const Calibrate& request) {
    const auto all = seen();
    if (!request.stepper) {
        for (const auto& [name, phases] : all)
            if (phases.first_of_rail) report(name, *phases.history);
        if (all.empty())
            context_.console.info("No steppers found. (Be sure to home at least once.)");
        return;
    }
    const auto found = all.find(*request.stepper);
    if (found == all.end())
        throw printer::CommandError("Stats not available for stepper " + *request.stepper +
                                    ": it needs a section [endstop_phase " + *request.stepper +
                                    "] or a driver that tells its phase, and to be homed once");
    const PhaseHistory& history = *found->second.history;
    const auto summary = report(*request.stepper, history);
    if (found->second.first_of_rail)
        save(*request.stepper,
             std::to_string(summary.best) + "/" + std::to_string(history.phases()));
}

EndstopPhases::Status EndstopPhases::status() const {
    Status status;
    for (const auto& [name, phases] : seen()) {
        base::Value entry = base::Value::Table{};
        entry["phase"] = phases.history->last();
        entry["phases"] = phases.history->phases();
        entry["mcu_position"] = phases.history->last_position();
        status.last_home[name] = entry;
    }
    return status;
}

void EndstopPhases::describe(printer::Description<EndstopPhases>& module) {
    module.section("endstop_phase")
        .companion_of("endstop_phase")
        .doc("Statistics of endstop phases; has no options.");
    module.command<&EndstopPhases::calibrate>("ENDSTOP_PHASE_CALIBRATE", "Calibrate stepper phase")
        .parameter<&Calibrate::stepper>("Whose trigger_phase to save; all are shown if not given.");
    module.status<&Status::last_home>("Phase, phases and mcu_position of each endstop's trigger.");
}

}  // namespace escapement::modules
