// Arithmetic with three coordinates.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace escapement::sim {

using Vector = std::array<double, 3>;

constexpr double dot(const Vector& a, const Vector& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace escapement::sim
