// Models enclose what they stand for, and know when they cannot.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/taylor_model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <vector>

namespace escapement::motion {
namespace {

using Exact = long double;
// Bounds leave out the rounding of doubles.
constexpr Exact rounding = 1e-13L;

Exact exact_at(const TaylorModel& model, Exact t) {
    Exact sum = 0;
    for (std::size_t i = TaylorModel::size; i-- > 0;) sum = sum * t + model.c[i];
    return sum;
}

// The greatest distance between the model and the function, on a fine grid.
Exact greatest_miss(const TaylorModel& model, const std::function<Exact(Exact)>& function) {
    Exact greatest = 0;
    for (int i = -200; i <= 200; ++i) {
        const Exact t = static_cast<Exact>(i) / 200;
        greatest = std::max(greatest, std::abs(exact_at(model, t) - function(t)));
    }
    return greatest;
}

class RandomModels {
  public:
    explicit RandomModels(unsigned seed) : random_(seed) {}

    double number(double least, double greatest) {
        return std::uniform_real_distribution(least, greatest)(random_);
    }
    // About `middle`, with further coefficients up to `size` that fall off or do not.
    TaylorModel polynomial(double middle, double size) {
        TaylorModel model{{middle}};
        const double fall = number(0.1, 1.0);
        for (std::size_t i = 1; i < TaylorModel::size; ++i)
            model.c[i] = number(-size, size) * std::pow(fall, static_cast<double>(i));
        return model;
    }

  private:
    std::mt19937 random_;
};

constexpr unsigned seed = 20260907;

TEST(TaylorModel, encloses_products) {
    RandomModels random(seed);
    for (int i = 0; i < 200; ++i) {
        const auto a = random.polynomial(random.number(-5, 5), 1.0);
        const auto b = random.polynomial(random.number(-5, 5), 1.0);
        const auto product = a * b;

        const auto miss =
            greatest_miss(product, [&](Exact t) { return exact_at(a, t) * exact_at(b, t); });

        EXPECT_LE(miss, product.error + rounding) << "case " << i << ", seed " << seed;
        EXPECT_GT(product.error, 0.0);
    }
}

TEST(TaylorModel, encloses_roots_also_where_they_touch_zero) {
    RandomModels random(seed);
    int near_zero = 0;
    for (int i = 0; i < 400; ++i) {
        const auto square = random.polynomial(random.number(-0.5, 10.0), 0.4);
        const auto model = root(square);

        const auto miss = greatest_miss(model, [&](Exact t) { return root(exact_at(square, t)); });

        EXPECT_LE(miss, model.error + rounding) << "case " << i << ", seed " << seed;
        near_zero += square.least() < 0.0;
    }
    EXPECT_GT(near_zero, 20);
}

TEST(TaylorModel, encloses_angles_or_says_that_it_cannot) {
    RandomModels random(seed);
    int enclosed = 0, open = 0;
    for (int i = 0; i < 400; ++i) {
        const auto x = random.polynomial(random.number(-3, 3), 0.5);
        const auto y = random.polynomial(random.number(-3, 3), 0.5);
        const auto model = angle(y, x);
        if (model.error == not_enclosed) {
            ++open;
            continue;
        }
        ++enclosed;

        // Compared without the jump of a whole turn.
        const auto miss = greatest_miss(model, [&](Exact t) {
            const Exact exact = std::atan2(exact_at(y, t), exact_at(x, t));
            const Exact turn = 2 * std::acos(-1.0L);
            return exact + turn * std::round((exact_at(model, t) - exact) / turn);
        });

        EXPECT_LE(miss, model.error + rounding) << "case " << i << ", seed " << seed;
    }
    EXPECT_GT(enclosed, 200);
    EXPECT_GT(open, 5);
}

// What is known of the arguments only to a bound may be anywhere within it.
TEST(TaylorModel, carries_the_bounds_of_its_arguments_along) {
    RandomModels random(seed);
    for (int i = 0; i < 200; ++i) {
        auto a = random.polynomial(random.number(3, 5), 0.2);
        auto b = random.polynomial(random.number(3, 5), 0.2);
        a.error = 0.01;
        b.error = 0.02;
        const Exact off_a = random.number(-0.01, 0.01), off_b = random.number(-0.02, 0.02);
        const auto a_at = [&](Exact t) { return exact_at(a, t) + off_a; };
        const auto b_at = [&](Exact t) { return exact_at(b, t) + off_b; };

        EXPECT_LE(greatest_miss(a - b, [&](Exact t) { return a_at(t) - b_at(t); }), (a - b).error);
        EXPECT_LE(greatest_miss(a * b, [&](Exact t) { return a_at(t) * b_at(t); }), (a * b).error);
        EXPECT_LE(greatest_miss(root(a), [&](Exact t) { return std::sqrt(a_at(t)); }),
                  root(a).error);
        EXPECT_LE(greatest_miss(angle(a, b), [&](Exact t) { return std::atan2(a_at(t), b_at(t)); }),
                  angle(a, b).error);
    }
}

// The error falls with the sixth power of the time that a model covers.
TEST(TaylorModel, is_sharp_over_short_times) {
    const auto curve = [](double h) { return root(TaylorModel{{4.0, 1.0 * h, 0.5 * h * h}}); };

    EXPECT_LT(curve(0.1).error, 1e-8);
    EXPECT_NEAR(curve(0.1).error / curve(0.05).error, 64.0, 5.0);
}

TEST(TaylorModel, does_not_enclose_the_angle_of_a_point_at_the_origin) {
    const TaylorModel zero{}, to_and_fro{{0.0, 1.0}};

    EXPECT_EQ(angle(zero, zero).error, not_enclosed);
    EXPECT_EQ(angle(zero, to_and_fro).error, not_enclosed);
}

}  // namespace
}  // namespace escapement::motion
