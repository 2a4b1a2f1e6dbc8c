// Resonances as they are typed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/resonance_option.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

TEST(ResonanceOption, says_frequency_and_damping_of_axes) {
    const auto read = parse_resonances("x=52.4:0.07, z=90");

    ASSERT_TRUE(read);
    EXPECT_EQ((*read)[0].frequency_hz, 52.4);
    EXPECT_EQ((*read)[0].damping_ratio, 0.07);
    EXPECT_EQ((*read)[1].frequency_hz, sim::Resonance{}.frequency_hz);
    EXPECT_EQ((*read)[2].frequency_hz, 90.0);
    EXPECT_EQ((*read)[2].damping_ratio, sim::Resonance{}.damping_ratio);
}

TEST(ResonanceOption, refuses_what_shakes_like_nothing) {
    for (const char* text :
         {"52.4", "e=20", "x=0", "x=-3", "x=501", "x=50:1", "x=50:-0.1", "x=nan", "x=", "xy=40"}) {
        const auto read = parse_resonances(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().what,
                  std::string("--resonance ") + text +
                      ": write AXIS=HZ or AXIS=HZ:RATIO, for example x=52.4:0.1,y=38, with 0 < HZ "
                      "<= 500 and 0 <= RATIO < 1");
    }
}

}  // namespace
}  // namespace escapement::app
