// Interpolation over the grid, and between its computed points.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sums and products are in the order in which Klipper has them: heights decide where moves are
// split, and so a last bit may decide a step.
#include "modules/mesh_surface.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>

namespace escapement::modules {
namespace {

constexpr double most_points = 1e6;

double blend(double share, double from, double to) {
    return (1.0 - share) * from + share * to;
}

// The polynomial through (places[i], values[i]), at `place`.
double lagrange(const std::vector<double>& places,
                const std::vector<double>& values,
                double place) {
    double total = 0.0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        double above = 1.0, below = 1.0;
        for (std::size_t j = 0; j < places.size(); ++j) {
            if (j == i) continue;
            above *= place - places[j];
            below *= places[i] - places[j];
        }
        total += values[i] * above / below;
    }
    return total;
}

// A cardinal spline through the values, `share` of the way from number `index` to the next; the
// first and last count twice.
double spline(const std::vector<double>& values, int index, double share, double tension) {
    const int last = static_cast<int>(values.size()) - 1;
    const auto value = [&](int i) {
        return values[static_cast<std::size_t>(std::clamp(i, 0, last))];
    };
    const double square = share * share, cube = square * share;
    const double slope = tension * (value(index + 1) - value(index - 1));
    const double next_slope = tension * (value(index + 2) - value(index));
    const double a = value(index) * (2 * cube - 3 * square + 1);
    const double b = value(index + 1) * (-2 * cube + 3 * square);
    const double c = slope * (cube - 2 * square + share);
    const double d = next_slope * (cube - square);
    return a + b + c + d;
}

bool has_form(const MeshMatrix& matrix, int columns, int rows) {
    return matrix.size() == static_cast<std::size_t>(rows) &&
           std::all_of(matrix.begin(), matrix.end(), [&](const auto& row) {
               return row.size() == static_cast<std::size_t>(columns);
           });
}

double computed_count(int measured, int between) {
    return (measured - 1.0) * between + measured;
}

std::string complaint_about_numbers(const MeshShape& shape) {
    const int least = shape.algo == "bicubic" ? 3 : 2;
    if (shape.algo != "lagrange" && shape.algo != "bicubic" && shape.algo != "direct")
        return "algo must be lagrange, bicubic or direct (is " + shape.algo + ")";
    if (shape.x_count < least || shape.y_count < least)
        return "x_count and y_count must be at least " + std::to_string(least);
    if (shape.mesh_x_pps < 0 || shape.mesh_y_pps < 0)
        return "mesh_x_pps and mesh_y_pps must be at least 0";
    if (shape.algo == "direct" && (shape.mesh_x_pps != 0 || shape.mesh_y_pps != 0))
        return "with algo direct, mesh_x_pps and mesh_y_pps must be 0";
    if (!(shape.min_x < shape.max_x && shape.min_y < shape.max_y))
        return "max_x and max_y must be above min_x and min_y";
    if (computed_count(shape.x_count, shape.mesh_x_pps) *
            computed_count(shape.y_count, shape.mesh_y_pps) >
        most_points)
        return "x_count, y_count, mesh_x_pps and mesh_y_pps make more than a million points";
    return {};
}

}  // namespace

std::string MeshSurface::complaint(const MeshShape& shape, const MeshMatrix& measured) {
    if (auto what = complaint_about_numbers(shape); !what.empty()) return what;
    if (has_form(measured, shape.x_count, shape.y_count)) return {};
    return "points must be " + std::to_string(shape.y_count) + " lines (y_count) of " +
           std::to_string(shape.x_count) + " numbers (x_count)";
}

MeshSurface::MeshSurface(const MeshShape& shape, MeshMatrix measured)
    : shape_(shape),
      measured_(std::move(measured)),
      x_(axis(shape.min_x, shape.max_x, shape.x_count, shape.mesh_x_pps)),
      y_(axis(shape.min_y, shape.max_y, shape.y_count, shape.mesh_y_pps)) {
    computed_.assign(static_cast<std::size_t>(y_.count),
                     std::vector<double>(static_cast<std::size_t>(x_.count)));
    compute_rows();
    compute_columns();
}

MeshSurface::Axis MeshSurface::axis(double min, double max, int measured, int between) {
    const int count = static_cast<int>(computed_count(measured, between));
    return {.min = min, .spacing = (max - min) / (count - 1), .step = between + 1, .count = count};
}

double MeshSurface::between(const Axis& axis, const std::vector<double>& known, int index) const {
    if (index % axis.step == 0) return known[static_cast<std::size_t>(index / axis.step)];
    if (shape_.algo == "bicubic") {
        const int before = index / axis.step;
        const double share = (index - before * axis.step) / static_cast<double>(axis.step);
        return spline(known, before, share, shape_.tension);
    }
    std::vector<double> places(known.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = axis.at(static_cast<int>(i) * axis.step);
    return lagrange(places, known, axis.at(index));
}

void MeshSurface::compute_rows() {
    for (std::size_t row = 0; row < measured_.size(); ++row) {
        auto& computed = computed_[row * static_cast<std::size_t>(y_.step)];
        for (int i = 0; i < x_.count; ++i)
            computed[static_cast<std::size_t>(i)] = between(x_, measured_[row], i);
    }
}

void MeshSurface::compute_columns() {
    std::vector<double> known(measured_.size());
    for (std::size_t column = 0; column < computed_.front().size(); ++column) {
        for (std::size_t row = 0; row < known.size(); ++row)
            known[row] = computed_[row * static_cast<std::size_t>(y_.step)][column];
        for (int i = 0; i < y_.count; ++i)
            computed_[static_cast<std::size_t>(i)][column] = between(y_, known, i);
    }
}

MeshSurface::Axis::Place MeshSurface::Axis::find(double coordinate) const {
    const double whole = std::floor((coordinate - min) / spacing);
    const int index = static_cast<int>(std::clamp(whole, 0.0, count - 2.0));
    return {index, std::clamp((coordinate - at(index)) / spacing, 0.0, 1.0)};
}

double MeshSurface::height(double x, double y) const {
    const auto at_x = x_.find(x + offset_x_), at_y = y_.find(y + offset_y_);
    const auto column = static_cast<std::size_t>(at_x.index);
    const auto& row = computed_[static_cast<std::size_t>(at_y.index)];
    const auto& next_row = computed_[static_cast<std::size_t>(at_y.index) + 1];
    return blend(at_y.share,
                 blend(at_x.share, row[column], row[column + 1]),
                 blend(at_x.share, next_row[column], next_row[column + 1]));
}

double MeshSurface::lowest() const {
    double least = computed_[0][0];
    for (const auto& row : computed_) least = std::min(least, *std::ranges::min_element(row));
    return least;
}

double MeshSurface::highest() const {
    double most = computed_[0][0];
    for (const auto& row : computed_) most = std::max(most, *std::ranges::max_element(row));
    return most;
}

double MeshSurface::average() const {
    double sum = 0.0;
    for (const auto& row : computed_) sum += std::accumulate(row.begin(), row.end(), 0.0);
    char text[400];
    std::snprintf(text, sizeof text, "%.2f", sum / (static_cast<double>(x_.count) * y_.count));
    return std::strtod(text, nullptr);
}

}  // namespace escapement::modules
