// Where a bed is to be measured.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace escapement::modules {

using BedPlace = std::array<double, 2>;  // x, y

// Corners of least and greatest coordinates.
struct BedRegion {
    BedPlace min{}, max{};

    bool holds(const BedPlace& place, double tolerance = 0.0) const;
};

// A rectangle, or a circle around an origin.
struct MeasuredArea {
    BedPlace min{}, max{};
    std::optional<double> radius;
    BedPlace origin{};
    int x_count = 3, y_count = 3;
};

// In the order in which a probe visits them: along x, to and fro.  Empty when they would lie
// closer than a millimetre.
std::vector<BedPlace> points_to_measure(const MeasuredArea& area);

}  // namespace escapement::modules
