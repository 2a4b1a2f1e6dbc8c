// Who calls whom when: what devices may ask of any scheduler.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// There are two contexts.  Timers run in timer context, one at a time; an urgent one may interrupt
// a relaxed one.  Commands and tasks run in task context, one at a time; a timer may interrupt
// them. State that two contexts or timers of two levels touch is touched under lock().
#pragma once

#include <concepts>

#include "firmware/timer.hpp"

namespace escapement::firmware {

template <class S>
concept Scheduler = requires(S& scheduler, Timer& timer, Clock32 clock) {
    // Calls the timer at `clock`; one that is armed already is moved.  False if that is past: it
    // is called at once, and the host was late.  Ignored between halt() and resume().
    { scheduler.arm(timer, clock) } -> std::same_as<bool>;
    scheduler.cancel(timer);
    // Asks for a round of tasks.
    scheduler.wake_tasks();
    // Forgets all timers and takes no new ones; the running one is not called again.  Only this
    // one is called, once, as soon as timers may run.
    scheduler.halt(timer);
    scheduler.resume();
    // Keeps timers from running as long as the result lives.  Locks nest.
    { scheduler.lock() } -> std::destructible;
};

}  // namespace escapement::firmware
