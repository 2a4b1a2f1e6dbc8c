// Timers in the order of their clocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/assert.hpp"
#include "firmware/timer.hpp"

namespace escapement::firmware {

// Earliest first; equal ones in the order in which they came.  A board has few timers and most of
// them are far off, so that an insertion passes two or three.
class TimerList {
  public:
    // The earliest, or nullptr.
    const Timer* first() const { return first_; }

    // True if it is the earliest now.  It must be in no list.
    bool insert(Timer& timer, Clock32 due) {
        timer.due = due;
        Timer** link = &first_;
        while (*link && !due.before((*link)->due)) link = &(*link)->next;
        timer.next = *link;
        *link = &timer;
        timer.armed = true;
        return first_ == &timer;
    }

    // Of this list.
    void remove(Timer& timer) {
        Timer** link = &first_;
        while (*link != &timer) link = &(*link)->next;
        *link = timer.next;
        timer.armed = false;
    }

    // There must be one.
    Timer& take_first() {
        ASSERT(first_);
        Timer& timer = *first_;
        first_ = timer.next;
        timer.armed = false;
        return timer;
    }

    void clear() {
        for (; first_; first_ = first_->next) first_->armed = false;
    }

  private:
    Timer* first_ = nullptr;
};

}  // namespace escapement::firmware
