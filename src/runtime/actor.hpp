// A loop as an object: polled with the time, says when it wants to be polled next.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "runtime/clock.hpp"

namespace escapement::runtime {

class Actor {
  public:
    virtual ~Actor() = default;
    // Does all that is due.
    virtual void poll(HostTime now) = 0;
    // The earliest moment at which there will be something to do; `never` if only an event from
    // outside can give it work.  A moment in the past means "now".
    virtual HostTime next_wake() const = 0;
};

// Drives the actors, in the order given, until `finished` says so or nobody waits for anything.
// Returns true if finished.  The same call serves real time, virtual time and the simulator.
bool drive(Outside& outside, std::span<Actor* const> actors, const bool& finished);

}  // namespace escapement::runtime
