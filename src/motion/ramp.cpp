// Ramps: their times, their distances, and the roots that turn distances into speeds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/ramp.hpp"

#include <algorithm>
#include <cmath>

namespace escapement::motion {

namespace {

// Newton's steps need about five; each that leaves its bracket halves that instead.
constexpr int most_newton_steps = 100;
constexpr double precision = 4.0 * std::numeric_limits<double>::epsilon();

// The change of speed from which on full acceleration is reached.
double knee(const RampLimits& limits) {
    return limits.accel.value * (limits.accel.value / limits.jerk.value);
}

double time_of_change(const RampLimits& limits, double change) {
    if (change >= knee(limits))
        return change / limits.accel.value + limits.accel.value / limits.jerk.value;
    return 2.0 * std::sqrt(change / limits.jerk.value);
}

// Distance from v to v + change, and what it grows by with the change.
struct Distance {
    double value, slope;
};

Distance distance_of(const RampLimits& limits, double v, double change) {
    const double time = time_of_change(limits, change), mean = v + 0.5 * change;
    const double time_slope = change >= knee(limits) ? 1.0 / limits.accel.value
                                                     : 1.0 / std::sqrt(change * limits.jerk.value);
    return {mean * time, 0.5 * time + mean * time_slope};
}

// The root of y^3 + p y = q, neither of them below zero.
double root_of_cubic(double p, double q) {
    if (q <= 0.0) return 0.0;
    double y = std::cbrt(q);
    if (p > 0.0) y = std::min(y, q / p);
    for (int i = 0; i < most_newton_steps; ++i) {
        const double step = (y * (y * y + p) - q) / (3.0 * y * y + p);
        y -= step;
        if (!(std::abs(step) > precision * y)) break;
    }
    return y;
}

// What is left of the distance for a peak of y^2 above the faster end.
class PeakGap {
  public:
    PeakGap(const RampLimits& limits, double fast, double slow, double distance)
        : limits_(limits), fast_(fast), slow_(slow), distance_(distance) {}

    Distance at(double y) const {
        const double change = y * y;
        const Distance up = distance_of(limits_, fast_, change);
        const Distance down = distance_of(limits_, slow_, change + (fast_ - slow_));
        return {up.value + down.value - distance_, 2.0 * y * (up.slope + down.slope)};
    }

  private:
    const RampLimits& limits_;
    double fast_, slow_, distance_;
};

// Where the gap is closed, between 0, where it is below zero, and `most`.
double close_gap(const PeakGap& gap, double most) {
    double low = 0.0, high = most, y = most;
    for (int i = 0; i < most_newton_steps && high - low > precision * high; ++i) {
        const Distance here = gap.at(y);
        (here.value > 0.0 ? high : low) = y;
        if (here.value == 0.0) break;
        double next = y - here.value / here.slope;
        if (!(next > low && next < high)) next = 0.5 * (low + high);
        const bool settled = std::abs(next - y) <= precision * y;
        y = next;
        if (settled) break;
    }
    return y;
}

// As much less than `speed` as rounding needs for the distance to do, but never below `least`.
template <class IsEnough>
Speed rounded_down(Speed speed, Speed least, IsEnough is_enough) {
    constexpr double too_much = 1e-6;  // for rounding
    double less = 0.0;
    while (speed * (1.0 - less) > least && !is_enough(speed * (1.0 - less)) && less < too_much)
        less = less > 0.0 ? 2.0 * less : std::numeric_limits<double>::epsilon();
    return less < too_much ? std::max(speed * (1.0 - less), least) : least;
}

}  // namespace

Seconds RampLimits::duration(Speed from, Speed to) const {
    return Seconds{time_of_change(*this, std::abs(to.value - from.value))};
}

Length RampLimits::distance(Speed from, Speed to) const {
    return 0.5 * (from + to) * duration(from, to);
}

std::array<RampPhase, 3> RampLimits::phases(Speed from, Speed to) const {
    const double change = std::abs(to.value - from.value), way = to < from ? -1.0 : 1.0;
    if (jerk == unlimited_jerk) return {{{}, {Seconds{change / accel.value}, way * accel, {}}, {}}};
    const bool full = change >= knee(*this);
    const double rise = full ? accel.value / jerk.value : std::sqrt(change / jerk.value);
    const double hold = full ? std::max(change / accel.value - rise, 0.0) : 0.0;
    const Accel top = full ? accel : Accel{std::sqrt(change * jerk.value)};
    return {{{Seconds{rise}, {}, way * jerk},
             {Seconds{hold}, way * top, {}},
             {Seconds{rise}, way * top, -way * jerk}}};
}

Speed RampLimits::reach(Speed speed, Length distance) const {
    const double v = speed.value, a = accel.value, j = jerk.value, c = knee(*this);
    Speed reached;
    if ((2.0 * v + c) * (a / j) <= distance.value) {
        const double root = std::sqrt((2.0 * v - c) * (2.0 * v - c) + 8.0 * a * distance.value);
        reached = Speed{0.5 * (root - c)};
    } else {
        const double y = root_of_cubic(2.0 * v, distance.value * std::sqrt(j));
        reached = speed + Speed{y * y};
    }
    return rounded_down(
        reached, speed, [&](Speed w) { return this->distance(speed, w) <= distance; });
}

Speed RampLimits::sure_reach(Speed speed, Length distance) const {
    const double a = accel.value, d = distance.value, c = knee(*this);
    if (a * d < 2.0 * c * c) {
        const double least = std::cbrt(d * d * jerk.value / 32.0);
        return speed.value < least ? Speed{3.0 * least} : reach(speed, distance);
    }
    return speed.value < 0.5 * c ? reach(Speed{0.5 * c}, distance) : reach(speed, distance);
}

Speed RampLimits::peak(Speed start, Speed end, Length distance, Speed most) const {
    const Speed fast = std::max(start, end), slow = std::min(start, end);
    if (most <= fast) return fast;
    if (this->distance(slow, most) + this->distance(fast, most) <= distance) return most;
    const PeakGap gap(*this, fast.value, slow.value, distance.value);
    const Speed above = std::min(most, reach(fast, distance)) - fast;
    if (this->distance(slow, fast) >= distance || above <= Speed{}) return fast;
    const double y = close_gap(gap, std::sqrt(above.value));
    return rounded_down(fast + Speed{y * y}, fast, [&](Speed w) {
        return this->distance(slow, w) + this->distance(fast, w) <= distance;
    });
}

}  // namespace escapement::motion
