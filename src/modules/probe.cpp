// A switch that goes down with the head.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/probe_pin.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {

SwitchProbe::SwitchProbe(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      contact_({config_.pin, config_.section, "pin"}, context) {}

void SwitchProbe::begin() {
    state_ = config_.deactivate_on_each_sample ? State::put_away : State::to_take_out;
}

runtime::Task<ProbeResult> SwitchProbe::descend(const Descent& descent) {
    const Descent wanted = descent;
    if (state_ != State::taken_out) co_await take_out();
    if (state_ == State::to_take_out) state_ = State::taken_out;
    const auto at_once = wanted.first ? ProbeSwitch::AtOnce::allowed : ProbeSwitch::AtOnce::refused;
    ProbeResult found;
    std::exception_ptr failure;
    try {
        auto descending = contact_.descend(wanted, contact_.endstop(), config_.offsets(), at_once);
        found = co_await descending;
    } catch (const printer::CommandError&) {
        failure = std::current_exception();
    }
    if (state_ == State::put_away) co_await put_away();
    if (failure) std::rethrow_exception(failure);
    co_return found;
}

runtime::Task<> SwitchProbe::end() {
    if (state_ == State::put_away) co_return;
    state_ = State::put_away;
    co_await put_away();
}

runtime::Task<> SwitchProbe::take_out() {
    out_ = true;
    co_await run(config_.activate_gcode, "activate_gcode");
}

runtime::Task<> SwitchProbe::put_away() {
    out_ = false;
    co_await run(config_.deactivate_gcode, "deactivate_gcode");
}

runtime::Task<> SwitchProbe::run(const printer::ScriptTemplate& script, const char* name) {
    if (script.empty()) co_return;
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    const auto before = toolhead.position();
    auto running = script.run(context_);
    co_await running;
    const auto& after = toolhead.position();
    if (!std::equal(before.begin(), before.begin() + motion::cartesian_axes, after.begin()))
        throw printer::CommandError(std::string("Toolhead moved during probe ") + name +
                                    " script; it must not");
}

// The script runs as soon as nobody else runs any.
void SwitchProbe::abandon() {
    state_ = State::put_away;
    if (!std::exchange(out_, false) || config_.deactivate_gcode.empty()) return;
    context_.executor.spawn(put_away_later(), {});
}

runtime::Task<> SwitchProbe::put_away_later() {
    auto taking = context_.turns.take();
    const auto turn = co_await taking;
    std::string trouble;
    try {
        co_await put_away();
    } catch (const printer::CommandError& error) {
        trouble = error.what();
    }
    if (!trouble.empty()) context_.console.error(trouble);
}

void Probe::describe(printer::Description<Probe>& module) {
    module.section("probe")
        .offers_endstop(printer::probe_chip, printer::probe_endstop)
        .doc("A switch that says where the bed is.");
    Config::describe(module);
    describe_commands(module);
    describe_status(module);
}

}  // namespace escapement::modules
