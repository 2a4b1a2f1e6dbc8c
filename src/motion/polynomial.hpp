// Polynomials of low degree in one variable, mostly time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "base/fixed_vector.hpp"

namespace escapement::motion {

// c[0] + c[1] t + ... + c[5] t^5.
struct Polynomial {
    static constexpr std::size_t max_degree = 5;
    std::array<double, max_degree + 1> c{};

    constexpr double at(double t) const {
        return c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * c[5]))));
    }
    constexpr double slope_at(double t) const {
        return c[1] + t * (2.0 * c[2] + t * (3.0 * c[3] + t * (4.0 * c[4] + t * (5.0 * c[5]))));
    }
    // Of the slope.
    constexpr double bend_at(double t) const {
        return 2.0 * c[2] + t * (6.0 * c[3] + t * (12.0 * c[4] + t * (20.0 * c[5])));
    }
    // The highest power that is there; 0 for a constant.
    constexpr std::size_t degree() const {
        std::size_t n = max_degree;
        while (n > 0 && c[n] == 0.0) --n;
        return n;
    }
    // Sums need no branches.
    bool is_quadratic() const { return std::abs(c[3]) + std::abs(c[4]) + std::abs(c[5]) == 0.0; }
    bool is_constant() const { return std::abs(c[1]) + std::abs(c[2]) == 0.0 && is_quadratic(); }
    // The same polynomial counted from `by`: its value at t is this one's at t + by.
    constexpr Polynomial shifted(double by) const {
        Polynomial s = *this;
        for (std::size_t low = 0; low < max_degree; ++low)
            for (std::size_t i = max_degree; i-- > low;) s.c[i] += by * s.c[i + 1];
        return s;
    }
    constexpr bool operator==(const Polynomial&) const = default;

    constexpr Polynomial& operator+=(const Polynomial& other) {
        for (std::size_t i = 0; i <= max_degree; ++i) c[i] += other.c[i];
        return *this;
    }
    friend constexpr Polynomial operator+(Polynomial a, const Polynomial& b) { return a += b; }
    friend constexpr Polynomial operator*(double factor, Polynomial p) {
        for (double& coefficient : p.c) coefficient *= factor;
        return p;
    }
};

// A polynomial over a time from 0 to twice `half`, seen from the middle and with the ends at -1
// and 1: there the sum of absolute coefficients is a bound.
struct MiddlePolynomial {
    std::array<double, Polynomial::max_degree + 1> c;
    double half;
};
// Scaled first, so that the shift is one by 1.
constexpr MiddlePolynomial about_middle(const Polynomial& polynomial, double half) {
    const auto& c = polynomial.c;
    const double half2 = half * half, half3 = half2 * half;
    const double c1 = c[1] * half, c2 = c[2] * half2, c3 = c[3] * half3, c4 = c[4] * half2 * half2,
                 c5 = c[5] * half2 * half3;
    return {{c[0] + c1 + c2 + c3 + c4 + c5,
             c1 + 2.0 * c2 + 3.0 * c3 + 4.0 * c4 + 5.0 * c5,
             c2 + 3.0 * c3 + 6.0 * c4 + 10.0 * c5,
             c3 + 4.0 * c4 + 10.0 * c5,
             c4 + 5.0 * c5,
             c5},
            half};
}

// What the slope's absolute value is at least and at most over that time, and how far its own
// slope may be from zero.  `least` is zero where it cannot be told, or the slope changes sign.
struct SlopeBounds {
    double least = 0.0, greatest = 0.0, bend = 0.0;
};
SlopeBounds slope_bounds(const MiddlePolynomial& polynomial);

using Times = base::FixedVector<double, Polynomial::max_degree>;

// Where the polynomial turns back between 0 and `end`, both excluded, in rising order.
//
// 1. If the slope in the middle outweighs all that it can change by, there are no turns.
// 2. If the slope's own slope outweighs its changes, there is one at most, between the ends.
// 3. Else its zeros are found from those of its derivatives: between two neighbouring zeros of
//    a derivative a polynomial is monotone, so a change of sign there encloses exactly one zero.
Times turns_of(const Polynomial& polynomial, double end);

// The same where no power is higher than the second; zero if it does not turn.
constexpr double turn_of_quadratic(const Polynomial& p, double end) {
    return p.c[1] * (p.c[1] + 2.0 * p.c[2] * end) < 0.0 ? -p.c[1] / (2.0 * p.c[2]) : 0.0;
}

}  // namespace escapement::motion
