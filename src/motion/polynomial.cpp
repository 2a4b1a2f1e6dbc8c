// The turns of a polynomial.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/polynomial.hpp"

#include <cmath>

namespace escapement::motion {

namespace {

constexpr std::size_t slope_terms = Polynomial::max_degree;
using Slope = std::array<double, slope_terms>;

// Halving ends here at the latest: doubles have no finer steps.
constexpr int most_halvings = 200;

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

bool keeps_its_sign(const Polynomial& p, double end) {
    const double half = 0.5 * end;
    const Polynomial middle = p.shifted(half);
    double change = 0.0, reach = 1.0;
    for (std::size_t i = 2; i <= Polynomial::max_degree; ++i) {
        reach *= half;
        change += std::abs(static_cast<double>(i) * middle.c[i]) * reach;
    }
    return std::abs(middle.c[1]) > change;
}

// The one zero between low and high, where the signs differ.
double zero_between(const Slope& s, double low, double high) {
    const bool rising = value(s, low) < 0.0;
    for (int i = 0; i < most_halvings; ++i) {
        const double middle = 0.5 * (low + high);
        if (middle <= low || middle >= high) break;
        ((value(s, middle) < 0.0) == rising ? low : high) = middle;
    }
    return 0.5 * (low + high);
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

Times turns_of(const Polynomial& polynomial, double end) {
    if (keeps_its_sign(polynomial, end)) return {};
    std::array<Slope, slope_terms> derivatives;
    derivatives[0] = slope_of(polynomial);
    for (std::size_t i = 1; i < slope_terms; ++i) derivatives[i] = derived(derivatives[i - 1]);
    Times zeros;
    for (std::size_t i = slope_terms; i-- > 0;) zeros = zeros_of(derivatives[i], zeros, end);
    return zeros;
}

}  // namespace escapement::motion
