// Virtual time on a wall's clock: as fast as asked for, or slower where the computer cannot.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A simulation that falls behind does not hurry to catch up: whoever talks with it could not
// follow.  It lags a little, as behind a slower cable; what it falls behind further than that is
// given up for good, so that virtual time seems to have stood still for a moment.  Boards take
// this as a clock that runs slow.  Commands never come late because of it, only early.
#pragma once

#include "base/time.hpp"

namespace escapement::sim {

class Pace {
  public:
    struct Options {
        double speed = 1.0;                // virtual seconds in a second; above 0
        base::Seconds most_behind{0.005};  // of the wall's time
    };
    // Both clocks go from here on.
    Pace(const Options& options, base::HostTime wall, base::HostTime moment);

    // Where a simulation stands: it has reached one moment, and has nothing to do before another.
    struct Standing {
        base::HostTime reached, idle_until;
    };
    // Up to which moment it is to go at that time of the wall: never back, and through what there
    // is to do never more than most_behind at once.
    base::HostTime due(base::HostTime wall, const Standing& standing);
    // When that moment is due.
    base::HostTime wall_at(base::HostTime moment) const;

    double speed() const { return speed_; }
    // The time of the wall that was given up so far, and the longest piece of it.
    base::Seconds slipped() const { return slipped_; }
    base::Seconds longest_slip() const { return longest_slip_; }

  private:
    const double speed_;
    const base::Seconds most_behind_;
    base::HostTime wall_, moment_;  // these belong together
    base::Seconds slipped_{0.0}, longest_slip_{0.0};
};

}  // namespace escapement::sim
