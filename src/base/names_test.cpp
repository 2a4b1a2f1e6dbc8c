// Claims about guessing what was meant.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/names.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace escapement::base {
namespace {

const std::vector<std::string> known{"max_velocity", "max_accel", "kinematics", "fan"};

TEST(NearestName, forgives_typing_errors) {
    EXPECT_EQ(nearest_name("max_velocty", known), "max_velocity");
    EXPECT_EQ(nearest_name("kinematcis", known), "kinematics");
    EXPECT_EQ(nearest_name("FAN", known), "fan");
}

TEST(NearestName, does_not_guess_wildly) {
    EXPECT_EQ(nearest_name("heater_bed", known), "");
    EXPECT_EQ(nearest_name("xyz", known), "");
}

TEST(NearestName, counts_swapped_neighbours_as_one_error) {
    EXPECT_EQ(nearest_name("afn", known), "fan");
}

TEST(NearestName, gives_up_on_absurd_lengths) {
    EXPECT_EQ(nearest_name(std::string(100'000, 'a'), known), "");
}

TEST(DidYouMean, is_empty_without_a_guess) {
    EXPECT_EQ(did_you_mean("max_acel", known), " (did you mean 'max_accel'?)");
    EXPECT_EQ(did_you_mean("qqqqqq", known), "");
}

}  // namespace
}  // namespace escapement::base
