// Charts one below the other, over the same time, as an SVG picture.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "escapement/plot_series.hpp"

namespace escapement::app {

struct ChartLine {
    std::string name;
    const PlotSeries* series;
    std::size_t colour = 0;  // by number
    bool faint = false;      // broad and pale: what another line is to be compared with
};

struct Chart {
    std::string title;  // with the unit: "Speed, mm/s"
    std::vector<ChartLine> lines;
};

// Readable on light and on dark ground: there is none of its own.
std::string draw_charts(const std::string& title, const std::vector<Chart>& charts);

// Round numbers, about `wanted` of them, that cover what lies between.
std::vector<double> axis_ticks(double least, double greatest, int wanted);

}  // namespace escapement::app
