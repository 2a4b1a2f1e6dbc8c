// Where stretches are cut, and what becomes of a part.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/curved_path.hpp"

#include <algorithm>

namespace escapement::motion {

namespace {

// What the next length may be of the present one.
constexpr double least_shrinking = 0.5, most_shrinking = 0.01, most_growing = 4.0;

// What rounding leaves of a stretch, in seconds.
constexpr double negligible = 1e-11;

// How much longer a part with this error could be.
double length_factor(double error) {
    constexpr double margin = 0.9;
    if (!(error > 0.0)) return most_growing;
    return margin * std::pow(path_error / error, 1.0 / 6.0);
}

// p(by + scale t).  Most paths are quadratic, at least piece by piece.
Polynomial rescaled(const Polynomial& p, double by, double scale) {
    if (p.c[3] == 0.0 && p.c[4] == 0.0 && p.c[5] == 0.0) {
        const double bend = by * p.c[2];
        return {
            {p.c[0] + by * (p.c[1] + bend), scale * (p.c[1] + 2.0 * bend), scale * scale * p.c[2]}};
    }
    Polynomial s = p.shifted(by);
    double power = 1.0;
    for (std::size_t i = 1; i <= Polynomial::max_degree; ++i) s.c[i] *= power *= scale;
    return s;
}

}  // namespace

CurveParts::CurveParts(const Stretch& stretch) : stretch_(stretch), length_(stretch.duration) {}

TaylorModel CurveParts::axis(std::size_t axis) const {
    const double half = 0.5 * length_;
    return {rescaled(stretch_.axes[axis], from_ + half, half).c};
}

std::array<double, cartesian_axes> CurveParts::point_at(double time) const {
    const auto& [x, y, z] = stretch_.axes;
    return {x.at(time), y.at(time), z.at(time)};
}

bool CurveParts::take(const TaylorModel& position, Piece& piece) {
    if (!(position.error <= path_error)) {
        if (!is_shortest()) shorten(position.error);
        return false;
    }
    const double half = 0.5 * length_;
    piece = {stretch_.start + from_, length_, rescaled({position.c}, -1.0, 1.0 / half)};
    advance(position.error);
    return true;
}

void CurveParts::shorten(double error) {
    const double factor = std::clamp(length_factor(error), most_shrinking, least_shrinking);
    length_ = std::max(length_ * factor, shortest_part);
}

void CurveParts::take_line(double begin, double end, Piece& piece) {
    piece = {stretch_.start + from_, length_, {{begin, (end - begin) / length_}}};
    advance(path_error);
}

// The parts that are left become equally long, as far as the error of this one tells.
void CurveParts::advance(double error) {
    from_ += length_;
    const double left = stretch_.duration - from_;
    if (left <= negligible) {
        from_ = stretch_.duration;
        return;
    }
    const double next = length_ * std::clamp(length_factor(error), 1.0, most_growing);
    length_ = left / std::ceil(left / next);
}

}  // namespace escapement::motion
