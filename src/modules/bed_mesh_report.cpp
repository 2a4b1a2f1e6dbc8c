// Writing down meshes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace escapement::modules {
namespace {

double to_six_places(double number) {
    char text[400];
    std::snprintf(text, sizeof text, "%.6f", number);
    return std::strtod(text, nullptr);
}

// Each number behind `separator`, the first one too.
std::string row_text(const std::vector<double>& row, const char* separator) {
    std::string text;
    for (const double height : row) text += separator + fmt::format("{:.6f}", height);
    return text;
}

}  // namespace

base::Value rounded(const MeshMatrix& matrix) {
    base::Value::List rows;
    for (const auto& row : matrix) {
        base::Value::List list;
        for (const double height : row) list.emplace_back(to_six_places(height));
        rows.emplace_back(std::move(list));
    }
    return rows;
}

base::Value profile_value(const MeshShape& shape, const MeshMatrix& points) {
    base::Value parameters;
    parameters["min_x"] = shape.min_x;
    parameters["max_x"] = shape.max_x;
    parameters["min_y"] = shape.min_y;
    parameters["max_y"] = shape.max_y;
    parameters["x_count"] = shape.x_count;
    parameters["y_count"] = shape.y_count;
    parameters["mesh_x_pps"] = shape.mesh_x_pps;
    parameters["mesh_y_pps"] = shape.mesh_y_pps;
    parameters["algo"] = shape.algo;
    parameters["tension"] = shape.tension;
    base::Value value;
    value["points"] = rounded(points);
    value["mesh_params"] = std::move(parameters);
    return value;
}

std::string measured_text(const MeshSurface& surface) {
    std::string text = "Mesh Leveling Probed Z positions:\n";
    for (const auto& row : surface.measured()) text += row_text(row, " ") + "\n";
    return text;
}

std::string computed_text(const MeshSurface& surface, double search_height) {
    const MeshMatrix& rows = surface.computed();
    std::string text = fmt::format(
        "Mesh X,Y: {},{}\nSearch Height: {:.0f}\nMesh Offsets: X={:.4f}, Y={:.4f}\n"
        "Mesh Average: {:.2f}\nMesh Range: min={:.4f} max={:.4f}\n"
        "Interpolation Algorithm: {}\nMeasured points:\n",
        rows.front().size(),
        rows.size(),
        std::trunc(search_height),
        surface.offset_x(),
        surface.offset_y(),
        surface.average(),
        surface.lowest(),
        surface.highest(),
        surface.shape().algo);
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) text += row_text(*row, "  ") + "\n";
    return text;
}

std::vector<std::pair<std::string, std::string>> saved_profile(const MeshSurface& surface) {
    const MeshShape& shape = surface.shape();
    std::string points;
    for (const auto& row : surface.measured()) points += "\n" + row_text(row, ", ").substr(2);
    const auto text = [](const auto& value) { return fmt::format("{}", value); };
    return {{"version", "1"},
            {"points", points},
            {"min_x", text(shape.min_x)},
            {"max_x", text(shape.max_x)},
            {"min_y", text(shape.min_y)},
            {"max_y", text(shape.max_y)},
            {"x_count", text(shape.x_count)},
            {"y_count", text(shape.y_count)},
            {"mesh_x_pps", text(shape.mesh_x_pps)},
            {"mesh_y_pps", text(shape.mesh_y_pps)},
            {"algo", text(shape.algo)},
            {"tension", text(shape.tension)}};
}

}  // namespace escapement::modules
