// Linear kinematics the other way round: stepper positions give back the nozzle.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/kinematics.hpp"

#include <cmath>

namespace escapement::motion {

namespace {

using Vector = std::array<double, 3>;

double dot(const Vector& a, const Vector& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vector cross(const Vector& a, const Vector& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

// Blends this near to being dependent, as the squared volume of their unit vectors, are a slip.
constexpr double dependent = 1e-9;

Length coordinate(Point point, std::size_t axis) {
    return axis == 0 ? point.x : axis == 1 ? point.y : point.z;
}

// The normal equations of least squares: `rows` times the point is `sides`.
struct NormalEquations {
    std::array<Vector, 3> rows{};
    std::array<Length, 3> sides{};

    void add(const BlendReading& reading) {
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j) rows[i][j] += reading.blend[i] * reading.blend[j];
            sides[i] += reading.blend[i] * reading.position;
        }
    }
    bool solvable() const {
        const double sizes = rows[0][0] * rows[1][1] * rows[2][2];
        const double volume = dot(rows[0], cross(rows[1], rows[2]));
        return std::isfinite(volume) && volume > dependent * sizes;
    }
};

}  // namespace

// Three steppers are solved as they are; that keeps what is exact exact.
std::optional<Point> fit_point(std::span<const BlendReading> readings, Point otherwise) {
    NormalEquations normal;
    for (const BlendReading& reading : readings) normal.add(reading);
    bool tells_all = true;
    for (std::size_t i = 0; i < 3; ++i) {
        if (normal.rows[i][i] != 0.0) continue;
        tells_all = false;
        normal.rows[i][i] = 1.0;
        normal.sides[i] = coordinate(otherwise, i);
    }
    if (!normal.solvable()) return std::nullopt;
    if (!tells_all || readings.size() != 3) return Linear{normal.rows}.nozzle(normal.sides);
    return Linear{{readings[0].blend, readings[1].blend, readings[2].blend}}.nozzle(
        {readings[0].position, readings[1].position, readings[2].position});
}

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
