// Tests of charts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/svg_chart.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

TEST(SvgChart, has_a_line_and_a_name_for_each_series_and_a_unit_for_each_axis) {
    PlotSeries speed(1.0, 0.01), other(1.0, 0.01);
    for (int i = 0; i < 100; ++i) {
        speed.add(1.0 + i * 0.01, i);
        other.add(1.0 + i * 0.01, -i);
    }

    const auto svg =
        draw_charts("a & b.gcode",
                    {{"Speed, mm/s", {{"planned", &speed}, {"shaped", &other, 1, true}}},
                     {"Acceleration, mm/s^2", {{"x", &other}}}});

    EXPECT_EQ(count(svg, "<polyline"), 3U);
    EXPECT_EQ(count(svg, ">planned<"), 1U);
    EXPECT_EQ(count(svg, "Speed, mm/s"), 1U);
    EXPECT_EQ(count(svg, "print time, s"), 1U);
    EXPECT_EQ(count(svg, "a &amp; b.gcode"), 1U);
    EXPECT_EQ(svg.substr(svg.size() - 7), "</svg>\n");
}

TEST(SvgChart, nothing_to_draw_is_no_crash_and_no_nonsense) {
    const PlotSeries empty(0.0, 0.01);

    const auto svg = draw_charts("", {{"Speed, mm/s", {{"planned", &empty}}}});

    EXPECT_EQ(count(svg, "nan"), 0U);
    EXPECT_EQ(count(svg, "inf"), 0U);
}

TEST(SvgChart, ticks_are_round) {
    EXPECT_EQ(axis_ticks(0, 10, 5), (std::vector<double>{0, 2, 4, 6, 8, 10}));
    EXPECT_EQ(axis_ticks(-30, 70, 5), (std::vector<double>{-20, 0, 20, 40, 60}));
    EXPECT_TRUE(axis_ticks(1, 1, 5).empty());
}

}  // namespace
}  // namespace escapement::app
