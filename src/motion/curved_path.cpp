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

// Whether the terms beyond the second power may be replaced, in a part of twice `half` seconds.
//
// With the quadratic through both ends and the middle the error is at most k (1 - t^2).  Divided
// by the least speed that is a time.  It also is at most 2 k times the distance in time from the
// slower end; if speed grows from there at an even rate, the time is at most 8 k over the speed
// at the faster end, though the slower one may stand still.
bool quadratic_will_do(const TaylorModel& p, double half) {
    const double k = std::abs(p.c[3]) + std::abs(p.c[4]) + 2.0 * std::abs(p.c[5]);
    if (k <= path_error) return true;
    const double middle = std::abs(p.c[1] + p.c[3] + p.c[5]);
    const double change = 2.0 * std::abs(p.c[2] + p.c[4]);
    constexpr double rounding = 1e-12;
    const double slow = middle - change, fast = middle + change;
    if (slow < -rounding * fast) return false;
    return half * k <= quadratic_error * std::max(slow, fast / 8.0);
}

void make_quadratic(TaylorModel& p) {
    p.c = {p.c[0], p.c[1] + p.c[3] + p.c[5], p.c[2] + p.c[4]};
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
    TaylorModel chosen = position;
    if (quadratic_will_do(position, half)) make_quadratic(chosen);
    piece = {stretch_.start + from_, length_, rescaled({chosen.c}, -1.0, 1.0 / half)};
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
