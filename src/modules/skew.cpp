// Shearing coordinates, and the angle of a parallelogram.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/skew.hpp"

#include <cmath>
#include <numbers>

namespace escapement::modules {

motion::Position Skew::corrected(motion::Position wanted) const {
    wanted[0] = wanted[0] - wanted[1] * xy - wanted[2] * (xz - xy * yz);
    wanted[1] = wanted[1] - wanted[2] * yz;
    return wanted;
}

motion::Position Skew::uncorrected(motion::Position machine) const {
    machine[0] = machine[0] + machine[1] * xy + machine[2] * xz;
    machine[1] = machine[1] + machine[2] * yz;
    return machine;
}

// The diagonals give the other side (their squares add up to those of all four sides); the law
// of cosines gives the corner.
std::optional<double> skew_of(double ac, double bd, double ad) {
    const double side = std::sqrt(2 * ac * ac + 2 * bd * bd - 4 * ad * ad) / 2.0;
    const double cosine = (ac * ac - side * side - ad * ad) / (2 * side * ad);
    const double skew = std::tan(std::numbers::pi / 2 - std::acos(cosine));
    if (!std::isfinite(skew)) return std::nullopt;
    return skew;
}

}  // namespace escapement::modules
