// Pulses that keep rest and constant speed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace escapement::motion {
namespace {

TEST(Shaper, leaves_an_axis_alone_unless_told_otherwise) {
    const Shaper none;

    EXPECT_FALSE(none.shapes());
    EXPECT_EQ(none.reach(), Seconds{});
    ASSERT_EQ(none.pulses().size(), 1u);
    EXPECT_EQ(none.pulses()[0], (Pulse{1.0, 0.0}));
}

// What answers an impulse by a second one later looks back in time.
TEST(Shaper, brings_impulses_to_their_centre_of_mass) {
    const auto shaper = Shaper::answering(std::array{Pulse{3.0, 0.0}, Pulse{1.0, 0.020}});

    ASSERT_TRUE(shaper);
    ASSERT_EQ(shaper->pulses().size(), 2u);
    EXPECT_DOUBLE_EQ(shaper->pulses()[0].amplitude, 0.25);
    EXPECT_DOUBLE_EQ(shaper->pulses()[0].later, -0.015);
    EXPECT_DOUBLE_EQ(shaper->pulses()[1].amplitude, 0.75);
    EXPECT_DOUBLE_EQ(shaper->pulses()[1].later, 0.005);
    EXPECT_DOUBLE_EQ(shaper->reach().count(), 0.015);
    EXPECT_TRUE(shaper->shapes());
}

TEST(Shaper, refuses_what_is_no_average) {
    constexpr double inf = std::numeric_limits<double>::infinity(), nan = NAN;

    EXPECT_FALSE(Shaper::answering({}));
    EXPECT_FALSE(Shaper::answering(std::array<Pulse, 11>{}));
    EXPECT_FALSE(Shaper::answering(std::array{Pulse{1.0, 0.0}, Pulse{1.0, 0.0}}));
    EXPECT_FALSE(Shaper::answering(std::array{Pulse{1.0, 0.0}, Pulse{-1.0, 0.1}}));
    EXPECT_FALSE(Shaper::answering(std::array{Pulse{1.0, 0.0}, Pulse{1.0, 9.0}}));
    EXPECT_FALSE(Shaper::answering(std::array{Pulse{1.0, 0.0}, Pulse{1.0, inf}}));
    EXPECT_FALSE(Shaper::answering(std::array{Pulse{1.0, 0.0}, Pulse{1.0, nan}}));
    EXPECT_FALSE(Shaper::answering(std::array{Pulse{inf, 0.0}, Pulse{1.0, 0.1}}));
    EXPECT_FALSE(Shaper::answering(std::array{Pulse{nan, 0.0}, Pulse{1.0, 0.1}}));
}

TEST(Shaper, is_equal_to_one_of_the_same_weights) {
    const auto one = Shaper::answering(std::array{Pulse{1.0, 0.0}, Pulse{1.0, 0.020}});
    const auto same = Shaper::answering(std::array{Pulse{2.0, 0.0}, Pulse{2.0, 0.020}});
    const auto other = Shaper::answering(std::array{Pulse{1.0, 0.0}, Pulse{1.0, 0.021}});
    const auto window = Shaper::averaging({std::array{1.0}, Seconds{0.020}});

    EXPECT_EQ(*one, *same);
    EXPECT_FALSE(*one == *other);
    EXPECT_FALSE(*window == Shaper{});
    EXPECT_TRUE(window->shapes());
}

}  // namespace
}  // namespace escapement::motion
