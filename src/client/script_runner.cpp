// The next line goes when the printer has done the one before.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/script_runner.hpp"

#include <utility>

namespace escapement::client {

void ScriptRunner::run(Script script) {
    const Ticket ticket = script.ticket;
    scripts_.emplace(ticket, Running{std::move(script), {}});
    step(ticket);
}

void ScriptRunner::note_done(Ticket ticket, const std::string& complaint) {
    const auto found = scripts_.find(ticket);
    if (found == scripts_.end()) return;
    if (found->second.complaint.empty()) found->second.complaint = complaint;
    step(ticket);
}

// Sends the next line, or ends.
void ScriptRunner::step(Ticket ticket) {
    const auto found = scripts_.find(ticket);
    auto& [script, complaint] = found->second;
    const bool stopped = script.stop_at_complaint && !complaint.empty();
    if (!stopped && !script.lines.empty()) {
        auto line = std::move(script.lines.front());
        script.lines.pop_front();
        if (sender_.queue({std::move(line), ticket, script.routine})) return;
        complaint = "too much is waiting already";
    }
    const auto ended = std::move(found->second);
    scripts_.erase(found);
    if (ended.script.then) ended.script.then(ended.complaint);
    finish(ticket, ended.complaint);
}

void ScriptRunner::finish(Ticket ticket, const std::string& complaint) {
    events_.add({Event::Kind::done, complaint, ticket});
}

void ScriptRunner::drop(const std::string& why) {
    for (const auto& [ticket, running] : std::exchange(scripts_, {})) finish(ticket, why);
}

}  // namespace escapement::client
