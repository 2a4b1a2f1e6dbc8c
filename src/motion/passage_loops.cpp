// Plain loops, which the compiler turns into vectors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/passage_loops.hpp"

#include <cmath>

namespace escapement::motion {

namespace {

// Keeps 0 / 0 from being asked for.
constexpr double least_divisor = 1e-300;

double held(double time, const TimeRange& range) {
    const double late = time > range.least ? time : range.least;
    return late < range.most ? late : range.most;
}

}  // namespace

void accelerated_passages(const SlowEnd& end,
                          const Grid& grid,
                          const TimeRange& range,
                          std::span<double> times) {
    const double v2 = end.speed * end.speed;
    const double a2 = 2.0 * end.acceleration, sign2 = 2.0 * end.time_sign;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double ahead = (grid.at(i) - end.position) * end.away;
        const double distance = ahead > 0.0 ? ahead : 0.0;
        const double divisor = end.speed + std::sqrt(v2 + a2 * distance) + least_divisor;
        times[i] = held(end.time + sign2 * distance / divisor, range);
    }
}

void inverse_passages(const InverseCubic& inverse,
                      const Grid& grid,
                      const TimeRange& range,
                      std::span<double> times) {
    const auto& c = inverse.c;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double s = (grid.at(i) - inverse.position) * grid.way;
        times[i] = held(c[0] + s * (c[1] + s * (c[2] + s * c[3])), range);
    }
}

double newton_step(const Polynomial& polynomial,
                   const Grid& grid,
                   const TimeRange& range,
                   std::span<double> times) {
    // A slope of zero makes a step that leaves the range, not one that is no number.
    const double least = grid.way * least_divisor;
    double greatest = 0.0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double before = times[i];
        const double miss = polynomial.at(before) - grid.at(i);
        const double after = held(before - miss / (polynomial.slope_at(before) + least), range);
        const double change = std::abs(after - before);
        greatest = change > greatest ? change : greatest;
        times[i] = after;
    }
    return greatest;
}

}  // namespace escapement::motion
