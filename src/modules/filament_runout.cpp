// Pausing, and running scripts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/filament_runout.hpp"

#include "modules/idle_timeout.hpp"
#include "modules/pause_resume.hpp"
#include "modules/script_runner.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/turns.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {
namespace {

// Sensors report what they see when they begin to look.
constexpr base::Seconds settling{2.0};

}  // namespace

FilamentRunout::FilamentRunout(const FilamentRunoutConfig& config, printer::Context& context)
    : config_(config), context_(context), ready_(context.events.ready.connect([this](const auto&) {
          deaf_until_ = context_.executor.now() + runtime::Executor::to_duration(settling);
      })) {}

void FilamentRunout::query_sensor(const Query&) {
    context_.console.info("Filament Sensor " + config_.section.title +
                          (present_ ? ": filament detected" : ": filament not detected"));
}

void FilamentRunout::note_filament(bool present) {
    if (present == present_) return;
    present_ = present;
    if (acting_ || !enabled_ || context_.executor.now() < deaf_until_) return;
    const bool printing = context_.modules.the<IdleTimeout>().is_printing();
    if (present && !printing && !config_.insert_gcode.empty())
        act(insert());
    else if (!present && printing && (config_.pause_on_runout || !config_.runout_gcode.empty()))
        act(run_out());
}

void FilamentRunout::act(runtime::Task<> action) {
    acting_ = true;
    context_.executor.spawn(std::move(action), [this](const std::exception_ptr& failure) {
        tell_failure(context_, config_.section.full, failure);
        acting_ = false;
        deaf_until_ = context_.executor.now() + runtime::Executor::to_duration(config_.event_delay);
    });
}

// The print stops at once; that takes a moment, until PAUSE gets its turn.
runtime::Task<> FilamentRunout::run_out() {
    if (config_.pause_on_runout) {
        context_.modules.the<PauseResume>().send_pause_command();
        co_await context_.executor.after(config_.pause_delay);
    }
    auto running = run_in_turn(config_.pause_on_runout ? "PAUSE" : "", config_.runout_gcode);
    co_await running;
}

runtime::Task<> FilamentRunout::insert() {
    auto running = run_in_turn("", config_.insert_gcode);
    co_await running;
}

runtime::Task<> FilamentRunout::run_in_turn(std::string first, printer::ScriptTemplate script) {
    auto taking = context_.turns.take();
    const auto turn = co_await taking;
    if (!first.empty()) {
        auto beginning = context_.gcode.run_script(std::move(first));
        co_await beginning;
    }
    auto running = script.run(context_);
    co_await running;
    auto waiting = context_.gcode.run_script("M400");
    co_await waiting;
}

}  // namespace escapement::modules
