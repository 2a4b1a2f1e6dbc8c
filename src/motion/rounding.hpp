// Rounding to whole numbers without a call, for numbers below 2^51 in size.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace escapement::motion {

// From here up to twice as much, numbers have no fraction: adding it and taking it away
// again rounds to the nearest, a half to the even one.
inline constexpr double no_fraction = 6755399441055744.0;  // 1.5 * 2^52

constexpr double nearest(double x) {
    return (x + no_fraction) - no_fraction;
}
constexpr double rounded_down(double x) {
    const double whole = nearest(x);
    return whole > x ? whole - 1.0 : whole;
}
constexpr double rounded_up(double x) {
    const double whole = nearest(x);
    return whole < x ? whole + 1.0 : whole;
}

static_assert(nearest(2.4) == 2.0 && nearest(2.6) == 3.0 && nearest(-2.6) == -3.0);
static_assert(rounded_down(-2.1) == -3.0 && rounded_down(-2.0) == -2.0);
static_assert(rounded_up(2.1) == 3.0 && rounded_up(-2.9) == -2.0);

}  // namespace escapement::motion
