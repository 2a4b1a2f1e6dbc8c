// A quadratic takes a path's place only where no step notices.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/quadratic_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace escapement::motion {
namespace {

using Exact = long double;

Exact exact_at(const Polynomial& p, Exact t) {
    Exact sum = 0;
    for (std::size_t i = p.c.size(); i-- > 0;) sum = sum * t + p.c[i];
    return sum;
}

Exact exact_slope(const Polynomial& p, Exact t) {
    Exact sum = 0;
    for (std::size_t i = p.c.size(); i-- > 1;) sum = sum * t + static_cast<Exact>(i) * p.c[i];
    return sum;
}

// Where the rising polynomial passes a position, between 0 and `end`.
Exact passage(const Polynomial& p, Exact position, Exact end) {
    Exact low = 0, high = end;
    for (int i = 0; i < 80; ++i) {
        const Exact middle = (low + high) / 2;
        (exact_at(p, middle) < position ? low : high) = middle;
    }
    return (low + high) / 2;
}

// Rises; from rest now and then, and with higher terms of all sizes.
Polynomial random_path(std::mt19937& random, double time) {
    std::uniform_real_distribution<double> u(0.0, 1.0);
    const double bends = std::pow(10.0, -7.0 * u(random));
    const double v = u(random) < 0.3 ? 0.0 : 100.0 * u(random), a = 4000.0 * u(random);
    const double t2 = time * time;
    return {{u(random),
             v,
             a,
             bends * a * u(random) / time,
             bends * a * u(random) / t2,
             bends * a * u(random) / t2 / time}};
}

TEST(QuadraticFit, meets_the_path_at_both_ends_and_in_the_middle) {
    const Polynomial path{{1.0, 20.0, 300.0, -4000.0, 50'000.0, 600'000.0}};
    const double half = 0.01;

    const Polynomial quadratic = fit_quadratic(about_middle(path, half)).quadratic.in_seconds(half);

    EXPECT_TRUE(quadratic.is_quadratic());
    for (const double t : {0.0, half, 2.0 * half}) EXPECT_NEAR(quadratic.at(t), path.at(t), 1e-14);
}

TEST(QuadraticFit, moves_no_step_too_far_where_it_takes_the_place_of_a_path) {
    std::mt19937 random(1);
    int taken = 0, left = 0;
    for (int n = 0; n < 3000; ++n) {
        const double time = std::pow(10.0, -4.0 + 3.0 * (n % 100) / 100.0);
        const Polynomial path = random_path(random, time);
        const auto middle = about_middle(path, 0.5 * time);
        const QuadraticFit fit = fit_quadratic(middle);
        if (fit.corrections != 0) {
            ++left;
            continue;
        }
        ++taken;
        const Polynomial quadratic = fit.quadratic.in_seconds(middle.half);
        for (int i = 1; i < 40; ++i) {
            const Exact position =
                exact_at(path, 0) + (exact_at(path, time) - exact_at(path, 0)) * i / 40;
            const Exact exact = passage(path, position, time);
            const Exact late = passage(quadratic, position, time) - exact;
            const Exact beside = exact_at(quadratic, exact) - position;
            ASSERT_TRUE(std::abs(late) <= quadratic_error + 1e-12 ||
                        std::abs(beside) <= path_error + 1e-13)
                << n;
        }
    }
    EXPECT_GT(taken, 500);
    EXPECT_GT(left, 500);
}

TEST(QuadraticFit, tells_how_many_of_newtons_steps_are_enough) {
    std::mt19937 random(2);
    std::array<int, QuadraticFit::most_corrections + 1> with{};
    for (int n = 0; n < 3000; ++n) {
        const double time = std::pow(10.0, -4.0 + 3.0 * (n % 100) / 100.0);
        const Polynomial path = random_path(random, time);
        const auto middle = about_middle(path, 0.5 * time);
        const QuadraticFit fit = fit_quadratic(middle);
        if (!fit.corrections) continue;
        ++with[static_cast<std::size_t>(*fit.corrections)];
        if (fit.corrections == 0) continue;
        const Polynomial quadratic = fit.quadratic.in_seconds(middle.half);
        for (int i = 1; i < 40; ++i) {
            const Exact position =
                exact_at(path, 0) + (exact_at(path, time) - exact_at(path, 0)) * i / 40;
            Exact found = passage(quadratic, position, time);
            for (int step = 0; step < *fit.corrections; ++step)
                found -= (exact_at(path, found) - position) / exact_slope(path, found);
            ASSERT_LE(std::abs(found - passage(path, position, time)), quadratic_error + 1e-12);
        }
    }
    for (const int count : with) EXPECT_GT(count, 100);
}

TEST(QuadraticFit, does_not_take_the_place_of_what_turns_back) {
    const double half = 0.01;

    EXPECT_FALSE(fit_quadratic(about_middle({{0.0, -1.0, 100.0, 3000.0}}, half)).corrections);
    // Unless it is next to one itself.
    EXPECT_EQ(fit_quadratic(about_middle({{0.0, -1.0, 100.0, 1e-7}}, half)).corrections, 0);
    EXPECT_EQ(fit_quadratic(about_middle({{5.0}}, half)).corrections, 0);
}

}  // namespace
}  // namespace escapement::motion
