// A scheduler with priorities: urgent timers interrupt relaxed ones, and these interrupt tasks.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For chips whose interrupts have priorities.  Each level of timers and, below them, the tasks have
// an interrupt of their own, so a step does not wait until a conversion is read.  Whatever runs
// does so to its end before anything of its own level begins, all on one stack; a locked section
// keeps all levels out, which is the priority ceiling of everything that levels share.  (Baker,
// Stack-based scheduling of realtime processes, 1991; with one ceiling for all resources, as locked
// sections are a few instructions long.)
#pragma once

#include <array>
#include <concepts>
#include <cstddef>

#include "firmware/board.hpp"
#include "firmware/scheduler.hpp"
#include "firmware/scheduler/timer_list.hpp"

namespace escapement::firmware {

// Three interrupts: of urgent timers, below that of relaxed timers, below that of tasks.  Critical
// sections keep out all three.
template <class B>
concept BoardWithPriorities = Board<B> && requires(B& board, Level level, Clock32 clock) {
    // Raises the interrupt of the level at `clock`, at once if that is past; replaces the alarm of
    // this level that was set before.
    board.set_alarm(level, clock);
    // Raises the interrupt of tasks.
    board.request_tasks();
};

// The interrupt of a level calls Firmware::run_timers(level).  That of tasks calls run_tasks() if
// take_wake() says so, and hands received bytes to receive().
template <BoardWithPriorities B>
class Preemptive {
  public:
    explicit Preemptive(B& board)
        : board_(board), max_lateness_{board.frequency_hz() / 1'000'000 * max_lateness_us<B>()} {}
    Preemptive(const Preemptive&) = delete;
    Preemptive& operator=(const Preemptive&) = delete;

    bool arm(Timer& timer, Clock32 clock) {
        auto guard = lock();
        if (halted_) return true;
        forget(timer);
        if (!of(timer.level).timers.insert(timer, clock)) return true;
        board_.set_alarm(timer.level, clock);
        return !clock.before(board_.clock());
    }

    void cancel(Timer& timer) {
        auto guard = lock();
        forget(timer);
    }

    void wake_tasks() {
        awake_ = true;
        board_.request_tasks();
    }
    // Whether tasks were woken since the last call.
    bool take_wake() {
        if (!awake_) return false;
        awake_ = false;
        return true;
    }

    void halt(Timer& last) {
        auto guard = lock();
        for (PerLevel& level : levels_) {
            level.timers.clear();
            level.running = nullptr;
        }
        halted_ = true;
        of(last.level).timers.insert(last, board_.clock());
        board_.set_alarm(last.level, last.due);
    }
    void resume() { halted_ = false; }

    auto lock() { return board_.critical_section(); }

    // Runs the timers of a level that are due and sets its next alarm.  False if the next one is
    // later than the board allows.  In the interrupt of this level.
    [[nodiscard]] bool run_timers(Level level) {
        while (Timer* timer = take_due(level)) {
            const Next next = timer->event(timer->owner, timer->due);
            if (!finish(*timer, next)) return false;
        }
        return true;
    }

  private:
    struct PerLevel {
        TimerList timers;
        Timer* running = nullptr;  // unless it was armed or cancelled meanwhile
    };

    PerLevel& of(Level level) { return levels_[static_cast<std::size_t>(level)]; }

    // Also one that is running: a more urgent one may have changed its mind about it.
    void forget(Timer& timer) {
        PerLevel& level = of(timer.level);
        if (timer.armed) level.timers.remove(timer);
        if (level.running == &timer) level.running = nullptr;
    }

    // The first timer if it is due; otherwise nullptr, with the alarm set for it.
    Timer* take_due(Level level) {
        auto guard = lock();
        PerLevel& here = of(level);
        const Timer* first = here.timers.first();
        if (!first) return nullptr;
        if (board_.clock().before(first->due)) {
            board_.set_alarm(level, first->due);
            return nullptr;
        }
        here.running = &here.timers.take_first();
        return here.running;
    }

    // False if the next one is too late; then the alarm is set for it.
    bool finish(Timer& timer, Next next) {
        auto guard = lock();
        PerLevel& level = of(timer.level);
        if (level.running == &timer && next.again) level.timers.insert(timer, next.clock);
        level.running = nullptr;
        const Timer* first = level.timers.first();
        if (!first || !(first->due + max_lateness_).before(board_.clock())) return true;
        board_.set_alarm(timer.level, first->due);
        return false;
    }

    B& board_;
    const Ticks32 max_lateness_;
    std::array<PerLevel, level_count> levels_;
    bool awake_ = false;
    bool halted_ = false;
};

}  // namespace escapement::firmware
