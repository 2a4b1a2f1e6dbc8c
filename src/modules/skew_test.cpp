// Tests of skewed coordinates.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/skew.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace escapement::modules {
namespace {

using base::Length;
using motion::Position;

TEST(Skew, the_way_back_undoes_the_way_there) {
    const Skew skew{.xy = 0.01, .xz = -0.02, .yz = 0.013};
    const Position wanted{Length{50}, Length{-30}, Length{120}, Length{7}};

    const Position back = skew.uncorrected(skew.corrected(wanted));

    for (std::size_t axis = 0; axis < wanted.size(); ++axis)
        EXPECT_NEAR(back[axis].value, wanted[axis].value, 1e-12);
}

TEST(Skew, a_square_has_none) {
    EXPECT_NEAR(*skew_of(141.421356, 141.421356, 100), 0.0, 1e-7);
}

TEST(Skew, a_sheared_square_shows_its_shear) {
    const double shear = 0.02;  // the square's upper corners are moved by 2 mm
    const double ac = std::hypot(100 + 100 * shear, 100), bd = std::hypot(100 - 100 * shear, 100);

    EXPECT_NEAR(*skew_of(ac, bd, std::hypot(100, 100 * shear)), shear, 1e-9);
}

TEST(Skew, impossible_lengths_give_nothing) {
    EXPECT_FALSE(skew_of(1, 1, 100));
    EXPECT_FALSE(skew_of(100, 1, 10));
    EXPECT_FALSE(skew_of(100, 100, 0));
    EXPECT_FALSE(skew_of(1e308, 1e308, 1e308));
}

}  // namespace
}  // namespace escapement::modules
