// Where spheres and circles meet: from stepper positions back to the nozzle.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/curved_kinematics.hpp"

namespace escapement::motion {

namespace {

using Space = std::array<double, 3>;

double inner(const Space& a, const Space& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Space outer(const Space& a, const Space& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

// a + factor * b
Space along(const Space& a, double factor, const Space& b) {
    return {a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]};
}

Point point_of_space(const Space& p) {
    return {Length{p[0]}, Length{p[1]}, Length{p[2]}};
}

}  // namespace

// Seen from the first centre, with b and c the other two: a point p on all spheres has
//
//     p b = (r1^2 - r2^2 + b^2) / 2,    p c = (r1^2 - r3^2 + c^2) / 2
//
// Its part in the plane of the centres follows from these two, the rest is upright to the plane.
std::optional<Point> meeting_point(const std::array<Sphere, 3>& spheres) {
    const auto& [first, second, third] = spheres;
    const Space b = along(second.centre, -1.0, first.centre);
    const Space c = along(third.centre, -1.0, first.centre);
    const Space normal = outer(b, c);
    const double n2 = inner(normal, normal);
    if (!(n2 > 0.0)) return std::nullopt;
    const double pb = 0.5 * (first.radius2 - second.radius2 + inner(b, b));
    const double pc = 0.5 * (first.radius2 - third.radius2 + inner(c, c));
    const Space in_plane = along(along({}, pb / n2, outer(c, normal)), pc / n2, outer(normal, b));
    const double left2 = first.radius2 - inner(in_plane, in_plane);
    if (!(left2 >= 0.0)) return std::nullopt;
    const Space p = along(in_plane, -std::sqrt(left2 / n2), normal);
    return point_of_space(along(first.centre, 1.0, p));
}

std::optional<Point> delta_nozzle(const std::array<DeltaTower, 3>& towers,
                                  const std::array<double, 3>& carriages) {
    std::array<Sphere, 3> spheres;
    for (std::size_t i = 0; i < 3; ++i)
        spheres[i] = {{towers[i].x, towers[i].y, carriages[i]}, towers[i].arm2};
    return meeting_point(spheres);
}

std::optional<Point> rotary_nozzle(const std::array<RotaryArm, 3>& arms,
                                   const std::array<double, 3>& angles) {
    std::array<Sphere, 3> spheres;
    for (std::size_t i = 0; i < 3; ++i) {
        const RotaryArm& arm = arms[i];
        const double upper = std::sqrt(arm.upper2);
        const double out = arm.shoulder_radius + upper * std::cos(angles[i]);
        const double up = arm.shoulder_height + upper * std::sin(angles[i]);
        spheres[i] = {{out * arm.cosine, out * arm.sine, up}, arm.lower2};
    }
    return meeting_point(spheres);
}

std::optional<Point> winch_nozzle(const std::array<WinchCable, 3>& cables,
                                  const std::array<double, 3>& lengths) {
    std::array<Sphere, 3> spheres;
    for (std::size_t i = 0; i < 3; ++i)
        spheres[i] = {{cables[i].x, cables[i].y, cables[i].z}, lengths[i] * lengths[i]};
    return meeting_point(spheres);
}

Point polar_nozzle(double bed, double arm, double z) {
    return {Length{std::cos(bed) * arm}, Length{std::sin(bed) * arm}, Length{z}};
}

// Seen from the first carriage, towards the second: how far along, and how far below that line.
std::optional<PlanePoint> deltesian_nozzle(const std::array<DeltesianTower, 2>& towers,
                                           const std::array<double, 2>& carriages) {
    const double dx = towers[1].x - towers[0].x, dz = carriages[1] - carriages[0];
    const double distance2 = dx * dx + dz * dz;
    const double share = 0.5 * (1.0 + (towers[0].arm2 - towers[1].arm2) / distance2);
    const double below2 = towers[0].arm2 / distance2 - share * share;
    if (!(below2 >= 0.0)) return std::nullopt;
    const double below = std::sqrt(below2);
    return PlanePoint{towers[0].x + share * dx + below * dz,
                      carriages[0] + share * dz - below * dx};
}

}  // namespace escapement::motion
