// Where "now" comes from, and what passes the time until the next thing to do.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

namespace escapement::runtime {

using base::HostTime;

// "Nothing is planned": later than every moment.
inline constexpr HostTime never = HostTime::max();

// Asked for the present moment.  Never goes backwards.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual HostTime now() const = 0;
};

// The world outside a loop: there time passes and bytes arrive.  A real one sleeps in the
// kernel, a virtual one jumps, a simulated printer runs its microcontrollers meanwhile.
class Outside : public Clock {
  public:
    // Lets time pass until `when` at most; returns early when something arrived from outside.
    // Afterwards now() <= when, unless it was later already or the real time is later.
    virtual void wait_until(HostTime when) = 0;
};

// Time that passes only when everybody is waiting for it.
class VirtualClock final : public Outside {
  public:
    HostTime now() const override { return now_; }
    void wait_until(HostTime when) override {
        if (when != never && when > now_) now_ = when;
    }

  private:
    HostTime now_{};
};

}  // namespace escapement::runtime
