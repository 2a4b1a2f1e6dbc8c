// Straight lines between samples.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/interpolation.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace escapement::chips {
namespace {

std::string error(std::vector<Interpolation::Sample> samples) {
    auto built = Interpolation::through(std::move(samples));
    return built ? "(none)" : built.error().what;
}

TEST(Interpolation, is_straight_between_samples_and_beyond) {
    const auto curve = *Interpolation::through({{2.0, 20.0}, {0.0, 0.0}, {4.0, 60.0}});

    EXPECT_EQ(curve.y_at(1.0), 10.0);
    EXPECT_EQ(curve.y_at(2.0), 20.0);
    EXPECT_EQ(curve.y_at(3.0), 40.0);
    EXPECT_EQ(curve.y_at(-1.0), -10.0);
    EXPECT_EQ(curve.y_at(5.0), 80.0);
}

TEST(Interpolation, can_be_read_backwards) {
    const auto rising = *Interpolation::through({{0.0, 0.0}, {2.0, 20.0}, {4.0, 60.0}});
    const auto falling = *Interpolation::through({{0.0, 60.0}, {2.0, 20.0}, {4.0, 0.0}});

    for (double x = -2.0; x <= 6.0; x += 0.25) {
        EXPECT_NEAR(rising.x_at(rising.y_at(x)), x, 1e-12);
        EXPECT_NEAR(falling.x_at(falling.y_at(x)), x, 1e-12);
    }
}

TEST(Interpolation, refuses_samples_without_a_curve) {
    EXPECT_EQ(error({}), "need at least two samples");
    EXPECT_EQ(error({{1.0, 1.0}}), "need at least two samples");
    EXPECT_EQ(error({{1.0, 1.0}, {1.0, 2.0}}), "duplicate value 1");
    EXPECT_EQ(error({{1.0, 1.0}, {2.0, 2.0}, {3.0, 1.5}}),
              "the temperature must only rise or only fall, but turns at 1.5");
    EXPECT_EQ(error({{1.0, 1.0}, {2.0, 1.0}}),
              "the temperature must only rise or only fall, but turns at 1");
    EXPECT_EQ(error({{1.0, 1.0}, {2.0, std::nan("")}}), "a sample is not a finite number");
}

}  // namespace
}  // namespace escapement::chips
