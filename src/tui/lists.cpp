// Rows of a table, the chosen one always among them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/lists.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "tui/words.hpp"

namespace escapement::tui {

namespace {

constexpr int size_width = 10;
constexpr int time_width = 12;

void draw_file(Screen& screen, const Area& row, const client::File& file, bool chosen) {
    const Style style{Color::usual, chosen, false, chosen};
    screen.fill(row, U' ', style);
    const bool times = row.width > 50 && file.estimate_s;
    int right = row.x + row.width - size_width;
    if (row.width > 24) screen.write(right, row.y, Line{{size_text(file.size), style}}, size_width);
    if (times)
        screen.write(
            right -= time_width, row.y, Line{{duration_text(file.estimate_s), style}}, time_width);
    const int width = std::max((row.width > 24 ? right - row.x : row.width) - 2, 0);
    screen.write(row.x + 1, row.y, Line{{shortened(file.name, width), style}}, width);
}

std::string why_no_files(const Model& model) {
    if (!model.known.abilities.files) return "this printer has no files";
    if (const auto why = list_refusal(model); !model.known.files && !why.empty())
        return std::string(why);
    if (!model.known.files) return "not read yet; r reads them";
    return model.known.files->empty() ? "there are none"
                                      : "none has \"" + model.filter + "\" in it";
}

Color height_color(double share) {
    constexpr std::array colors{Color::blue, Color::cyan, Color::green, Color::yellow, Color::red};
    const auto place = std::lround(std::clamp(share, 0.0, 1.0) * (colors.size() - 1));
    return colors[static_cast<std::size_t>(place)];
}

struct Heights {
    double low = 1e9, high = -1e9;
};

Heights heights_of(const client::Mesh& mesh) {
    Heights heights;
    for (const auto& row : mesh.rows)
        for (const double z : row) {
            heights.low = std::min(heights.low, z);
            heights.high = std::max(heights.high, z);
        }
    return heights;
}

void draw_mesh_row(Screen& screen,
                   const Area& area,
                   const std::vector<double>& row,
                   const Heights& heights) {
    const int count = static_cast<int>(row.size());
    const int width = std::clamp(area.width / std::max(count, 1), 1, 9);
    const double span = std::max(heights.high - heights.low, 1e-6);
    for (int i = 0; i < count; ++i) {
        const double z = row[static_cast<std::size_t>(i)];
        const Style style{height_color((z - heights.low) / span), false, false, width < 7};
        auto text = width >= 7 ? (z < 0.0 ? "" : " ") + number_text(z, 3) : std::string();
        text.resize(std::max(text.size(), static_cast<std::size_t>(width)), ' ');
        screen.write(area.x + i * width, area.y, Line{{text, style}}, width);
    }
}

}  // namespace

void draw_files(Screen& screen, const Area& area, const Model& model) {
    const auto files = shown_files(model);
    Area rest = area;
    if (!model.filter.empty() && rest.height > 2) {
        screen.write(rest.x, rest.y++, Line{{"filter: " + model.filter, label_style}}, rest.width);
        --rest.height;
    }
    if (const auto left_out = model.known.files_left_out; left_out > 0 && rest.height > 2) {
        const auto text = std::to_string(model.known.files->size()) + " files; " +
                          std::to_string(left_out) + " more are left out";
        screen.write(
            rest.x, rest.y++, Line{{text, {Color::yellow, true, false, false}}}, rest.width);
        --rest.height;
    }
    if (files.empty()) {
        screen.write(rest.x, rest.y, Line{{why_no_files(model), label_style}}, rest.width);
        return;
    }
    const auto rows = static_cast<std::size_t>(std::max(rest.height, 1));
    const auto first = model.file < rows ? 0 : model.file - rows + 1;
    for (std::size_t i = first; i < std::min(files.size(), first + rows); ++i)
        draw_file(screen,
                  {rest.x, rest.y + static_cast<int>(i - first), rest.width, 1},
                  files[i],
                  i == model.file);
}

void draw_mesh(Screen& screen, const Area& area, const Model& model) {
    if (!model.known.mesh || model.known.mesh->rows.empty()) {
        screen.write(area.x, area.y, Line{{"no mesh is in use", label_style}}, area.width);
        return;
    }
    const auto& mesh = *model.known.mesh;
    const auto heights = heights_of(mesh);
    const auto heading = mesh.name + ": " + number_text(heights.low, 3) + " to " +
                         number_text(heights.high, 3) + " mm, front at the bottom";
    screen.write(area.x, area.y, Line{{heading, {}}}, area.width);
    int y = area.y + 2;
    for (auto row = mesh.rows.rbegin(); row != mesh.rows.rend() && y < area.y + area.height; ++row)
        draw_mesh_row(screen, {area.x, y++, area.width, 1}, *row, heights);
}

}  // namespace escapement::tui
