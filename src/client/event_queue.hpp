// What a backend has to tell, for those who look now and then.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "client/command.hpp"
#include "client/snapshot.hpp"

namespace escapement::client {

struct Event {
    enum class Kind {
        sent,    // a line for the printer
        heard,   // a line of the printer
        notice,  // a word from this program
        alarm,   // an error, whoever found it
        done,    // the command of `ticket` has ended, well if `text` is empty
    };
    Kind kind = Kind::heard;
    std::string text;
    Ticket ticket = 0;
    bool routine = false;  // polling and its answers: of no interest to people
    bool operator==(const Event&) const = default;
};

// Never blocks who writes: when it is full, the oldest lines are dropped and counted.  Ends of
// commands are kept, for somebody waits for them.  That the snapshot has changed is one flag,
// however often it does.
class EventQueue {
  public:
    static constexpr std::size_t max_lines = 256;
    static constexpr std::size_t max_done = 256;
    static constexpr std::size_t max_text = 512;

    void add(Event event);
    void note_change() { changed_ = true; }

    struct Batch {
        bool changed = false;
        std::size_t lost = 0;  // lines that nobody will see
        std::vector<Event> events;
    };
    // All there is; afterwards there is nothing.
    Batch take();
    bool empty() const { return !changed_ && lines_.empty() && done_.empty(); }

  private:
    std::deque<Event> lines_, done_;
    bool changed_ = false;
    std::size_t lost_ = 0;
};

// The connection is so now, and why it is not better; told if that is new.
void change_link(Snapshot& snapshot, EventQueue& events, Link link, std::string trouble);

}  // namespace escapement::client
