// Carries out wishes that take several lines, one line after another.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>

#include "client/command.hpp"
#include "client/event_queue.hpp"
#include "client/line_sender.hpp"

namespace escapement::client {

struct Script {
    Ticket ticket = 0;
    std::deque<std::string> lines;
    bool stop_at_complaint = false;  // of the printer, about a line
    bool routine = false;            // lines and answers are of no interest to people
    std::function<void(const std::string& complaint)> then;
};

// Belongs to one thread.
class ScriptRunner {
  public:
    static constexpr std::size_t max_scripts = 32;

    // Both outlive this.
    ScriptRunner(LineSender& sender, EventQueue& events) : sender_(sender), events_(events) {}

    bool full() const { return scripts_.size() >= max_scripts; }
    // Begins; an event tells the first complaint when all is done, then `then` is called.
    void run(Script script);
    // A line of this ticket has been carried out.
    void note_done(Ticket ticket, const std::string& complaint);
    // All end here.
    void drop(const std::string& why);
    void finish(Ticket ticket, const std::string& complaint);

  private:
    struct Running {
        Script script;
        std::string complaint;
    };
    void step(Ticket ticket);

    LineSender& sender_;
    EventQueue& events_;
    std::map<Ticket, Running> scripts_;
};

}  // namespace escapement::client
