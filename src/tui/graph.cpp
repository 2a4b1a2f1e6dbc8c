// Dots of Braille characters: two by four to a cell.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/graph.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "tui/words.hpp"

namespace escapement::tui {

namespace {

constexpr int axis_width = 5;
constexpr int dots_across = 2, dots_down = 4;

struct Scale {
    double low = 0.0, high = 50.0;
};

// From round numbers to round numbers, so that it does not jump about.
Scale scale_of(const Model& model) {
    double high = 0.0;
    for (const auto& series : model.history.series())
        for (const auto& sample : series.celsius)
            if (sample) high = std::max(high, static_cast<double>(*sample));
    for (const auto& heater : named_heaters(model.known))
        if (heater.heater.target) high = std::max(high, *heater.heater.target);
    constexpr double round = 50.0;
    return {0.0, std::max(round, round * std::ceil((high + 5.0) / round))};
}

void draw_axes(Screen& screen, const Area& area, const Scale& scale) {
    const int bottom = area.y + area.height - 2;
    for (int y = area.y; y <= bottom; ++y)
        screen.put(area.x + axis_width - 1, y, U'│', label_style);
    const int rows = std::max(bottom - area.y, 1);
    const int marks = std::clamp(rows / 3, 1, 5);
    for (int i = 0; i <= marks; ++i) {
        const int y = bottom - rows * i / marks;
        const double value = scale.low + (scale.high - scale.low) * i / marks;
        const auto text = number_text(value, 0);
        screen.write(area.x + axis_width - 2 - columns(text), y, text, label_style);
    }
    const int seconds =
        static_cast<int>((area.width - axis_width) * dots_across * History::period_s);
    screen.put(area.x + axis_width - 1, bottom + 1, U'└', label_style);
    for (int x = area.x + axis_width; x < area.x + area.width; ++x)
        screen.put(x, bottom + 1, U'─', label_style);
    screen.write(area.x + axis_width + 1,
                 bottom + 1,
                 " –" + std::to_string(seconds / 60) + " min ",
                 label_style);
    screen.write(area.x + area.width - 5, bottom + 1, " now ", label_style);
}

// Where a value is, in dots from the top.
int dot_row(double value, const Scale& scale, int rows) {
    const double share = (value - scale.low) / (scale.high - scale.low);
    return std::clamp(static_cast<int>(std::lround((1.0 - share) * (rows - 1))), 0, rows - 1);
}

// Where curves are drawn.
class Plot {
  public:
    Plot(Screen& screen, const Area& area, const Scale& scale)
        : screen_(screen), area_(area), scale_(scale) {}

    void curve(const Series& series, Style style) {
        const int across = area_.width * dots_across, rows = area_.height * dots_down;
        const int count = std::min(static_cast<int>(series.celsius.size()), across);
        constexpr int none = -1;
        int last = none;
        for (int i = 0; i < count; ++i) {
            const auto& sample =
                series.celsius[series.celsius.size() - static_cast<std::size_t>(count - i)];
            if (!sample) {
                last = none;
                continue;
            }
            const int row = dot_row(static_cast<double>(*sample), scale_, rows);
            const int from = last == none ? row : last;
            for (int y = std::min(from, row); y <= std::max(from, row); ++y)
                dot(across - count + i, y, style);
            last = row;
        }
    }
    void target(double celsius, Style style) {
        const int row = area_.y + dot_row(celsius, scale_, area_.height * dots_down) / dots_down;
        for (int x = area_.x; x < area_.x + area_.width; x += 2)
            if (screen_.at(x, row).glyph == U' ') screen_.put(x, row, U'·', style);
    }

  private:
    void dot(int x, int y, Style style) {
        constexpr std::array<std::array<int, dots_down>, dots_across> bits{
            {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}};
        const int column = area_.x + x / dots_across, row = area_.y + y / dots_down;
        if (column >= area_.x + area_.width || row >= area_.y + area_.height) return;
        const char32_t before = screen_.at(column, row).glyph;
        const char32_t dots = before >= 0x2800 && before < 0x2900 ? before : 0x2800;
        const int bit = bits[static_cast<std::size_t>(x % dots_across)]
                            [static_cast<std::size_t>(y % dots_down)];
        screen_.put(column, row, dots | static_cast<char32_t>(bit), style);
    }

    Screen& screen_;
    Area area_;
    Scale scale_;
};

}  // namespace

void draw_graph(Screen& screen, const Area& area, const Model& model) {
    if (area.width < axis_width + 8 || area.height < 4) return;
    const auto scale = scale_of(model);
    draw_axes(screen, area, scale);
    const Area inside{area.x + axis_width, area.y, area.width - axis_width, area.height - 1};
    Plot plot(screen, inside, scale);
    const auto heaters = named_heaters(model.known);
    for (std::size_t i = 0; i < heaters.size(); ++i) {
        const Style style{heater_color(i), false, false, false};
        if (const auto* series = model.history.find(heaters[i].name)) plot.curve(*series, style);
    }
    for (std::size_t i = 0; i < heaters.size(); ++i)
        if (heaters[i].heater.target && *heaters[i].heater.target > 0.0)
            plot.target(*heaters[i].heater.target, {heater_color(i), false, true, false});
}

}  // namespace escapement::tui
