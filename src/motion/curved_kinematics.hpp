// Where the steppers stand on machines with arms, towers, a turning bed or cables; and back.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Formulas for CurvedPath: each is written once for doubles, long doubles and Taylor models.
#pragma once

#include <array>
#include <cmath>
#include <optional>

#include "motion/position.hpp"
#include "motion/stretch.hpp"
#include "motion/taylor_model.hpp"

namespace escapement::motion {

// A carriage on an upright tower, with an arm down to the nozzle.
struct DeltaTower {
    static constexpr AxisMask axes = every_axis;
    static constexpr bool turns = false;
    double arm2;  // its length squared
    double x, y;  // the tower

    template <class Number>
    Number position(const Number& nozzle_x, const Number& nozzle_y, const Number& nozzle_z) const {
        return root(arm2 - square(nozzle_x - x) - square(nozzle_y - y)) + nozzle_z;
    }
};

// The same with the arm in the plane of x and z.
struct DeltesianTower {
    static constexpr AxisMask axes{true, false, true};
    static constexpr bool turns = false;
    double arm2;
    double x;

    template <class Number>
    Number position(const Number& nozzle_x, const Number&, const Number& nozzle_z) const {
        return root(arm2 - square(nozzle_x - x)) + nozzle_z;
    }
};

// The arm over a turning bed.
struct PolarArm {
    static constexpr AxisMask axes{true, true, false};
    static constexpr bool turns = false;

    template <class Number>
    Number position(const Number& x, const Number& y, const Number&) const {
        return root(square(x) + square(y));
    }
};

// The bed below it, in radians.
struct PolarBed {
    static constexpr AxisMask axes{true, true, false};
    static constexpr bool turns = true;

    template <class Number>
    Number position(const Number& x, const Number& y, const Number&) const {
        return angle(y, x);
    }
};

// A motor at a shoulder that swings an upper arm; a lower arm leads from the elbow to the nozzle.
// The position is the angle of the upper arm above level, in radians.
//
// In the plane in which the elbow moves, at (u, w) from the shoulder, the nozzle is at (x, y), and
// `beside` away from the plane.  From u^2 + w^2 = upper^2 and the lower arm's length follows
// u x + w y = k; the elbow is the outer one of two points.
struct RotaryArm {
    static constexpr AxisMask axes = every_axis;
    static constexpr bool turns = false;
    double cosine, sine;  // of the direction in which the shoulder lies
    double shoulder_radius, shoulder_height;
    double upper2, lower2;  // lengths of the arms, squared

    template <class Number>
    Number position(const Number& nozzle_x, const Number& nozzle_y, const Number& nozzle_z) const {
        const Number beside = cosine * nozzle_y - sine * nozzle_x;
        const Number x = cosine * nozzle_x + sine * nozzle_y - shoulder_radius;
        const Number y = nozzle_z - shoulder_height;
        const Number distance2 = square(x) + square(y);
        const Number k = 0.5 * (distance2 + square(beside) + (upper2 - lower2));
        const Number h = root(upper2 * distance2 - square(k));
        return angle(k * y + h * x, k * x - h * y);
    }
};

// A cable from an anchor.
struct WinchCable {
    static constexpr AxisMask axes = every_axis;
    static constexpr bool turns = false;
    double x, y, z;

    template <class Number>
    Number position(const Number& nozzle_x, const Number& nozzle_y, const Number& nozzle_z) const {
        return root(square(nozzle_x - x) + square(nozzle_y - y) + square(nozzle_z - z));
    }
};

struct Sphere {
    std::array<double, 3> centre;
    double radius2;
};
// The lower one of the two points that three spheres have in common, seen so that the centres go
// round counterclockwise; empty if they do not meet.
std::optional<Point> meeting_point(const std::array<Sphere, 3>& spheres);

std::optional<Point> delta_nozzle(const std::array<DeltaTower, 3>& towers,
                                  const std::array<double, 3>& carriages);
std::optional<Point> rotary_nozzle(const std::array<RotaryArm, 3>& arms,
                                   const std::array<double, 3>& angles);
std::optional<Point> winch_nozzle(const std::array<WinchCable, 3>& cables,
                                  const std::array<double, 3>& lengths);
Point polar_nozzle(double bed, double arm, double z);

// Where the nozzle of two carriages on towers is, in x and z.
struct PlanePoint {
    double x, z;
};
std::optional<PlanePoint> deltesian_nozzle(const std::array<DeltesianTower, 2>& towers,
                                           const std::array<double, 2>& carriages);

}  // namespace escapement::motion
