// Arms and angles.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/mechanism.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace escapement::sim {
namespace {

double determinant_of(const Vector& a, const Vector& b, const Vector& c) {
    return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) +
           a[2] * (b[0] * c[1] - b[1] * c[0]);
}

// Solves rows . x = right by Cramer's rule; the columns are replaced one by one.
Vector solved(const std::array<Vector, 3>& rows, const Vector& right) {
    const auto& [a, b, c] = rows;
    const double whole = determinant_of(a, b, c);
    Vector x{};
    for (std::size_t i = 0; i < 3; ++i) {
        auto replaced = rows;
        for (std::size_t row = 0; row < 3; ++row) replaced[row][i] = right[row];
        x[i] = determinant_of(replaced[0], replaced[1], replaced[2]) / whole;
    }
    return x;
}

}  // namespace

// The height that the arm has left when it has covered the way to the side.
Vector DeltaMechanism::parts(const Vector& nozzle, const Vector&) const {
    Vector heights{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double aside = std::hypot(nozzle[0] - towers_[i].x, nozzle[1] - towers_[i].y);
        const double arm = towers_[i].arm;
        heights[i] = nozzle[2] + std::sqrt(std::max(0.0, (arm - aside) * (arm + aside)));
    }
    return heights;
}

// Newton's method: the arms must have their lengths.  A step away it takes one round or two.
Vector DeltaMechanism::nozzle(const Vector& parts, const Vector& near) const {
    constexpr int most_rounds = 50;
    constexpr double settled_mm = 1e-10;
    Vector at = near;
    for (int round = 0; round < most_rounds; ++round) {
        std::array<Vector, 3> arms;
        Vector too_long{};
        for (std::size_t i = 0; i < 3; ++i) {
            const auto& tower = towers_[i];
            arms[i] = {at[0] - tower.x, at[1] - tower.y, at[2] - parts[i]};
            too_long[i] = 0.5 * (dot(arms[i], arms[i]) - tower.arm * tower.arm);
        }
        const Vector step = solved(arms, too_long);
        for (std::size_t axis = 0; axis < 3; ++axis) at[axis] -= step[axis];
        if (!(dot(step, step) > settled_mm * settled_mm)) break;
    }
    return at;
}

Vector PolarMechanism::parts(const Vector& nozzle, const Vector& near) const {
    const std::complex<double> flat(nozzle[0], nozzle[1]);
    constexpr double turn = 2.0 * std::numbers::pi;
    const double bed = std::arg(flat);
    return {bed + turn * std::round((near[0] - bed) / turn), std::abs(flat), nozzle[2]};
}

Vector PolarMechanism::nozzle(const Vector& parts, const Vector&) const {
    const auto flat = parts[1] * std::exp(std::complex<double>(0.0, parts[0]));
    return {flat.real(), flat.imag(), parts[2]};
}

Vector uncertainty(const Mechanism& mechanism, const Vector& nozzle, const Vector& off) {
    const Vector parts = mechanism.parts(nozzle, {});
    const Vector here = mechanism.nozzle(parts, nozzle);
    Vector sum{};
    for (std::size_t part = 0; part < 3; ++part) {
        Vector moved = parts;
        moved[part] += off[part];
        const Vector there = mechanism.nozzle(moved, here);
        for (std::size_t axis = 0; axis < 3; ++axis)
            sum[axis] += std::abs(there[axis] - here[axis]);
    }
    return sum;
}

}  // namespace escapement::sim
