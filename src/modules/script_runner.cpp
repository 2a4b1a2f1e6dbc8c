// Scripts that wait for their turn.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/script_runner.hpp"

#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {

void tell_failure(const printer::Context& context,
                  const std::string& owner,
                  const std::exception_ptr& failure) {
    try {
        if (failure) std::rethrow_exception(failure);
    } catch (const printer::CommandError& error) {
        context.console.error(owner + ": " + error.what());
    }
}

void ScriptRunner::run(const printer::ScriptTemplate& script) {
    if (!script.empty()) spawn(in_turn(script));
}

void ScriptRunner::run_text(std::string lines) {
    spawn(text_in_turn(std::move(lines)));
}

void ScriptRunner::spawn(runtime::Task<> task) {
    if (waiting_ == most_waiting)
        return context_.console.error(owner_ + ": too many of its scripts wait already");
    ++waiting_;
    context_.executor.spawn(std::move(task), [this](const std::exception_ptr& failure) {
        --waiting_;
        tell_failure(context_, owner_, failure);
    });
}

runtime::Task<> ScriptRunner::in_turn(printer::ScriptTemplate script) {
    auto taking = context_.turns.take();
    const auto turn = co_await taking;
    auto running = script.run(context_);
    co_await running;
}

runtime::Task<> ScriptRunner::text_in_turn(std::string lines) {
    auto taking = context_.turns.take();
    const auto turn = co_await taking;
    auto running = context_.gcode.run_script(std::move(lines));
    co_await running;
}

}  // namespace escapement::modules
