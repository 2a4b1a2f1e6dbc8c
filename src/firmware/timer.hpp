// A moment at which a device wants to be called.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

namespace escapement::firmware {

using base::Clock32;
using base::Ticks32;

// What a timer's owner answers when it was called: call me again at this clock, or not.
struct Next {
    Clock32 clock;
    bool again = false;

    static constexpr Next at(Clock32 clock) { return {clock, true}; }
    static constexpr Next stop() { return {}; }
};

// How soon a timer has to run.  A scheduler may let urgent ones interrupt relaxed ones; of one
// level, one runs at a time.
enum class Level : std::uint8_t { urgent, relaxed };
inline constexpr std::size_t level_count = 2;

// Lives inside its owner, which must stay where it is.  Schedulers link timers together and
// write all fields but `event`, `owner` and `level`; devices arm and cancel through their Core.
struct Timer {
    Next (*event)(void* owner, Clock32 due) = nullptr;
    void* owner = nullptr;
    Clock32 due;  // kept after the timer ran out
    Timer* next = nullptr;
    bool armed = false;
    Level level = Level::urgent;

    // A timer that calls `owner.Method(due)`, due being the clock that was asked for.
    template <auto Method, class Owner>
    static Timer calling(Owner& owner, Level level = Level::urgent) {
        Timer timer;
        timer.owner = &owner;
        timer.level = level;
        timer.call<Method, Owner>();
        return timer;
    }

    // From now on another method of the same owner.
    template <auto Method, class Owner>
    void call() {
        event = [](void* object, Clock32 at) { return (static_cast<Owner*>(object)->*Method)(at); };
    }
};

}  // namespace escapement::firmware
