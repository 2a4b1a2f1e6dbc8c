// The phases of a curve, and the times at which it comes somewhere.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/speed_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

constexpr int most_halvings = 100;  // Newton's steps need a few

// What a phase that begins with this speed covers within a time.
Length covered(const RampPhase& phase, Speed speed, Seconds time) {
    return (speed + (0.5 * phase.accel + phase.jerk * time / 6.0) * time) * time;
}

Speed speed_after(const RampPhase& phase, Speed speed, Seconds time) {
    return speed + (phase.accel + 0.5 * phase.jerk * time) * time;
}

}  // namespace

std::array<RampPhase, 7> SpeedCurve::phases() const {
    std::array<RampPhase, 7> all;
    const auto up = limits.phases(start, peak), down = limits.phases(peak, end);
    std::copy(up.begin(), up.end(), all.begin());
    all[3] = {.duration = cruising};
    std::copy(down.begin(), down.end(), all.begin() + 4);
    return all;
}

SpeedCurve fastest_curve(const RampLimits& limits, SpeedEnds ends, Length distance, Speed most) {
    SpeedCurve curve{.limits = limits,
                     .start = ends.start,
                     .peak = limits.peak(ends.start, ends.end, distance, most),
                     .end = ends.end};
    ASSERT(curve.peak > Speed{});
    const Length cruised = distance - limits.distance(curve.start, curve.peak) -
                           limits.distance(curve.peak, curve.end);
    if (cruised > Length{}) curve.cruising = cruised / curve.peak;
    return curve;
}

CurveWalk::CurveWalk(const SpeedCurve& curve) : phases_(curve.phases()), speed_(curve.start) {
    enter_phase();
}

CurvePlace CurveWalk::advance(Length distance) {
    target_ = target_ + distance;
    while (phase_ + 1 < phases_.size() && before_ + length_ < target_) {
        begun_ += phases_[phase_].duration;
        before_ = before_ + length_;
        speed_ = speed_after(phases_[phase_], speed_, phases_[phase_].duration);
        ++phase_;
        enter_phase();
    }
    const Seconds time = time_within_phase(target_ - before_);
    return {begun_ + time, speed_after(phases_[phase_], speed_, time)};
}

void CurveWalk::enter_phase() {
    length_ = covered(phases_[phase_], speed_, phases_[phase_].duration);
}

// Newton's steps within a bracket that shrinks.
Seconds CurveWalk::time_within_phase(Length distance) const {
    const RampPhase& phase = phases_[phase_];
    if (distance >= length_) return phase.duration;
    Seconds low{}, high = phase.duration, time = phase.duration * (distance / length_);
    for (int i = 0; i < most_halvings; ++i) {
        const Length over = covered(phase, speed_, time) - distance;
        (over > Length{} ? high : low) = time;
        Seconds next = time - over / speed_after(phase, speed_, time);
        if (!(next > low && next < high)) next = 0.5 * (low + high);
        const Seconds change = next - time;
        time = next;
        if (std::abs(change.count()) <= 2.0 * std::numeric_limits<double>::epsilon() * time.count())
            break;
    }
    return time;
}

}  // namespace escapement::motion
