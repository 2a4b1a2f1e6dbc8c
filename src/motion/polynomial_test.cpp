// Values, shifts and turns of polynomials.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/polynomial.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace escapement::motion {
namespace {

constexpr Polynomial all_terms{{1.0, -2.0, 3.0, -4.0, 5.0, -6.0}};

TEST(Polynomial, has_values_slopes_and_bends) {
    EXPECT_DOUBLE_EQ(all_terms.at(0.5), 1.0 - 1.0 + 0.75 - 0.5 + 0.3125 - 0.1875);
    EXPECT_DOUBLE_EQ(all_terms.slope_at(0.5), -2.0 + 3.0 - 3.0 + 2.5 - 1.875);
    EXPECT_DOUBLE_EQ(all_terms.bend_at(0.5), 6.0 - 12.0 + 15.0 - 15.0);
}

TEST(Polynomial, knows_its_degree) {
    EXPECT_EQ(all_terms.degree(), 5u);
    EXPECT_EQ((Polynomial{{1.0, 0.0, 2.0}}).degree(), 2u);
    EXPECT_EQ(Polynomial{}.degree(), 0u);
}

TEST(Polynomial, is_the_same_when_counted_from_elsewhere) {
    const Polynomial moved = all_terms.shifted(0.7);

    for (const double t : {-1.0, 0.0, 0.3, 2.0})
        EXPECT_NEAR(moved.at(t), all_terms.at(t + 0.7), 1e-12 * std::abs(moved.at(t)) + 1e-12);
}

TEST(Polynomial, turns_where_its_slope_changes_sign) {
    // Slope (t - 1)(t - 2)(t - 3)(t - 4).
    const Polynomial p{{0.0, 24.0, -25.0, 35.0 / 3.0, -2.5, 0.2}};

    const Times turns = turns_of(p, 3.5);

    ASSERT_EQ(turns.size(), 3u);
    EXPECT_NEAR(turns[0], 1.0, 1e-9);
    EXPECT_NEAR(turns[1], 2.0, 1e-9);
    EXPECT_NEAR(turns[2], 3.0, 1e-9);
    EXPECT_TRUE(turns_of(p, 0.9).empty());
}

TEST(Polynomial, does_not_turn_where_it_only_rests) {
    EXPECT_TRUE(turns_of({{0.0, 1.0, -1.0, 1.0 / 3.0}}, 2.0).empty());  // slope (1 - t)^2
    EXPECT_TRUE(turns_of({}, 2.0).empty());
    EXPECT_TRUE(turns_of({{3.0}}, 2.0).empty());
    EXPECT_TRUE(turns_of({{0.0, 0.0, 1.0}}, 2.0).empty());  // begins at rest
}

TEST(Polynomial, has_the_turn_of_a_quadratic_in_closed_form) {
    const Polynomial p{{7.0, 3.0, -1.0}};

    EXPECT_DOUBLE_EQ(turn_of_quadratic(p, 2.0), 1.5);
    EXPECT_NEAR(turns_of(p, 2.0)[0], 1.5, 1e-12);
    EXPECT_EQ(turn_of_quadratic(p, 1.5), 0.0);
    EXPECT_TRUE(turns_of(p, 1.4).empty());
}

TEST(Polynomial, is_monotone_between_its_turns) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> u(-1.0, 1.0);
    for (int n = 0; n < 5000; ++n) {
        Polynomial p;
        for (double& c : p.c) c = u(random);
        const double end = 3.0;
        double from = 0.0;
        Times bounds = turns_of(p, end);
        ASSERT_LE(bounds.size(), 4u);
        bounds.push_back(end);
        for (const double to : bounds) {
            const double way = p.at(to) > p.at(from) ? 1.0 : -1.0;
            for (int i = 1; i < 20; ++i) {
                const double t = from + (to - from) * i / 20.0;
                ASSERT_GE(way * p.slope_at(t), -1e-9) << n;
            }
            from = to;
        }
    }
}

}  // namespace
}  // namespace escapement::motion
