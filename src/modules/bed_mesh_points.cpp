// A grid whose spacing is a whole number of hundredths.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_points.hpp"

#include <cmath>

namespace escapement::modules {
namespace {

// A distance of 1/100 mm is as fine as anybody positions a probe.
double rounded_down(double distance) {
    return std::floor(distance * 100.0) / 100.0;
}

// Around a circle the grid is square and has the origin at its middle.
void make_round(MeasuredArea& area, double spacing) {
    const double radius = (area.x_count / 2) * spacing;
    area.min = {-radius, -radius};
    area.max = {radius, radius};
}

}  // namespace

bool BedRegion::holds(const BedPlace& place, double tolerance) const {
    for (std::size_t axis = 0; axis < place.size(); ++axis)
        if (place[axis] < min[axis] - tolerance || place[axis] > max[axis] + tolerance)
            return false;
    return true;
}

std::vector<BedPlace> points_to_measure(const MeasuredArea& wanted) {
    MeasuredArea area = wanted;
    const double x_step = rounded_down((area.max[0] - area.min[0]) / (area.x_count - 1));
    double y_step = rounded_down((area.max[1] - area.min[1]) / (area.y_count - 1));
    if (!(x_step >= 1.0 && y_step >= 1.0)) return {};
    if (area.radius) {
        y_step = x_step;
        make_round(area, x_step);
    }
    const double last_x = area.radius ? area.max[0] : area.min[0] + x_step * (area.x_count - 1);
    std::vector<BedPlace> points;
    for (int row = 0; row < area.y_count; ++row)
        for (int i = 0; i < area.x_count; ++i) {
            const double x = row % 2 == 0 ? area.min[0] + i * x_step : last_x - i * x_step;
            const double y = area.min[1] + row * y_step;
            if (!area.radius)
                points.push_back({x, y});
            else if (std::sqrt(x * x + y * y) <= *area.radius)
                points.push_back({area.origin[0] + x, area.origin[1] + y});
        }
    return points;
}

}  // namespace escapement::modules
