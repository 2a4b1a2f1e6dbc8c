// G-code that runs after a while, once or again and again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/delayed_gcode.hpp"

#include <exception>
#include <optional>
#include <utility>

#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {

void DelayedGcode::describe(printer::Description<DelayedGcode>& module) {
    module.section("delayed_gcode").named().doc("G-code that runs after a while.");
    module.option<&Config::gcode>("What is run: a template.").required();
    module
        .option<&Config::initial_duration>(
            "How long after the start it is run for the first time; 0: not by itself.")
        .at_least(base::Seconds{0.0});
    auto update = module.command<&DelayedGcode::update>("UPDATE_DELAYED_GCODE",
                                                        "Update the duration of a delayed_gcode");
    update.chosen_by("ID");
    update.parameter<&Update::duration>("How long from now; 0: not at all.")
        .required()
        .at_least(base::Seconds{0.0});
}

DelayedGcode::DelayedGcode(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      timer_(context.executor, [this] { fire(); }),
      ready_(context.events.ready.connect(
          [this](const printer::Ready&) { schedule(config_.initial_duration); })) {}

void DelayedGcode::update(const Update& request) {
    if (inside_)
        again_ = request.duration;
    else
        schedule(request.duration);
}

void DelayedGcode::schedule(base::Seconds duration) {
    timer_.cancel();
    if (duration.count() > 0.0) timer_.set_after(duration);
}

void DelayedGcode::fire() {
    if (context_.gcode.not_ready_because()) return;
    began_ = context_.executor.now();
    inside_ = true;
    again_ = base::Seconds{0.0};
    running_.emplace(carry_out());
    running_->start();
}

runtime::Task<> DelayedGcode::carry_out() {
    auto& turns = context_.turns;
    std::optional<printer::Turns::Turn> turn;
    while (!turn) {
        auto taking = turns.take();
        turn.emplace(co_await taking);
        if (!turns.interrupted()) break;
        turn.reset();  // a cancel that is on its way does not mean this
        co_await turns.wait_for_quiet();
    }
    try {
        co_await config_.gcode.run(context_);
    } catch (const printer::CommandError& error) {
        context_.console.error(error.what());
    } catch (const std::exception& bug) {
        context_.shut_down("Internal error on [" + config_.section.full + "]: " + bug.what());
    }
    inside_ = false;
    if (again_.count() > 0.0) timer_.set(began_ + runtime::Executor::to_duration(again_));
}

}  // namespace escapement::modules
