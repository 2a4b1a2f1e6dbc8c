// The plain scheduler: timers in one interrupt, tasks in one loop, neither with priorities.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A port's interrupt handler calls Firmware::fire() for as long as the first timer is due; its main
// loop runs the firmware's tasks whenever take_wake() says so and sleeps otherwise.
#pragma once

#include "base/assert.hpp"
#include "firmware/board.hpp"
#include "firmware/scheduler.hpp"

namespace escapement::firmware {

// A list of timers, earliest first; equal ones in the order in which they were armed.  A board
// has few timers and most of them are far off, so that an insertion passes two or three.
template <Board B>
class Cooperative {
  public:
    explicit Cooperative(B& board)
        : board_(board), max_lateness_{board.frequency_hz() / 1'000'000 * max_lateness_us<B>()} {}
    Cooperative(const Cooperative&) = delete;
    Cooperative& operator=(const Cooperative&) = delete;

    bool arm(Timer& timer, Clock32 clock) {
        auto guard = lock();
        if (halted_) return true;
        if (timer.armed) remove(timer);
        timer.due = clock;
        const bool earliest = !first_ || clock.before(first_->due);
        insert(timer);
        if (!earliest) return true;
        board_.set_alarm(clock);
        return !clock.before(board_.clock());
    }

    void cancel(Timer& timer) {
        auto guard = lock();
        if (timer.armed) remove(timer);
    }

    void wake_tasks() { awake_ = true; }
    // Whether tasks were woken since the last call.
    bool take_wake() {
        const bool awake = awake_;
        awake_ = false;
        return awake;
    }

    void halt(Timer& last) {
        auto guard = lock();
        for (; first_; first_ = first_->next) first_->armed = false;
        halted_ = true;
        last.due = board_.clock();
        insert(last);
        board_.set_alarm(last.due);
    }
    void resume() { halted_ = false; }

    auto lock() { return board_.critical_section(); }

    // The next timer to run, or nullptr.
    const Timer* first() const { return first_; }

    // Runs the first timer, which must exist, and puts it back if it wants.  False if the next one
    // is later than the board allows: timers ask for more time than there is.  Timer context.
    [[nodiscard]] bool fire() {
        ASSERT(first_);
        Timer& timer = *first_;
        first_ = timer.next;
        timer.armed = false;
        const Next next = timer.event(timer.owner, timer.due);
        if (next.again && !halted_) {
            timer.due = next.clock;
            insert(timer);
        }
        return !first_ || !(first_->due + max_lateness_).before(board_.clock());
    }

  private:
    void insert(Timer& timer) {
        Timer** link = &first_;
        while (*link && !timer.due.before((*link)->due)) link = &(*link)->next;
        timer.next = *link;
        *link = &timer;
        timer.armed = true;
    }

    void remove(Timer& timer) {
        Timer** link = &first_;
        while (*link != &timer) link = &(*link)->next;
        *link = timer.next;
        timer.armed = false;
    }

    B& board_;
    const Ticks32 max_lateness_;
    Timer* first_ = nullptr;
    bool awake_ = false;
    bool halted_ = false;
};

}  // namespace escapement::firmware
