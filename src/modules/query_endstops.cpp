// M119 and QUERY_ENDSTOPS.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/query_endstops.hpp"

#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

void QueryEndstops::describe(printer::Description<QueryEndstops>& module) {
    module.section("query_endstops").always().doc("What the endstops read right now.");

    module.command<&QueryEndstops::query>("M119", "Reports the state of each endstop.");
    module.command<&QueryEndstops::query>("QUERY_ENDSTOPS", "Report on the status of each endstop");

    module.status<&Status::last_query>("What each endstop last reported: 1 for triggered.");
}

// Everything queued is done first: the answer is about where the machine will have come to.
runtime::Task<> QueryEndstops::query() {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    const auto when = toolhead.last_move_time();
    base::Value::Table states;
    std::string text;
    for (const printer::NamedEndstop& named : endstops_) {
        const bool triggered = co_await named.endstop->query(when);
        states.emplace_back(named.name, triggered ? 1 : 0);
        text += (text.empty() ? "" : " ") + named.name + ":" + (triggered ? "TRIGGERED" : "open");
    }
    last_query_ = std::move(states);
    context_.console.raw(text);
}

}  // namespace escapement::modules
