// Blocks of eight step times: inner loops of a known length, which the compiler turns into vectors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/passage_loops.hpp"

#include <algorithm>
#include <cmath>

namespace escapement::motion {

namespace {

constexpr std::size_t at_once = 8;
using Block = std::array<double, at_once>;

// Keeps 0 / 0 from being asked for.
constexpr double least_divisor = 1e-300;

Block positions(const Grid& grid, std::size_t from) {
    Block p;
    for (std::size_t i = 0; i < at_once; ++i) p[i] = grid.at(from + i);
    return p;
}

double held(double time, const TimeRange& range) {
    const double late = time > range.least ? time : range.least;
    return late < range.most ? late : range.most;
}

// Calls fill(from, block) for each eight of the times; what is beyond their end is dropped.
template <class Fill>
void in_blocks(std::span<double> times, const Fill& fill) {
    for (std::size_t from = 0; from < times.size(); from += at_once) {
        const std::size_t count = std::min(at_once, times.size() - from);
        Block values;
        if (count == at_once)
            std::copy_n(times.data() + from, at_once, values.data());
        else
            std::copy_n(times.data() + from, count, (values.fill(times[from]), values.data()));
        fill(from, values);
        std::copy_n(values.data(), count, times.data() + from);
    }
}

}  // namespace

void accelerated_passages(const SlowEnd& end,
                          const Grid& grid,
                          const TimeRange& range,
                          std::span<double> times) {
    const double v2 = end.speed * end.speed;
    const double a2 = 2.0 * end.acceleration, sign2 = 2.0 * end.time_sign;
    in_blocks(times, [&](std::size_t from, Block& values) {
        const Block p = positions(grid, from);
        for (std::size_t i = 0; i < at_once; ++i) {
            const double ahead = (p[i] - end.position) * end.away;
            const double distance = ahead > 0.0 ? ahead : 0.0;
            const double divisor = end.speed + std::sqrt(v2 + a2 * distance) + least_divisor;
            values[i] = held(end.time + sign2 * distance / divisor, range);
        }
    });
}

void inverse_passages(const InverseCubic& inverse,
                      const Grid& grid,
                      const TimeRange& range,
                      std::span<double> times) {
    const auto& c = inverse.c;
    in_blocks(times, [&](std::size_t from, Block& values) {
        const Block p = positions(grid, from);
        for (std::size_t i = 0; i < at_once; ++i) {
            const double s = (p[i] - inverse.position) * grid.way;
            values[i] = held(c[0] + s * (c[1] + s * (c[2] + s * c[3])), range);
        }
    });
}

double newton_step(const Polynomial& polynomial,
                   const Grid& grid,
                   const TimeRange& range,
                   std::span<double> times) {
    // A slope of zero makes a step that leaves the range, not one that is no number.
    const double least = grid.way * least_divisor;
    Block greatest{};
    in_blocks(times, [&](std::size_t from, Block& values) {
        const Block p = positions(grid, from);
        // Beyond the last time the grid goes on; that must not count as a change.
        const std::size_t count = std::min(at_once, times.size() - from);
        for (std::size_t i = 0; i < at_once; ++i) {
            const double before = values[i];
            const double miss = polynomial.at(before) - p[i];
            const double after = held(before - miss / (polynomial.slope_at(before) + least), range);
            const double change = std::abs(after - before);
            const double counts = i < count ? change : 0.0;
            greatest[i] = counts > greatest[i] ? counts : greatest[i];
            values[i] = after;
        }
    });
    return *std::max_element(greatest.begin(), greatest.end());
}

}  // namespace escapement::motion
