// What is said about the shaper of an axis.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/axis_shaper.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

std::string complaint(const AxisShaper& axis) {
    const auto shaper = axis.shaper();
    return shaper ? "" : shaper.error().what;
}

TEST(AxisShaper, shapes_with_the_frequency_that_counts) {
    AxisShaper pulses{.axis = 'x', .type = "mzv", .shaper_freq = 40.0, .smoother_freq = 0.0};
    AxisShaper smooth{.axis = 'x', .type = "smooth_zv", .shaper_freq = 0.0, .smoother_freq = 40.0};

    EXPECT_EQ(pulses.shaper()->pulses().size(), 3u);
    EXPECT_TRUE(smooth.shaper()->window());
    pulses.shaper_freq = 0.0;
    smooth.smoother_freq = 0.0;
    EXPECT_FALSE(pulses.shaper()->shapes());
    EXPECT_FALSE(smooth.shaper()->shapes());
}

TEST(AxisShaper, shapes_nothing_while_suspended) {
    const AxisShaper axis{.type = "mzv", .shaper_freq = 40.0, .suspended = true};

    EXPECT_FALSE(axis.enabled());
    EXPECT_FALSE(axis.shaper()->shapes());
}

TEST(AxisShaper, says_what_is_wrong) {
    EXPECT_NE(complaint({.type = "mvz"}).find("Unsupported shaper type: mvz"), std::string::npos);
    EXPECT_NE(complaint({.axis = 'y', .type = "ei", .damping_ratio = 0.5})
                  .find("Too high value of damping_ratio=0.500 for shaper ei on axis y"),
              std::string::npos);
    EXPECT_NE(
        complaint({.type = "mzv(2)", .shaper_freq = 40.0}).find("Failed to initialize shaper"),
        std::string::npos);
    EXPECT_EQ(complaint({.type = "ei(v_tol=0.02)", .shaper_freq = 39.3, .damping_ratio = 0.4}), "");
}

TEST(AxisShaper, reports_in_klippers_words) {
    EXPECT_EQ((AxisShaper{.axis = 'x', .type = "mzv", .shaper_freq = 33.2}.report()),
              "shaper_type_x:mzv shaper_freq_x:33.200 damping_ratio_x:0.100000");
    EXPECT_EQ((AxisShaper{.axis = 'y', .type = "smooth_ei", .smoother_freq = 50.0}.report()),
              "shaper_type_y:smooth_ei smoother_freq_y:50.000");
}

}  // namespace
}  // namespace escapement::modules
