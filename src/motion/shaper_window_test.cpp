// Windows whose integrals are known in closed form.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper_window.hpp"

#include <gtest/gtest.h>

#include <array>

namespace escapement::motion {
namespace {

// A flat window: its response to a jump of speed is (t + d/2)^2 / 2d.
TEST(ShaperWindow, integrates_its_weight) {
    const double d = 0.020;
    const ShaperWindow window(std::array{7.0}, Seconds{d});

    EXPECT_DOUBLE_EQ(window.begin(), -0.010);
    EXPECT_DOUBLE_EQ(window.end(), 0.010);
    EXPECT_NEAR(window.second_moment(), d * d / 12.0, 1e-18);
    EXPECT_NEAR(window.third_moment(), 0.0, 1e-18);
    const auto response = window.response({3.0, 0.0, 0.0});
    for (const double t : {-0.010, -0.003, 0.0, 0.010}) {
        double value = 0.0;
        for (std::size_t i = response.size(); i-- > 0;)
            value = value * window.place(t) + response[i];
        EXPECT_NEAR(value, 3.0 * (t + 0.5 * d) * (t + 0.5 * d) / (2.0 * d), 1e-15);
    }
}

// Weights that rise from zero to the end: the centre of mass is a sixth behind the middle.
TEST(ShaperWindow, is_counted_from_its_centre_of_mass) {
    const ShaperWindow window(std::array{0.5, 1.0}, Seconds{0.6});

    EXPECT_NEAR(window.begin(), -0.4, 1e-15);
    EXPECT_NEAR(window.end(), 0.2, 1e-15);
    EXPECT_NEAR(window.second_moment(), 0.36 / 18.0, 1e-15);
}

}  // namespace
}  // namespace escapement::motion
