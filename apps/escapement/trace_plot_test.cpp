// Tests of a trace as a picture.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace_plot.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

TEST(TracePlot, shows_head_axes_filament_and_motors) {
    TracePlot plot({1.0, 2.0});
    plot.begin({"stepper_x", "extruder"});
    for (int i = 0; i < 1000; ++i) {
        const double time = 1.0 + i * 0.001;
        plot.add(0, {time, i * 0.01, motion::Direction::forward});
        plot.add({.time = time, .axes = {}, .shaped = {}, .filament = {}, .steppers = {0.0, 0.0}});
    }

    const auto svg = plot.svg("cube.gcode");

    for (const char* text : {"Speed of the head, mm/s",
                             "Speed of x and y, mm/s",
                             "x shaped",
                             "Speed of the filament, mm/s",
                             "Step rate",
                             ">stepper_x<"})
        EXPECT_NE(svg.find(text), std::string::npos) << text;
    EXPECT_LT(svg.size(), 200'000U);
}

TEST(TracePlot, an_empty_window_is_drawn_empty) {
    TracePlot plot({1.0, 2.0});
    plot.begin({});

    EXPECT_EQ(plot.svg("").find("nan"), std::string::npos);
}

}  // namespace
}  // namespace escapement::app
