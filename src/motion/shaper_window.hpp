// A weight over a window of time, with which the smooth shapers average.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "motion/position.hpp"

namespace escapement::motion {

// The averaged position at t is the integral of weight(v) * x(t - v) over all v of the window.
class ShaperWindow {
  public:
    static constexpr std::size_t max_degree = 8;
    // Jumps of speed, acceleration and jerk.
    static constexpr std::size_t jump_kinds = 3;
    // A jump's share in the averaged position, as coefficients in place(t).
    using Response = std::array<double, max_degree + 2 + jump_kinds>;

    // `weights` are the coefficients, lowest power first, of a polynomial in v / duration from
    // -1/2 to 1/2: at most of max_degree, of positive sum.  They are scaled to a sum of one, and
    // v is counted from their centre of mass.
    ShaperWindow(std::span<const double> weights, Seconds duration);

    // Of the window, in seconds from the centre of mass.
    double begin() const { return (-0.5 - centre_) * duration_; }
    double end() const { return (0.5 - centre_) * duration_; }
    // The integral of weight * v^2 and of weight * v^3.
    double second_moment() const { return second_moment_; }
    double third_moment() const { return third_moment_; }

    // What a jump of speed, acceleration and jerk at time zero adds to the averaged position
    // while t runs from begin() to end(); nothing before.  Evaluate it at place(t).
    Response response(const std::array<double, jump_kinds>& jumps) const;
    double place(double t) const { return t / duration_ + centre_; }
    // The sixth derivative of the response by time is nowhere greater than this.
    double bend_bound(const std::array<double, jump_kinds>& jumps) const;

    bool operator==(const ShaperWindow&) const = default;

  private:
    void integrate(std::span<const double> weights);

    double duration_;
    double centre_ = 0.0;  // of mass, as a part of the duration from the middle
    double second_moment_ = 0.0, third_moment_ = 0.0;
    std::array<Response, jump_kinds> responses_{};  // to jumps by one
    std::array<double, jump_kinds> bounds_{};
};

}  // namespace escapement::motion
