// Tests of lines of a plot.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plot_series.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

TEST(PlotSeries, a_bin_holds_the_least_and_the_greatest) {
    PlotSeries series(10.0, 0.5);
    series.add(9.0, 100.0);
    series.add(10.1, 3.0);
    series.add(10.2, -1.0);
    series.add(11.2, 7.0);

    ASSERT_EQ(series.bins().size(), 3U);
    EXPECT_EQ(series.bins()[0].least, -1.0);
    EXPECT_EQ(series.bins()[0].greatest, 3.0);
    EXPECT_FALSE(series.bins()[1].used);
    EXPECT_EQ(series.least(), -1.0);
    EXPECT_EQ(series.greatest(), 7.0);
}

TEST(PlotSeries, stays_small_and_keeps_its_peaks) {
    PlotSeries series(0.0, 0.001);
    for (int i = 0; i < 100'000; ++i) series.add(i * 0.001, i == 54'321 ? 5.0 : 1.0);

    EXPECT_LE(series.bins().size(), PlotSeries::most_bins);
    EXPECT_EQ(series.greatest(), 5.0);
    EXPECT_NEAR(series.end(), 100.0, 0.2);
}

TEST(PlotSeries, an_absurdly_late_value_does_not_fill_the_memory) {
    PlotSeries series(0.0, 0.001);
    series.add(0.0, 1.0);
    series.add(1e15, 1.0);

    EXPECT_LE(series.bins().size(), PlotSeries::most_bins);
}

}  // namespace
}  // namespace escapement::app
