// Fits polynomials of low degree to averages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/window_track.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace escapement::motion {

namespace {

constexpr std::size_t nodes = Polynomial::max_degree + 1;
// Half of what a piece may be off goes to the interpolation, half to the terms left out.
constexpr double half_tolerance_mm = 0.5 * WindowTrack::tolerance_mm;
// n interpolation points: the error is at most (max of the n-th derivative) (h/2)^n / (n! 2^(n-1)).
constexpr double interpolation_divisor = 720.0 * 32.0;
// However bent a motion is, no piece is cut into more parts.
constexpr double most_parts = 10000.0;

// Zeros of the sixth Chebyshev polynomial: cos(pi / 12), cos(3 pi / 12), ...
constexpr std::array<double, nodes> chebyshev_zeros{0.96592582628906829,
                                                    0.70710678118654752,
                                                    0.25881904510252076,
                                                    -0.25881904510252076,
                                                    -0.70710678118654752,
                                                    -0.96592582628906829};

using Values = std::array<double, nodes>;

// Of the Chebyshev series through values at the zeros.
Values series_through(const Values& values) {
    Values series{};
    Values before, now;  // Chebyshev polynomials of two neighbouring degrees at the zeros
    before.fill(1.0);
    now = chebyshev_zeros;
    for (std::size_t degree = 0; degree < nodes; ++degree) {
        for (std::size_t i = 0; i < nodes; ++i) series[degree] += values[i] * before[i];
        series[degree] *= (degree == 0 ? 1.0 : 2.0) / static_cast<double>(nodes);
        for (std::size_t i = 0; i < nodes; ++i)
            before[i] = std::exchange(now[i], 2.0 * chebyshev_zeros[i] * now[i] - before[i]);
    }
    return series;
}

void leave_out_small(Values& series) {
    double left_out = 0.0;
    for (std::size_t i = nodes; i-- > 1;) {
        left_out += std::abs(series[i]);
        if (left_out > half_tolerance_mm) break;
        series[i] = 0.0;
    }
}

// The series in powers of t, which runs from 0 to duration.
Polynomial in_powers(const Values& s, double duration) {
    Polynomial p{{s[0] - s[2] + s[4],
                  s[1] - 3.0 * s[3] + 5.0 * s[5],
                  2.0 * s[2] - 8.0 * s[4],
                  4.0 * s[3] - 20.0 * s[5],
                  8.0 * s[4],
                  16.0 * s[5]}};
    double scale = 1.0;
    for (double& c : p.c) {
        c *= scale;
        scale *= 2.0 / duration;
    }
    return p.shifted(-0.5 * duration);
}

}  // namespace

WindowTrack::WindowTrack(const Shaper& shaper, double begin, double position)
    : AxisTrack(shaper, begin, position), window_(*shaper.window()) {}

void WindowTrack::restart() {
    base_ = 0;
    inside_.clear();
    first_inside_ = 0;
}

void WindowTrack::make(double until) {
    while (end() + together_s < until) {
        enter_and_leave();
        fit(next_change(until));
    }
    knots().drop(base_);
    base_ = 0;
    inside_.erase(inside_.begin(), inside_.begin() + static_cast<std::ptrdiff_t>(first_inside_));
    first_inside_ = 0;
}

void WindowTrack::enter_and_leave() {
    const double now = end() + together_s;
    for (;;) {
        const std::size_t next = base_ + 1 + inside_.size() - first_inside_;
        if (next >= knots().size() || knots()[next].time + window_.begin() > now) break;
        const auto jumps = knots().jumps_at(next);
        inside_.push_back({knots()[next].time, window_.response(jumps), window_.bend_bound(jumps)});
    }
    while (first_inside_ < inside_.size() && inside_[first_inside_].time + window_.end() <= now) {
        ++first_inside_;
        ++base_;
    }
}

// The moment at which a knot enters or leaves; `until` if nothing is known about that.
double WindowTrack::next_change(double until) {
    const std::size_t next = base_ + 1 + inside_.size() - first_inside_;
    double change = until;
    if (next < knots().size())
        change = knots()[next].time + window_.begin();
    else if (knots().moving())
        change = std::max(until, knots().end() + window_.begin());
    if (first_inside_ < inside_.size())
        change = std::min(change, inside_[first_inside_].time + window_.end());
    return change;
}

void WindowTrack::fit(double until) {
    const double from = end();
    if (first_inside_ == inside_.size()) return push(until, outside(from));
    const std::size_t parts = parts_for(until - from);
    for (std::size_t i = 1; i <= parts; ++i) {
        const double part_end =
            i == parts
                ? until
                : from + (until - from) * (static_cast<double>(i) / static_cast<double>(parts));
        const double duration = part_end - end();
        Polynomial sum = responses(end(), duration);
        push(part_end, sum += outside(end()));
    }
}

std::size_t WindowTrack::parts_for(double duration) const {
    double bound = 0.0;
    for (std::size_t i = first_inside_; i < inside_.size(); ++i) bound += inside_[i].bend_bound;
    const double error = bound * std::pow(0.5 * duration, 6) / interpolation_divisor;
    const double parts = std::ceil(std::pow(error / half_tolerance_mm, 1.0 / 6.0));
    return static_cast<std::size_t>(std::clamp(parts, 1.0, most_parts));
}

Polynomial WindowTrack::responses(double from, double duration) const {
    Values values{};
    for (std::size_t k = first_inside_; k < inside_.size(); ++k) {
        const Inside& knot = inside_[k];
        const double middle = window_.place(from - knot.time + 0.5 * duration);
        const double half = window_.place(from - knot.time + duration) - middle;
        Values places, sums{};
        for (std::size_t i = 0; i < nodes; ++i) places[i] = middle + half * chebyshev_zeros[i];
        for (std::size_t c = knot.response.size(); c-- > 0;)
            for (std::size_t i = 0; i < nodes; ++i)
                sums[i] = sums[i] * places[i] + knot.response[c];
        for (std::size_t i = 0; i < nodes; ++i) values[i] += sums[i];
    }
    Values series = series_through(values);
    leave_out_small(series);
    return in_powers(series, duration);
}

// The average of what holds before the knots inside; from `time` on.
Polynomial WindowTrack::outside(double time) {
    const Knot& base = knots()[base_];
    Polynomial p = base.after.shifted(time - base.time);
    p.c[0] += window_.second_moment() * p.c[2] - window_.third_moment() * p.c[3];
    p.c[1] += 3.0 * window_.second_moment() * p.c[3];
    return p;
}

}  // namespace escapement::motion
