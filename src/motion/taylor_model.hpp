// Functions of time that are known to a proven bound: a polynomial, and how far it may be off.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Time is scaled: it runs from -1 to 1.  There |t^n| <= 1, so that the sum of the absolute
//    coefficients bounds a polynomial, and what is cut off beyond the fifth power is bounded, too.
// 2. sqrt() and angle() take their coefficients from power series, and their bound from a test:
//    the series is put back into the equation that it should solve.  For p ~ sqrt(g) this is
//    |p - sqrt(g)| = |p^2 - g| / (p + sqrt(g)).  Nothing has to be known about remainders.
// 3. Where a function cannot be enclosed, because it may have a singular point within the
//    time, its bound is infinite.  Bounds leave out the rounding of doubles.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "motion/polynomial.hpp"

namespace escapement::motion {

// The function is within `error` of the polynomial for all t from -1 to 1.
struct TaylorModel {
    static constexpr std::size_t degree = Polynomial::max_degree;
    static constexpr std::size_t size = degree + 1;
    std::array<double, size> c{};
    double error = 0.0;

    constexpr double at(double t) const { return Polynomial{c}.at(t); }
    // How far the function may be from its middle value, c[0].
    double spread() const {
        double sum = error;
        for (std::size_t i = 1; i < size; ++i) sum += std::abs(c[i]);
        return sum;
    }
    double least() const { return c[0] - spread(); }
    double greatest() const { return c[0] + spread(); }
    // Of its absolute value.
    double magnitude() const { return std::abs(c[0]) + spread(); }
};

inline constexpr double not_enclosed = std::numeric_limits<double>::infinity();

inline TaylorModel operator-(TaylorModel a) {
    for (double& coefficient : a.c) coefficient = -coefficient;
    return a;
}
inline TaylorModel operator+(TaylorModel a, const TaylorModel& b) {
    for (std::size_t i = 0; i < TaylorModel::size; ++i) a.c[i] += b.c[i];
    a.error += b.error;
    return a;
}
inline TaylorModel operator-(TaylorModel a, const TaylorModel& b) {
    for (std::size_t i = 0; i < TaylorModel::size; ++i) a.c[i] -= b.c[i];
    a.error += b.error;
    return a;
}
inline TaylorModel operator+(TaylorModel a, double number) {
    a.c[0] += number;
    return a;
}
inline TaylorModel operator-(TaylorModel a, double number) {
    a.c[0] -= number;
    return a;
}
inline TaylorModel operator-(double number, const TaylorModel& a) {
    return -a + number;
}
inline TaylorModel operator*(double factor, TaylorModel a) {
    for (double& coefficient : a.c) coefficient *= factor;
    a.error *= std::abs(factor);
    return a;
}
TaylorModel operator*(const TaylorModel& a, const TaylorModel& b);
inline TaylorModel square(const TaylorModel& a) {
    return a * a;
}

// Of what is below zero, zero; the bound is infinite only where the argument's is.
TaylorModel root(const TaylorModel& square);
// The angle from the x axis to the point (x, y): within half a turn of zero in the middle, and
// from there on without a jump.  Not enclosed if the point may come close to the origin.
TaylorModel angle(const TaylorModel& y, const TaylorModel& x);

// The same for numbers, so that a formula can be written once for both.
template <class Real>
requires std::is_floating_point_v<Real> Real square(Real number) {
    return number * number;
}
template <class Real>
requires std::is_floating_point_v<Real> Real root(Real square) {
    return square > 0 ? std::sqrt(square) : Real{0};
}
template <class Real>
requires std::is_floating_point_v<Real> Real angle(Real y, Real x) {
    return std::atan2(y, x);
}

}  // namespace escapement::motion
