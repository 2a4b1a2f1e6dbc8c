// Drawing charts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace escapement::app {
namespace {

// In pixels.
constexpr double picture_width = 1200, left = 80, right = 190, top = 46, bottom = 50;
constexpr double chart_height = 180, chart_gap = 44;

// Of about the same lightness, in the middle, and told apart by most eyes.
constexpr const char* colours[] = {
    "#3b82c4", "#d9722b", "#2f9e62", "#b455b6", "#b3921c", "#c94f5d"};

// From values to pixels.
struct Scale {
    double from, to, pixel_from, pixel_to;
    double operator()(double value) const {
        return pixel_from + (value - from) / (to - from) * (pixel_to - pixel_from);
    }
};

struct Range {
    double begin, end;
};

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else
            out += c;
    }
    return out;
}

std::string stroke_of(const ChartLine& line) {
    return fmt::format("stroke=\"{}\"{}",
                       colours[line.colour % std::size(colours)],
                       line.faint ? " style=\"stroke-width:5;stroke-opacity:.4\"" : "");
}

std::string number_text(double number) {
    return fmt::format("{:g}", std::abs(number) < 1e-12 ? 0.0 : number);
}

// A bin whose values differ is a stroke from the least to the greatest.
std::string polyline(const ChartLine& line, const Scale& x, const Scale& y) {
    std::string points;
    const PlotSeries& series = *line.series;
    for (std::size_t i = 0; i < series.bins().size(); ++i) {
        const auto& bin = series.bins()[i];
        if (!bin.used) continue;
        const double at = x(series.begin() + (static_cast<double>(i) + 0.5) * series.bin());
        points += fmt::format("{:.1f},{:.1f} ", at, y(bin.least));
        if (bin.greatest != bin.least) points += fmt::format("{:.1f},{:.1f} ", at, y(bin.greatest));
    }
    return fmt::format("<polyline points=\"{}\" {}/>\n", points, stroke_of(line));
}

std::string grid(const Scale& x, const Scale& y, const std::vector<double>& x_ticks) {
    std::string out;
    for (const double tick : axis_ticks(y.from, y.to, 5))
        out += fmt::format(
            "<path class=\"g\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>"
            "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n",
            x.pixel_from,
            y(tick),
            x.pixel_to,
            x.pixel_from - 8,
            y(tick) + 4,
            number_text(tick));
    for (const double tick : x_ticks)
        out += fmt::format(
            "<path class=\"g\" d=\"M{:.1f} {:.1f}V{:.1f}\"/>\n", x(tick), y.pixel_to, y.pixel_from);
    return out;
}

std::string legend(const Chart& chart, double y) {
    std::string out;
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
        const double at = y + 10 + 19.0 * static_cast<double>(i);
        out += fmt::format(
            "<path d=\"M{:.1f} {:.1f}h22\" {}/>"
            "<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
            picture_width - right + 14,
            at,
            stroke_of(chart.lines[i]),
            picture_width - right + 44,
            at + 4,
            escaped(chart.lines[i].name));
    }
    return out;
}

// A chart of nothing but zeros still has a height.
Scale value_scale(const Chart& chart, double y) {
    double least = 0.0, greatest = 0.0;
    for (const ChartLine& line : chart.lines) {
        least = std::min(least, line.series->least());
        greatest = std::max(greatest, line.series->greatest());
    }
    if (least == greatest) greatest = least + 1.0;
    const double margin = 0.05 * (greatest - least);
    return {.from = least < 0.0 ? least - margin : 0.0,
            .to = greatest > 0.0 ? greatest + margin : 0.0,
            .pixel_from = y + chart_height,
            .pixel_to = y};
}

std::string draw_chart(const Chart& chart, const Scale& x, double y) {
    const Scale values = value_scale(chart, y);
    std::string out = fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"t\">{}</text>\n",
                                  left,
                                  y - 9,
                                  escaped(chart.title));
    out += grid(x, values, axis_ticks(x.from, x.to, 10));
    for (const ChartLine& line : chart.lines) out += polyline(line, x, values);
    return out + legend(chart, y);
}

Range time_range(const std::vector<Chart>& charts) {
    Range range{0.0, 0.0};
    bool first = true;
    for (const Chart& chart : charts)
        for (const ChartLine& line : chart.lines) {
            if (line.series->bins().empty()) continue;
            range.begin =
                first ? line.series->begin() : std::min(range.begin, line.series->begin());
            range.end = first ? line.series->end() : std::max(range.end, line.series->end());
            first = false;
        }
    if (range.end <= range.begin) range.end = range.begin + 1.0;
    return range;
}

std::string time_axis(const Scale& x, double y) {
    std::string out;
    for (const double tick : axis_ticks(x.from, x.to, 10))
        out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n",
                           x(tick),
                           y + 18,
                           number_text(tick));
    return out +
           fmt::format(
               "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">print time, s</text>\n",
               0.5 * (x.pixel_from + x.pixel_to),
               y + 38);
}

}  // namespace

std::vector<double> axis_ticks(double least, double greatest, int wanted) {
    const double rough = (greatest - least) / wanted;
    if (!(rough > 0.0) || !std::isfinite(rough)) return {};
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double lead = rough / power;
    const double step = power * (lead < 1.5 ? 1.0 : lead < 3.5 ? 2.0 : lead < 7.5 ? 5.0 : 10.0);
    std::vector<double> ticks;
    for (double tick = std::ceil(least / step); tick * step <= greatest; tick += 1.0)
        ticks.push_back(tick * step);
    return ticks;
}

std::string draw_charts(const std::string& title, const std::vector<Chart>& charts) {
    const Range range = time_range(charts);
    const Scale x{.from = range.begin,
                  .to = range.end,
                  .pixel_from = left,
                  .pixel_to = picture_width - right};
    std::string body;
    double y = top + chart_gap;
    for (const Chart& chart : charts) {
        body += draw_chart(chart, x, y);
        y += chart_height + chart_gap;
    }
    const double below = y - chart_gap;
    const double height = below + bottom;
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
               "width=\"{0:.0f}\" height=\"{1:.0f}\">\n"
               "<style>text{{font:13px sans-serif;fill:#808080}}.t{{font-weight:bold}}"
               ".g{{stroke:#808080;stroke-opacity:.28;stroke-width:1}}"
               "path,polyline{{fill:none;stroke-width:1.5}}polyline{{stroke-linejoin:round}}</"
               "style>\n"
               "<text x=\"{2:.0f}\" y=\"{3:.0f}\" style=\"font-size:17px\">{4}</text>\n",
               picture_width,
               height,
               left,
               top - 14,
               escaped(title)) +
           body + time_axis(x, below) + "</svg>\n";
}

}  // namespace escapement::app
