// The turns of a polynomial.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/polynomial.hpp"

#include <algorithm>
#include <cmath>

namespace escapement::motion {

namespace {

constexpr std::size_t slope_terms = Polynomial::max_degree;
using Slope = std::array<double, slope_terms>;

// Every third step halves at least: doubles have no finer ones after that.
constexpr int most_root_steps = 200;

Slope slope_of(const Polynomial& p) {
    Slope s{};
    for (std::size_t i = 0; i < slope_terms; ++i) s[i] = static_cast<double>(i + 1) * p.c[i + 1];
    return s;
}

Slope derived(const Slope& s) {
    Slope d{};
    for (std::size_t i = 0; i + 1 < slope_terms; ++i) d[i] = static_cast<double>(i + 1) * s[i + 1];
    return d;
}

double value(const Slope& s, double t) {
    double sum = 0.0;
    for (std::size_t i = slope_terms; i-- > 0;) sum = sum * t + s[i];
    return sum;
}

// The one zero between low and high, where the signs differ: Newton's steps from the middle, and
// halving where they leave the interval or gain too little.
double zero_between(const Slope& s, double low, double high) {
    const Slope d = derived(s);
    const bool rising = value(s, low) < 0.0;
    double t = 0.5 * (low + high);
    for (int i = 0; i < most_root_steps; ++i) {
        const double at = value(s, t);
        ((at < 0.0) == rising ? low : high) = t;
        const double newton = t - at / value(d, t);
        const bool helps = newton > low && newton < high && i % 3 != 2;
        const double next = helps ? newton : 0.5 * (low + high);
        if (std::abs(next - t) <= 1e-15 * std::abs(t)) return next;
        t = next;
    }
    return t;
}

// Zeros of s at which it changes its sign, given those of its derivative.
Times zeros_of(const Slope& s, const Times& of_derivative, double end) {
    Times zeros;
    double low = 0.0;
    const auto look_until = [&](double high) {
        const double at_low = value(s, low), at_high = value(s, high);
        if ((at_low < 0.0 && at_high > 0.0) || (at_low > 0.0 && at_high < 0.0))
            zeros.push_back(zero_between(s, low, high));
        if (at_high != 0.0) low = high;
    };
    for (const double t : of_derivative) look_until(t);
    look_until(end);
    return zeros;
}

}  // namespace

// About the middle all that the slope can change by adds up to the least.
SlopeBounds slope_bounds(const MiddlePolynomial& polynomial) {
    const auto& c = polynomial.c;
    const double c2 = std::abs(c[2]), c3 = std::abs(c[3]), c4 = std::abs(c[4]), c5 = std::abs(c[5]);
    const double middle = std::abs(c[1]), per_half = 1.0 / polynomial.half;
    const double change = 2.0 * c2 + 3.0 * c3 + 4.0 * c4 + 5.0 * c5;
    const double bend = 2.0 * c2 + 6.0 * c3 + 12.0 * c4 + 20.0 * c5;
    return {std::max(middle - change, 0.0) * per_half,
            (middle + change) * per_half,
            bend * per_half * per_half};
}

Times turns_of(const Polynomial& polynomial, double end) {
    const MiddlePolynomial middle = about_middle(polynomial, 0.5 * end);
    if (slope_bounds(middle).least > 0.0) return {};
    const auto& c = middle.c;
    const double bend =
        2.0 * std::abs(c[2]) - 6.0 * std::abs(c[3]) - 12.0 * std::abs(c[4]) - 20.0 * std::abs(c[5]);
    std::array<Slope, slope_terms> derivatives;
    derivatives[0] = slope_of(polynomial);
    if (bend > 0.0) return zeros_of(derivatives[0], {}, end);
    for (std::size_t i = 1; i < slope_terms; ++i) derivatives[i] = derived(derivatives[i - 1]);
    Times zeros;
    for (std::size_t i = slope_terms; i-- > 0;) zeros = zeros_of(derivatives[i], zeros, end);
    return zeros;
}

}  // namespace escapement::motion
