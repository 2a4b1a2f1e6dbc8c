// SVG by hand: a few lines, rounded to hundredths of a millimetre.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

namespace escapement::sim {
namespace {

constexpr float same_layer = 0.005F;  // mm between heights that count as one
constexpr double margin = 4.0;        // mm around the drawing

struct Box {
    double left = 1e9, right = -1e9, low = 1e9, high = -1e9;

    void take(double x, double y) {
        left = std::min(left, x);
        right = std::max(right, x);
        low = std::min(low, y);
        high = std::max(high, y);
    }
    bool empty() const { return left > right; }
};

struct Line {
    TrackPoint from, to;
};

// Lines that laid filament on one level.
std::vector<Line> printed_lines(std::span<const TrackPoint> track) {
    std::vector<Line> lines;
    for (std::size_t i = 1; i < track.size(); ++i)
        if (track[i].extruding && std::abs(track[i].z - track[i - 1].z) < same_layer)
            lines.push_back({track[i - 1], track[i]});
    return lines;
}

struct Numbers {
    double a, b = 0, c = 0, d = 0;
};

std::string format(const char* pattern, Numbers n) {
    char text[512];
    std::snprintf(text, sizeof text, pattern, n.a, n.b, n.c, n.d);
    return text;
}

// Pictures have y growing downwards, printers upwards.
std::string header(const Box& box, const std::string& title) {
    const double width = box.right - box.left + 2 * margin;
    const double height = box.high - box.low + 2 * margin;
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" ";
    out += format("viewBox=\"%.2f %.2f %.2f %.2f\"",
                  {box.left - margin, -box.high - margin, width, height});
    out += format(" width=\"%.0f\" height=\"%.0f\">\n", {900.0, std::ceil(900.0 * height / width)});
    out += "<title>" + title + "</title>\n";
    out += format("<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#14181d\"/>\n",
                  {box.left - margin, -box.high - margin, width, height});
    return out;
}

std::string empty_picture(const std::string& title) {
    Box box;
    box.take(0, 0);
    box.take(100, 20);
    return header(box, title) +
           "<text x=\"50\" y=\"-8\" font-size=\"5\" text-anchor=\"middle\" fill=\"#e8e6e3\">" +
           title + "</text>\n</svg>\n";
}

// Consecutive lines that touch become one stroke.
std::string strokes(const std::vector<Line>& lines) {
    std::string out;
    const TrackPoint* end = nullptr;
    for (const Line& line : lines) {
        if (!end || end->x != line.from.x || end->y != line.from.y)
            out += format("M%.2f %.2f", {line.from.x, -line.from.y});
        out += format("L%.2f %.2f", {line.to.x, -line.to.y});
        end = &line.to;
    }
    return out;
}

struct Span {
    float from, to;
};

// Overlapping stretches of one level become one.
std::vector<Span> merged(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](Span a, Span b) { return a.from < b.from; });
    std::vector<Span> out;
    for (const Span& span : spans)
        if (!out.empty() && span.from <= out.back().to + 0.2F)
            out.back().to = std::max(out.back().to, span.to);
        else
            out.push_back(span);
    return out;
}

int level_of(float z) {
    return static_cast<int>(std::lround(z / 0.01F));
}

}  // namespace

std::vector<float> layer_heights(std::span<const TrackPoint> track) {
    std::map<int, float> levels;
    for (const Line& line : printed_lines(track)) levels.emplace(level_of(line.to.z), line.to.z);
    std::vector<float> heights;
    for (const auto& [level, z] : levels) heights.push_back(z);
    return heights;
}

std::string draw_layer(std::span<const TrackPoint> track, float height, double line_width) {
    std::vector<Line> printed, travelled;
    Box box;
    for (std::size_t i = 1; i < track.size(); ++i) {
        if (std::abs(track[i].z - height) > same_layer) continue;
        if (std::abs(track[i - 1].z - height) > same_layer) continue;
        (track[i].extruding ? printed : travelled).push_back({track[i - 1], track[i]});
        if (!track[i].extruding) continue;
        box.take(track[i - 1].x, track[i - 1].y);
        box.take(track[i].x, track[i].y);
    }
    const auto title = format("Layer at z = %.2f mm", {height});
    if (box.empty()) return empty_picture(title + ": nothing printed");
    std::string out = header(box, title + ", recorded at the step pins");
    out += "<g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n";
    out += format("<path stroke=\"#e0a458\" stroke-width=\"%.3f\" d=\"", {0.85 * line_width}) +
           strokes(printed) + "\"/>\n";
    out += "<path stroke=\"#5fa8d3\" stroke-width=\"0.06\" d=\"" + strokes(travelled) + "\"/>\n";
    return out + "</g>\n</svg>\n";
}

std::string draw_side(std::span<const TrackPoint> track) {
    // Three depths from back to front, each drawn lighter than the one behind it.
    static constexpr const char* shades[] = {"#6b4a20", "#a87636", "#e0a458"};
    const auto lines = printed_lines(track);
    Box box, depth;
    for (const Line& line : lines)
        for (const TrackPoint& p : {line.from, line.to}) {
            box.take(p.x, p.z);
            depth.take(p.y, 0);
        }
    const std::string title = "The print from the front, recorded at the step pins";
    if (box.empty()) return empty_picture("Nothing printed");
    box.low = std::min(box.low, 0.0);
    std::string out = header(box, title) + "<g stroke-linecap=\"butt\" stroke-width=\"0.17\">\n";
    for (int shade = 0; shade < 3; ++shade) {
        const double near_edge = depth.right - (depth.right - depth.left) * shade / 3.0;
        std::map<int, std::vector<Span>> levels;
        for (const Line& line : lines)
            if (std::min(line.from.y, line.to.y) <= near_edge)
                levels[level_of(line.to.z)].push_back(
                    {std::min(line.from.x, line.to.x), std::max(line.from.x, line.to.x)});
        out += std::string("<path stroke=\"") + shades[shade] + "\" d=\"";
        for (const auto& [level, spans] : levels)
            for (const Span& span : merged(spans))
                out += format("M%.2f %.2fH%.2f", {span.from, -level * 0.01, span.to});
        out += "\"/>\n";
    }
    return out + "</g>\n</svg>\n";
}

}  // namespace escapement::sim
