// Where a quadratic may take the place of a stepper's path, because no step notices.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. The times at which a quadratic passes positions are a closed formula, several at a time; for
//    whatever else they are searched.
// 2. The quadratic meets the path at both ends of the time and in the middle.  Seen from the
//    middle, with the ends at -1 and 1, it then differs from the path by no more than
//
//        k |s| (1 - s^2)  <=  0.385 k,    k = a sixth of the path's third derivative, at most
//
// 3. Divided by the least speed that is a time.  The difference also is at most 2 k times the
//    distance in time from the slower end; if the quadratic's speed grows from there at an even
//    rate, as it does, the time is at most 8 k over the speed at the faster end, though the slower
//    one may stand still.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "motion/polynomial.hpp"

namespace escapement::motion {

// Of the stepper's position, in its unit (millimetres or radians).
inline constexpr double path_error = 1e-10;
// Of the time of a step, in seconds.
inline constexpr double quadratic_error = 0.05e-6;

// c0 + c1 s + c2 s^2 for s from -1 to 1.
struct MiddleQuadratic {
    double c0, c1, c2;

    // A step of a path with this k is moved by no more than k over this speed, in the time of which
    // s is one half; below zero where the quadratic turns back.
    double decisive_speed() const {
        constexpr double rounding = 1e-12;
        const double middle = std::abs(c1), change = 2.0 * std::abs(c2);
        const double slow = middle - change, fast = middle + change;
        if (slow < -rounding * fast) return -1.0;
        return std::max(slow * (1.0 / greatest_share), fast / 8.0);
    }
    // Whether it may take the path's place, in a time of twice `half` seconds.
    bool will_do(double k, double half) const {
        return half * k <= quadratic_error * decisive_speed() || greatest_share * k <= path_error;
    }
    // The same counted from the time's beginning in seconds.
    Polynomial in_seconds(double half) const {
        const double per_half = 1.0 / half;
        return {{c0 - c1 + c2, (c1 - 2.0 * c2) * per_half, c2 * per_half * per_half}};
    }

    static constexpr double greatest_share = 0.385;
};

// A quadratic near a polynomial, and how many of Newton's steps from there make it good.
//
// Newton's step leaves e^2 b / (2 m) of an error e, where the slope is m at least and changes by
// b at most.
struct QuadraticFit {
    static constexpr int most_corrections = 2;

    MiddleQuadratic quadratic;
    // Nothing where it cannot be told how many, or where they are too many.
    std::optional<int> corrections;
};

inline QuadraticFit fit_quadratic(const MiddlePolynomial& polynomial) {
    const auto& c = polynomial.c;
    const double c3 = std::abs(c[3]), c4 = std::abs(c[4]), c5 = std::abs(c[5]);
    const double k = c3 + c4 + 2.0 * c5;
    QuadraticFit fit{{c[0], c[1] + c[3] + c[5], c[2] + c[4]}, std::nullopt};
    if (fit.quadratic.will_do(k, polynomial.half)) {
        fit.corrections = 0;
        return fit;
    }
    const double c2 = std::abs(c[2]), bend = 2.0 * c2 + 6.0 * c3 + 12.0 * c4 + 20.0 * c5;
    const double least = std::abs(c[1]) - (2.0 * c2 + 3.0 * c3 + 4.0 * c4 + 5.0 * c5);
    if (!(least > 0.0 && fit.quadratic.decisive_speed() > 0.0)) return fit;
    const double allowed = quadratic_error / polynomial.half, share = 0.5 * bend / least;
    double error = k / fit.quadratic.decisive_speed();
    for (int n = 1; n <= QuadraticFit::most_corrections; ++n) {
        error *= error * share;
        if (!(error <= allowed)) continue;
        fit.corrections = n;
        break;
    }
    return fit;
}

}  // namespace escapement::motion
