// Functions of time known by their value, slope and bend in the middle, with a bound of the rest.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Time runs from -1 to 1, and derivatives are divided by factorials, so that those of a product
//    are plain sums: (f g)_n = sum of f_i g_(n-i).
// 2. In the middle they are numbers.  Over all of the time the third one is bounded, and with it
//    the others: |f_2 - f_2 in the middle| <= 3 |f_3|, and so on.  Bounds of a function of
//    functions come from the equation that it obeys, for a root p of g:
//
//        2 p p_1 = g_1,    2 p p_2 + p_1^2 = g_2,    2 p p_3 + 2 p_1 p_2 = g_3
//
// 3. Where a function may have a singular point within the time, the bound is infinite.  Bounds
//    leave out the rounding of doubles.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "motion/taylor_model.hpp"

namespace escapement::motion {

struct BoundedJet {
    double c0 = 0.0, c1 = 0.0, c2 = 0.0;  // in the middle
    double k = 0.0;                       // of the absolute third one, anywhere

    // What absolute values are at most, of the bend, the slope and the function itself.
    double most2() const { return std::abs(c2) + 3.0 * k; }
    double most1() const { return std::abs(c1) + 2.0 * std::abs(c2) + 3.0 * k; }
    double spread() const { return std::abs(c1) + std::abs(c2) + k; }
    double most0() const { return std::abs(c0) + spread(); }
    double least() const { return c0 - spread(); }
};

// Nothing is known beyond the middle value.
inline BoundedJet unbounded(double c0) {
    return {c0, 0.0, 0.0, std::numeric_limits<double>::infinity()};
}

inline BoundedJet operator-(const BoundedJet& a) {
    return {-a.c0, -a.c1, -a.c2, a.k};
}
inline BoundedJet operator+(const BoundedJet& a, const BoundedJet& b) {
    return {a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2, a.k + b.k};
}
inline BoundedJet operator-(const BoundedJet& a, const BoundedJet& b) {
    return {a.c0 - b.c0, a.c1 - b.c1, a.c2 - b.c2, a.k + b.k};
}
inline BoundedJet operator+(const BoundedJet& a, double number) {
    return {a.c0 + number, a.c1, a.c2, a.k};
}
inline BoundedJet operator-(const BoundedJet& a, double number) {
    return {a.c0 - number, a.c1, a.c2, a.k};
}
inline BoundedJet operator-(double number, const BoundedJet& a) {
    return {number - a.c0, -a.c1, -a.c2, a.k};
}
inline BoundedJet operator*(double factor, const BoundedJet& a) {
    return {factor * a.c0, factor * a.c1, factor * a.c2, std::abs(factor) * a.k};
}
inline BoundedJet operator*(const BoundedJet& a, const BoundedJet& b) {
    return {a.c0 * b.c0,
            a.c0 * b.c1 + a.c1 * b.c0,
            a.c0 * b.c2 + a.c1 * b.c1 + a.c2 * b.c0,
            a.most0() * b.k + a.most1() * b.most2() + a.most2() * b.most1() + a.k * b.most0()};
}
inline BoundedJet square(const BoundedJet& a) {
    return {a.c0 * a.c0,
            2.0 * a.c0 * a.c1,
            2.0 * a.c0 * a.c2 + a.c1 * a.c1,
            2.0 * (a.most0() * a.k + a.most1() * a.most2())};
}

inline BoundedJet root(const BoundedJet& g) {
    if (!(g.least() > 0.0)) return unbounded(std::sqrt(std::max(g.c0, 0.0)));
    const double p0 = std::sqrt(g.c0), per = 0.5 / p0;
    const double p1 = g.c1 * per, p2 = (g.c2 - p1 * p1) * per;
    const double per_least = 0.5 / std::sqrt(g.least());
    const double most1 = g.most1() * per_least;
    const double most2 = (g.most2() + most1 * most1) * per_least;
    return {p0, p1, p2, (g.k + 2.0 * most1 * most2) * per_least};
}

// As TaylorModel's.  Seen from the middle's direction and distance the point (u, v) starts at
// (1, 0), and its angle w obeys
//
//     s w_1 = n_0,    2 s w_2 + s_1 w_1 = n_1,    3 s w_3 + 2 s_1 w_2 + s_2 w_1 = n_2
//
// with s = u^2 + v^2 and n = u v' - v u'.
BoundedJet angle(const BoundedJet& y, const BoundedJet& x);

}  // namespace escapement::motion
