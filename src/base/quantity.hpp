// Lengths and their time derivatives as distinct types at no run-time cost.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   Length d = 3.0_mm;  Speed v = d / 2.0_s;  auto a = v / 0.5_s;   // an Accel
//   Length wrong = v;                                              // does not compile
#pragma once

#include <cmath>
#include <compare>

#include "base/time.hpp"

namespace escapement::base {

template <int L, int T>
struct Quantity {
    double value = 0.0;  // millimetres and seconds

    constexpr auto operator<=>(const Quantity&) const = default;
    constexpr Quantity operator-() const { return {-value}; }
    constexpr Quantity& operator+=(Quantity q) {
        value += q.value;
        return *this;
    }
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
    friend constexpr Quantity operator*(Quantity q, double k) { return {q.value * k}; }
    friend constexpr Quantity operator*(double k, Quantity q) { return {q.value * k}; }
    friend constexpr Quantity operator/(Quantity q, double k) { return {q.value / k}; }
};

using Length = Quantity<1, 0>;
using Speed = Quantity<1, -1>;
using Accel = Quantity<1, -2>;
using Jerk = Quantity<1, -3>;

namespace detail {

// Pure numbers and durations leave the Quantity family for their usual types.
template <int L, int T>
constexpr auto make(double v) {
    if constexpr (L == 0 && T == 0)
        return v;
    else if constexpr (L == 0 && T == 1)
        return Seconds{v};
    else
        return Quantity<L, T>{v};
}

}  // namespace detail

template <int L1, int T1, int L2, int T2>
constexpr auto operator*(Quantity<L1, T1> a, Quantity<L2, T2> b) {
    return detail::make<L1 + L2, T1 + T2>(a.value * b.value);
}
template <int L1, int T1, int L2, int T2>
constexpr auto operator/(Quantity<L1, T1> a, Quantity<L2, T2> b) {
    return detail::make<L1 - L2, T1 - T2>(a.value / b.value);
}
template <int L, int T>
constexpr auto operator*(Quantity<L, T> q, Seconds t) {
    return detail::make<L, T + 1>(q.value * t.count());
}
template <int L, int T>
constexpr auto operator/(Quantity<L, T> q, Seconds t) {
    return detail::make<L, T - 1>(q.value / t.count());
}

template <int L, int T>
requires(L % 2 == 0 && T % 2 == 0) auto sqrt(Quantity<L, T> q) {
    return detail::make<L / 2, T / 2>(std::sqrt(q.value));
}

namespace literals {
constexpr Length operator""_mm(long double v) {
    return {static_cast<double>(v)};
}
constexpr Seconds operator""_s(long double v) {
    return Seconds{static_cast<double>(v)};
}
constexpr Speed operator""_mm_per_s(long double v) {
    return {static_cast<double>(v)};
}
constexpr Accel operator""_mm_per_s2(long double v) {
    return {static_cast<double>(v)};
}
}  // namespace literals

}  // namespace escapement::base
