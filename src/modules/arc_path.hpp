// A circular arc, or a helix, as the points of a line of short strokes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

namespace escapement::modules {

// The two axes of the circle, in the order that makes the angle grow counter-clockwise, and
// the axis along which a helix climbs.
struct ArcPlane {
    std::size_t first, second, climb;
};
inline constexpr ArcPlane plane_xy{0, 1, 2}, plane_xz{0, 2, 1}, plane_yz{1, 2, 0};

struct Arc {
    std::array<double, 3> from{}, to{};
    std::array<double, 2> centre{};  // from `from`, along the plane's first and second axis
    ArcPlane plane = plane_xy;
    bool clockwise = false;
};

// Equal angles, in strokes no shorter than the resolution unless the arc is.  An arc that ends
// where it begins is a full circle.  The last point is the arc's end as it was given, even where
// that does not lie on the circle.
class ArcPath {
  public:
    // `resolution` in mm, above zero.
    ArcPath(const Arc& arc, double resolution);

    // A whole number of at least 1; may be infinite, and is NaN where the arc cannot be computed.
    double strokes() const { return strokes_; }
    // The end of stroke `number`, from 1 to strokes().
    std::array<double, 3> point(double number) const;

  private:
    double travel() const;

    Arc arc_;
    double angle_ = 0.0;  // of the whole arc
    double climb_ = 0.0;
    double strokes_ = 1.0;
};

}  // namespace escapement::modules
