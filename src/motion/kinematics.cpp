// Linear kinematics the other way round: three stepper positions give back the nozzle.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/kinematics.hpp"

namespace escapement::motion {

namespace {

using Vector = std::array<double, 3>;

double dot(const Vector& a, const Vector& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vector cross(const Vector& a, const Vector& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

}  // namespace

// Cramer's rule: the columns of the inverse are cross products of two rows.
std::optional<Point> Linear::nozzle(const std::array<Length, steppers>& positions) const {
    const Vector bc = cross(blend[1], blend[2]);
    const Vector ca = cross(blend[2], blend[0]);
    const Vector ab = cross(blend[0], blend[1]);
    const double determinant = dot(blend[0], bc);
    if (determinant == 0.0) return std::nullopt;
    const auto coordinate = [&](std::size_t i) {
        return (bc[i] * positions[0] + ca[i] * positions[1] + ab[i] * positions[2]) / determinant;
    };
    return Point{coordinate(0), coordinate(1), coordinate(2)};
}

}  // namespace escapement::motion
