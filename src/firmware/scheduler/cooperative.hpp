// The plain scheduler: timers in one interrupt, tasks in one loop, neither with priorities.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A port's interrupt handler calls Firmware::fire() for as long as the first timer is due; its main
// loop runs the firmware's tasks whenever take_wake() says so and sleeps otherwise.
#pragma once

#include "firmware/board.hpp"
#include "firmware/scheduler.hpp"
#include "firmware/scheduler/timer_list.hpp"

namespace escapement::firmware {

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
        if (timer.armed) timers_.remove(timer);
        if (!timers_.insert(timer, clock)) return true;
        board_.set_alarm(clock);
        return !clock.before(board_.clock());
    }

    void cancel(Timer& timer) {
        auto guard = lock();
        if (timer.armed) timers_.remove(timer);
    }

    void wake_tasks() { awake_ = true; }
    // Whether tasks were woken since the last call.
    bool take_wake() {
        if (!awake_) return false;
        awake_ = false;
        return true;
    }

    void halt(Timer& last) {
        auto guard = lock();
        timers_.clear();
        halted_ = true;
        timers_.insert(last, board_.clock());
        board_.set_alarm(last.due);
    }
    void resume() { halted_ = false; }

    auto lock() { return board_.critical_section(); }

    // The next timer to run, or nullptr.
    const Timer* first() const { return timers_.first(); }

    // Runs the first timer, which must exist, and puts it back if it wants.  False if the next one
    // is later than the board allows: timers ask for more time than there is.  Timer context.
    [[nodiscard]] bool fire() {
        Timer& timer = timers_.take_first();
        const Next next = timer.event(timer.owner, timer.due);
        if (next.again && !halted_) timers_.insert(timer, next.clock);
        const Timer* following = timers_.first();
        return !following || !(following->due + max_lateness_).before(board_.clock());
    }

  private:
    B& board_;
    const Ticks32 max_lateness_;
    TimerList timers_;
    bool awake_ = false;
    bool halted_ = false;
};

}  // namespace escapement::firmware
