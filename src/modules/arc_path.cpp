// The angle of an arc, its length, and points along it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The numbers must be those that printers of this kind have always used, to the last bit where
// that is possible: slicers' users compare, and so do our tests.
#include "modules/arc_path.hpp"

#include <cmath>
#include <numbers>

namespace escapement::modules {
namespace {

constexpr double full_turn = 2.0 * std::numbers::pi;

// From the start to the end as seen from the centre: 0 to a full turn, or a full turn less
// where it goes clockwise.
double turning(const Arc& arc) {
    const auto& [first, second, climb] = arc.plane;
    const double start_p = -arc.centre[0], start_q = -arc.centre[1];
    const double end_p = arc.to[first] - (arc.from[first] - start_p);
    const double end_q = arc.to[second] - (arc.from[second] - start_q);
    double angle = std::atan2(start_p * end_q - start_q * end_p, start_p * end_p + start_q * end_q);
    if (angle < 0.0) angle += full_turn;
    if (arc.clockwise) angle -= full_turn;
    const bool ends_at_start =
        arc.from[first] == arc.to[first] && arc.from[second] == arc.to[second];
    return angle == 0.0 && ends_at_start ? full_turn : angle;
}

}  // namespace

ArcPath::ArcPath(const Arc& arc, double resolution)
    : arc_(arc), angle_(turning(arc)), climb_(arc.to[arc.plane.climb] - arc.from[arc.plane.climb]) {
    const double whole = std::floor(travel() / resolution);
    strokes_ = whole < 1.0 ? 1.0 : whole;
}

double ArcPath::travel() const {
    const double along = std::hypot(arc_.centre[0], arc_.centre[1]) * angle_;
    return climb_ != 0.0 ? std::hypot(along, climb_) : std::abs(along);
}

std::array<double, 3> ArcPath::point(double number) const {
    if (number == strokes_) return arc_.to;
    const auto& [first, second, climb] = arc_.plane;
    const double angle = number * (angle_ / strokes_);
    const double cosine = std::cos(angle), sine = std::sin(angle);
    const auto& [p, q] = arc_.centre;
    std::array<double, 3> point{};
    point[first] = arc_.from[first] + p + (-p * cosine + q * sine);
    point[second] = arc_.from[second] + q + (-p * sine - q * cosine);
    point[climb] = arc_.from[climb] + number * (climb_ / strokes_);
    return point;
}

}  // namespace escapement::modules
