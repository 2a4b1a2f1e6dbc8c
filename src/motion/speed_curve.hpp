// Speed that rises, holds and falls again within a limited jerk, over one move or several.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include "motion/ramp.hpp"

namespace escapement::motion {

// Begins and ends without acceleration; neither end is faster than the peak.
struct SpeedCurve {
    RampLimits limits;
    Speed start, peak, end;
    Seconds cruising{};

    // Three of rising, one of cruising, three of falling; each may be without duration.
    std::array<RampPhase, 7> phases() const;
    Seconds rising() const { return limits.duration(start, peak); }
    Seconds falling() const { return limits.duration(peak, end); }
    Seconds duration() const { return rising() + cruising + falling(); }
    Length distance() const {
        return limits.distance(start, peak) + peak * cruising + limits.distance(peak, end);
    }
};

// When a curve has come somewhere, counted from its beginning, and its speed there.
struct CurvePlace {
    Seconds time{};
    Speed speed;
};

// Both ends of a curve.
struct SpeedEnds {
    Speed start, end;
};

// The curve over a distance that takes the least time and is nowhere faster than `most`, which is
// above zero.  The distance must suffice to get from one end's speed to the other's.
SpeedCurve fastest_curve(const RampLimits& limits, SpeedEnds ends, Length distance, Speed most);

// Tells, going forward, when a curve has come how far.
class CurveWalk {
  public:
    explicit CurveWalk(const SpeedCurve& curve);

    // Goes on by `distance`, or to the curve's end where that comes first.
    CurvePlace advance(Length distance);

  private:
    void enter_phase();
    Seconds time_within_phase(Length distance) const;

    std::array<RampPhase, 7> phases_;
    std::size_t phase_ = 0;
    Seconds begun_{};         // when the phase begins,
    Speed speed_;             // how fast
    Length before_, length_;  // and how far it has come by then; and the length of the phase
    Length target_;
};

}  // namespace escapement::motion
