// Announces a command, takes the turn, runs it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/urgent_command.hpp"

#include <optional>
#include <utility>

#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/turns.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {
namespace {

using Announced = std::optional<printer::Turns::Announcement>;

runtime::Task<> run_first(printer::Context& context, std::string command, Announced announced) {
    auto taking = context.turns.take_first();
    const auto turn = co_await taking;
    announced.reset();
    std::string trouble;
    try {
        co_await context.gcode.run_script(command);
    } catch (const printer::CommandError& error) {
        trouble = error.what();
    }
    if (!trouble.empty()) context.console.error(trouble);
}

}  // namespace

void run_urgently(printer::Context& context, const std::string& command) {
    Announced announced;
    const auto urgency = printer::urgency_of(command);
    if (urgency == printer::Urgency::pause || urgency == printer::Urgency::cancel)
        announced.emplace(context.turns.announce(urgency, command));
    context.executor.spawn(run_first(context, command, std::move(announced)), {});
}

}  // namespace escapement::modules
