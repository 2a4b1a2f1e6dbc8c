// Looks now and then whether anything is going on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/idle_timeout.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {
namespace {

using base::Seconds;

// So long after the last movement a print is over.
constexpr Seconds rest_before_ready{0.5};
// Pins are told a moment ahead.
constexpr Seconds pin_notice{0.1};
constexpr Seconds patience{1.0};

}  // namespace

IdleTimeout::IdleTimeout(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      timer_(context.executor, [this] { look(); }),
      timeline_goes_on_(
          context.events.timeline_goes_on.connect([this](const auto&) { become_busy(); })),
      shut_down_(context.events.shut_down.connect([this](const auto&) { timer_.cancel(); })) {}

void IdleTimeout::describe(printer::Description<IdleTimeout>& module) {
    module.section("idle_timeout").always().doc("What happens when nothing does for long.");
    module.option<&Config::timeout>("How long nothing happens until then.").above(Seconds{0.0});
    module.option<&Config::gcode>("What is run then.");

    module.command<&IdleTimeout::set_timeout>("SET_IDLE_TIMEOUT", "Set the idle timeout in seconds")
        .parameter<&SetTimeout::timeout>("Seconds; without it the present one is said.")
        .above(Seconds{0.0});

    module.status<&Status::state>("Idle, Ready or Printing.");
    module.status<&Status::printing_time>("Seconds for which it has been printing.");
    module.status<&Status::idle_timeout>("Seconds until it becomes idle.");
}

IdleTimeout::Load IdleTimeout::load() const {
    const auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    return {toolhead.print_time() - toolhead.estimated_print_time(),
            toolhead.has_unplanned_moves()};
}

void IdleTimeout::become_busy() {
    if (state_ == State::printing || context_.gcode.not_ready_because()) return;
    state_ = State::printing;
    busy_since_ = context_.executor.now();
    const auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    if (!context_.offline) timer_.set_after(rest_before_ready + std::max(load().ahead, Seconds{}));
    context_.events.became_busy.emit({toolhead.estimated_print_time() + pin_notice});
}

void IdleTimeout::look() {
    if (script_runs_) return;
    const Seconds next = state_ == State::ready ? look_when_ready() : look_when_printing();
    if (next > Seconds{}) timer_.set_after(next);
}

// Returns when to look again; zero: not by itself.
base::Seconds IdleTimeout::look_when_ready() {
    const Load now = load();
    const Seconds idle = -now.ahead;
    if (now.unplanned || idle < patience) return config_.timeout;
    if (idle < config_.timeout) return config_.timeout - idle;
    if (context_.turns.taken()) return patience;
    begin_idling();
    return {};
}

base::Seconds IdleTimeout::look_when_printing() {
    const Load now = load();
    const Seconds ahead = std::min(now.ahead, Seconds{2.0});
    if (now.unplanned) return rest_before_ready + std::max(ahead, Seconds{});
    if (ahead > -rest_before_ready) return rest_before_ready + ahead;
    if (context_.turns.taken()) return rest_before_ready;
    state_ = State::ready;
    const auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    context_.events.became_ready.emit({toolhead.estimated_print_time() + pin_notice});
    return config_.timeout;
}

void IdleTimeout::begin_idling() {
    script_runs_ = true;
    state_ = State::printing;
    context_.executor.spawn(run_script(), [this](std::exception_ptr failure) {
        std::string trouble;
        try {
            if (failure) std::rethrow_exception(failure);
        } catch (const printer::CommandError& error) {
            trouble = error.what();
        }
        if (!trouble.empty()) context_.console.error("idle_timeout: " + trouble);
        end_idling(trouble.empty());
    });
}

runtime::Task<> IdleTimeout::run_script() {
    auto taking = context_.turns.take();
    const auto turn = co_await taking;
    co_await config_.gcode.run(context_);
}

// What did not work is tried again.
void IdleTimeout::end_idling(bool well) {
    script_runs_ = false;
    if (!well) {
        state_ = State::ready;
        timer_.set_after(patience);
        return;
    }
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    const auto when = toolhead.last_move_time();
    state_ = State::idle;
    timer_.cancel();
    context_.events.became_idle.emit({when});
}

void IdleTimeout::set_timeout(const SetTimeout& request) {
    if (request.timeout) config_.timeout = *request.timeout;
    char text[64];
    std::snprintf(
        text, sizeof text, "idle_timeout: Timeout set to %.2f s", config_.timeout.count());
    context_.console.info(text);
    if (state_ == State::ready) timer_.set_after(config_.timeout);
}

IdleTimeout::Status IdleTimeout::status() const {
    static constexpr const char* names[] = {"Idle", "Ready", "Printing"};
    Status status{.state = names[static_cast<std::size_t>(state_)],
                  .printing_time = 0.0,
                  .idle_timeout = config_.timeout.count()};
    if (state_ == State::printing)
        status.printing_time = Seconds(context_.executor.now() - busy_since_).count();
    return status;
}

}  // namespace escapement::modules
