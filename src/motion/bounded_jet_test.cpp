// What a jet says of its third derivative holds: functions stay as near to its quadratic as that.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/bounded_jet.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

namespace escapement::motion {
namespace {

using Exact = long double;
// Bounds leave out the rounding of doubles.
constexpr Exact rounding = 1e-13L;
constexpr unsigned seed = 20261126;

class RandomJets {
  public:
    double number(double least, double greatest) {
        return std::uniform_real_distribution(least, greatest)(random_);
    }
    // A cubic, whose third derivative is the same everywhere.
    BoundedJet cubic(double middle, double size) {
        return {middle, number(-size, size), number(-size, size), number(0.0, size)};
    }

  private:
    std::mt19937 random_{seed};
};

Exact exact_at(const BoundedJet& cubic, Exact t) {
    return cubic.c0 + t * (cubic.c1 + t * (cubic.c2 + t * static_cast<Exact>(cubic.k)));
}

// By Taylor's theorem a function with that third derivative is no further than k |t|^3 away.
void expect_enclosed(const BoundedJet& jet, const std::function<Exact(Exact)>& function) {
    for (int i = -100; i <= 100; ++i) {
        const Exact t = static_cast<Exact>(i) / 100;
        const Exact quadratic = jet.c0 + t * (jet.c1 + t * static_cast<Exact>(jet.c2));
        const Exact allowed = jet.k * std::abs(t * t * t) + rounding;
        ASSERT_LE(std::abs(function(t) - quadratic), allowed) << "seed " << seed;
    }
}

TEST(BoundedJet, encloses_products_and_squares) {
    RandomJets random;
    for (int i = 0; i < 200; ++i) {
        const auto a = random.cubic(random.number(-5, 5), 1.0);
        const auto b = random.cubic(random.number(-5, 5), 1.0);

        expect_enclosed(a * b, [&](Exact t) { return exact_at(a, t) * exact_at(b, t); });
        expect_enclosed(square(a), [&](Exact t) { return exact_at(a, t) * exact_at(a, t); });
    }
}

TEST(BoundedJet, encloses_roots_and_knows_where_it_cannot) {
    RandomJets random;
    int bounded = 0;
    for (int i = 0; i < 400; ++i) {
        const auto g = random.cubic(random.number(-0.5, 10.0), 0.4);
        const auto jet = root(g);
        if (!std::isfinite(jet.k)) continue;
        ++bounded;

        expect_enclosed(jet, [&](Exact t) { return std::sqrt(exact_at(g, t)); });
    }
    EXPECT_GT(bounded, 300);
    EXPECT_FALSE(std::isfinite(root(BoundedJet{1.0, 1.1, 0.0, 0.0}).k));
    EXPECT_EQ(root(BoundedJet{-1.0, 0.1, 0.0, 0.0}).c0, 0.0);
}

TEST(BoundedJet, encloses_angles_and_knows_where_it_cannot) {
    RandomJets random;
    int bounded = 0;
    for (int i = 0; i < 400; ++i) {
        const auto x = random.cubic(random.number(-5.0, 5.0), 0.5);
        const auto y = random.cubic(random.number(-5.0, 5.0), 0.5);
        const auto jet = angle(y, x);
        if (!std::isfinite(jet.k)) continue;
        ++bounded;

        expect_enclosed(jet, [&](Exact t) {
            const Exact found = std::atan2(exact_at(y, t), exact_at(x, t));
            const Exact turn = 2 * std::acos(-1.0L);
            return found + turn * std::round((jet.c0 - found) / turn);
        });
    }
    EXPECT_GT(bounded, 200);
    EXPECT_FALSE(std::isfinite(angle(BoundedJet{0.1}, BoundedJet{0.1, 1.0}).k));
    EXPECT_FALSE(std::isfinite(angle(BoundedJet{}, BoundedJet{}).k));
}

// Halving the time makes the bound eight times smaller, or it would be of no use.
TEST(BoundedJet, has_bounds_that_fall_with_the_third_power_of_the_time) {
    const auto over = [](double half) {
        const BoundedJet x{30.0, 5.0 * half, 2.0 * half * half, 0.0};
        const BoundedJet y{-20.0, 3.0 * half, -1.0 * half * half, 0.0};
        return root(90'000.0 - square(x) - square(y)).k;
    };

    EXPECT_NEAR(over(0.01) / over(0.02), 0.125, 0.01);
}

}  // namespace
}  // namespace escapement::motion
