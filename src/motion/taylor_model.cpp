// Products, square roots and angles of models.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/taylor_model.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace escapement::motion {

namespace {

constexpr std::size_t terms = TaylorModel::size;
using ModelTerms = std::array<double, terms>;

// Loops over few known powers are written out by the compiler, a third of the time.
template <std::size_t First, std::size_t Last, class Body>
void for_each_power(const Body& body) {
    [&]<std::size_t... N>(std::index_sequence<N...>) {
        (body(std::integral_constant<std::size_t, First + N>{}), ...);
    }
    (std::make_index_sequence<Last - First + 1>{});
}

// Coefficient N of the product.
template <std::size_t N>
double product_term(const ModelTerms& a, const ModelTerms& b) {
    constexpr std::size_t first = N < terms ? 0 : N - terms + 1;
    constexpr std::size_t last = N < terms ? N : terms - 1;
    double sum = 0.0;
    for_each_power<first, last>([&](auto i) { sum += a[i] * b[N - i]; });
    return sum;
}

constexpr std::size_t product_degree = 2 * (terms - 1);

// Bounds the powers of the product from `First` on.
template <std::size_t First>
double product_beyond(const ModelTerms& a, const ModelTerms& b) {
    double sum = 0.0;
    for_each_power<First, product_degree>([&](auto n) { sum += std::abs(product_term<n>(a, b)); });
    return sum;
}

// One value for a root that may touch zero.
TaylorModel enclosed_root(const TaylorModel& square) {
    const double low = std::sqrt(std::max(square.least(), 0.0));
    const double high = std::sqrt(std::max(square.greatest(), 0.0));
    return {{0.5 * (low + high)}, 0.5 * (high - low)};
}

ModelTerms slope_series(const ModelTerms& a) {
    ModelTerms d{};
    for (std::size_t i = 0; i + 1 < terms; ++i) d[i] = static_cast<double>(i + 1) * a[i + 1];
    return d;
}

// The series of n / s, up to the power before the last.
ModelTerms quotient_series(const ModelTerms& n, const ModelTerms& s) {
    ModelTerms q{};
    for (std::size_t i = 0; i + 1 < terms; ++i) {
        double rest = n[i];
        for (std::size_t k = 1; k <= i; ++k) rest -= s[k] * q[i - k];
        q[i] = rest / s[0];
    }
    return q;
}

}  // namespace

TaylorModel operator*(const TaylorModel& a, const TaylorModel& b) {
    TaylorModel product;
    for_each_power<0, terms - 1>([&](auto n) { product.c[n] = product_term<n>(a.c, b.c); });
    product.error = product_beyond<terms>(a.c, b.c);
    if (a.error + b.error > 0.0) product.error += a.magnitude() * b.error + b.magnitude() * a.error;
    return product;
}

// p0 = sqrt(g0), and each further coefficient from that of p^2 = g.
TaylorModel root(const TaylorModel& g) {
    TaylorModel p;
    if (!(g.c[0] > 0.0)) return enclosed_root(g);
    p.c[0] = std::sqrt(g.c[0]);
    const double half = 0.5 / p.c[0];
    // While p[n] is still zero, the product lacks just the two terms with it.
    for_each_power<1, terms - 1>(
        [&](auto n) { p.c[n] = (g.c[n] - product_term<n>(p.c, p.c)) * half; });
    const double least = p.least();
    if (!(least > 0.0)) return enclosed_root(g);
    p.error =
        (product_beyond<terms>(p.c, p.c) + g.error) / (least + std::sqrt(std::max(g.least(), 0.0)));
    return p;
}

// Seen from the middle's direction and distance the point starts at (1, 0).  Its angle w obeys
//
//     (u^2 + v^2) w' = u v' - v u'
//
// and the error of a series p for w is at most that of its slope, as both are zero in the middle.
// An error of the point itself turns it by no more than a right angle's share, pi / 2.
TaylorModel angle(const TaylorModel& y, const TaylorModel& x) {
    constexpr double most_turned = 1.5707963267948966;
    const double x0 = x.c[0], y0 = y.c[0];
    const double per_square = 1.0 / (x0 * x0 + y0 * y0);
    TaylorModel p{{std::atan2(y0, x0)}, not_enclosed};
    const TaylorModel u = per_square * (x0 * x + y0 * y);
    const TaylorModel v = per_square * (x0 * y + -y0 * x);
    const double least = u.least();
    if (!(least > 0.0)) return p;
    const TaylorModel point_u{u.c}, point_v{v.c};
    const TaylorModel slope_u{slope_series(u.c)}, slope_v{slope_series(v.c)};
    const TaylorModel n = point_u * slope_v - point_v * slope_u;
    const TaylorModel s = square(point_u) + square(point_v);
    const ModelTerms slope = quotient_series(n.c, s.c);
    for (std::size_t i = 1; i < terms; ++i) p.c[i] = slope[i - 1] / static_cast<double>(i);
    // What the slope leaves of n: powers from the fifth on, and what n and s do not tell.
    double left = std::abs(n.c[terms - 1] - product_term<terms - 1>(s.c, slope)) +
                  product_beyond<terms>(s.c, slope) + n.error;
    if (s.error > 0.0) left += s.error * TaylorModel{slope}.magnitude();
    p.error = left / (least * least) + most_turned * (u.error + v.error) / least;
    return p;
}

}  // namespace escapement::motion
