// Adds up the second derivative of smoothed filament, piece by piece.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/smoothed_filament.hpp"

#include <algorithm>

namespace escapement::motion {

namespace {

// c0 + c1 t + c2 t^2 + c3 t^3.
struct Cubic {
    double c0, c1, c2, c3;

    double integral(double t) const {
        return t * (c0 + t * (c1 / 2.0 + t * (c2 / 3.0 + t * (c3 / 4.0))));
    }
    // Of t times the cubic.
    double moment(double t) const {
        return t * t * (c0 / 2.0 + t * (c1 / 3.0 + t * (c2 / 4.0 + t * (c3 / 5.0))));
    }
};

// Filament with its advance, counted from a time and a position.
[[gnu::always_inline]] inline Cubic advanced(const FilamentPhase& phase, double time, double base) {
    const double t = time - phase.start, half = phase.half_accel, sixth = phase.sixth_jerk;
    const double half_accel = half + 3.0 * sixth * t;
    const double speed = phase.speed + t * (2.0 * half + 3.0 * sixth * t);
    const double position = (phase.position - base) + t * (phase.speed + t * (half + t * sixth));
    return {position + phase.advance * speed,
            speed + 2.0 * phase.advance * half_accel,
            half_accel + 3.0 * phase.advance * sixth,
            sixth};
}

}  // namespace

[[gnu::flatten]] void SmoothedFilament::advance(PrintTime until_time, std::vector<Piece>& pieces) {
    const double until = until_time.time_since_epoch().count();
    window_.read(until);
    while (window_.time() < until) {
        const double end = window_.next_change(until);
        if (window_.is_uniform())
            settle();
        else if (++pieces_since_known_ > most_pieces_unknown)
            integrate();
        const bool rests = window_.is_uniform() && window_.middle().rests();
        const Piece piece = next_piece(end);
        if (piece.duration > 0.0 && !rests) pieces.push_back(piece);
        window_.slide_to(end);
    }
}

// Within one phase, averaging only adds what the triangle's width makes of acceleration and jerk.
void SmoothedFilament::settle() {
    base_ = window_.middle().position_at(window_.time());
    const Cubic f = advanced(window_.middle(), window_.time(), base_);
    position_ = f.c0 + f.c2 * window_.half() * window_.half() / 6.0;
    speed_ = f.c1 + f.c3 * window_.half() * window_.half() / 2.0;
    pieces_since_known_ = 0;
}

void SmoothedFilament::integrate() {
    const double time = window_.time(), half = window_.half();
    base_ = window_.middle().position_at(time);
    double areas[2] = {}, moments[2] = {};  // behind and ahead of the middle
    for (const FilamentPhase& phase : window_.phases()) {
        const Cubic f = advanced(phase, time, base_);
        for (const int side : {0, 1}) {
            const double low = side == 0 ? -half : 0.0, high = side == 0 ? 0.0 : half;
            const double from = std::clamp(phase.start - time, low, high);
            const double to = std::clamp(phase.end - time, low, high);
            areas[side] += f.integral(to) - f.integral(from);
            moments[side] += f.moment(to) - f.moment(from);
        }
    }
    const double per_area = 1.0 / (half * half);
    position_ = (half * (areas[0] + areas[1]) + moments[0] - moments[1]) * per_area;
    speed_ = (areas[1] - areas[0]) * per_area;
    pieces_since_known_ = 0;
}

Piece SmoothedFilament::next_piece(double end) {
    const double start = window_.time(), half = window_.half(), t = end - start;
    Cubic bend{};
    if (window_.is_uniform()) {
        const Cubic f = advanced(window_.middle(), start, base_);
        bend = {2.0 * f.c2, 6.0 * f.c3, 0.0, 0.0};
    } else {
        const Cubic behind = advanced(window_.behind(), start - half, base_);
        const Cubic middle = advanced(window_.middle(), start, base_);
        const Cubic ahead = advanced(window_.ahead(), start + half, base_);
        const double per_area = 1.0 / (half * half);
        bend = {(ahead.c0 - 2.0 * middle.c0 + behind.c0) * per_area,
                (ahead.c1 - 2.0 * middle.c1 + behind.c1) * per_area,
                (ahead.c2 - 2.0 * middle.c2 + behind.c2) * per_area,
                (ahead.c3 - 2.0 * middle.c3 + behind.c3) * per_area};
    }
    Piece piece{start, t, {}};
    piece.position.c = {
        position_, speed_, bend.c0 / 2.0, bend.c1 / 6.0, bend.c2 / 12.0, bend.c3 / 20.0};
    position_ = piece.position.at(t);
    speed_ = piece.position.slope_at(t);
    piece.position.c[0] += base_;
    return piece;
}

}  // namespace escapement::motion
