// Combining several results of one place.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_result.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

std::vector<ProbeResult> heights(std::initializer_list<double> list) {
    std::vector<ProbeResult> results;
    for (const double z : list) results.push_back({.bed_x = 5.0, .bed_z = z, .test_z = z + 1.0});
    return results;
}

TEST(ProbeResult, is_where_the_probe_is_and_as_low_as_the_nozzle_would_be) {
    const auto result = probe_result({base::Length{10.0}, base::Length{20.0}, base::Length{3.0}},
                                     {.x = 1.0, .y = -2.0, .z = 0.5});

    EXPECT_EQ(result.bed_x, 11.0);
    EXPECT_EQ(result.bed_y, 18.0);
    EXPECT_EQ(result.bed_z, 2.5);
    EXPECT_EQ(result.test_x, 10.0);
    EXPECT_EQ(result.test_z, 3.0);
}

TEST(ProbeResult, of_several_is_their_mean) {
    const auto result = combined(heights({1.0, 2.0, 6.0}), "average");

    EXPECT_DOUBLE_EQ(result.bed_z, 3.0);
    EXPECT_DOUBLE_EQ(result.test_z, 4.0);
    EXPECT_DOUBLE_EQ(result.bed_x, 5.0);
}

TEST(ProbeResult, of_several_is_their_median_if_that_is_wanted) {
    EXPECT_DOUBLE_EQ(combined(heights({6.0, 1.0, 2.0}), "median").bed_z, 2.0);
    EXPECT_DOUBLE_EQ(combined(heights({6.0, 1.0, 2.0, 3.0}), "median").bed_z, 2.5);
}

TEST(ProbeResult, range_is_from_the_lowest_to_the_highest) {
    EXPECT_DOUBLE_EQ(height_range(heights({6.0, 1.0, 2.0})), 5.0);
    EXPECT_DOUBLE_EQ(height_range({}), 0.0);
}

}  // namespace
}  // namespace escapement::modules
