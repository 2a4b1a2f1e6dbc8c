// Fits polynomials to what a curve of pressure makes of an averaged speed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/nonlinear_filament.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace escapement::motion {

namespace {

// Shorter times are not worth a fit, and what is divided by their powers would be noise.
constexpr double least_span = 1e-6;

// Integrals from 0 to x over a window from -1 to 1: of a function, of x and of x^2 times it.
struct Moments {
    double zeroth, first, second;

    Moments operator-(const Moments& other) const {
        return {zeroth - other.zeroth, first - other.first, second - other.second};
    }
    // Of c0 + c1 x + c2 x^2 times the function.
    double of(double c0, double c1, double c2) const {
        return c0 * zeroth + c1 * first + c2 * second;
    }
};

// Those of the weight w, of its first and of its second derivative.
struct Weight {
    Moments value, slope, bend;
};

Weight weight_up_to(double x) {
    constexpr double scale = 15.0 / 16.0;
    const double x1 = scale * x, x2 = x * x;
    return {
        .value = {x1 * (1.0 + x2 * (-2.0 / 3.0 + x2 / 5.0)),
                  x1 * x * (0.5 + x2 * (-0.5 + x2 / 6.0)),
                  x1 * x2 * (1.0 / 3.0 + x2 * (-0.4 + x2 / 7.0))},
        .slope = {x1 * x * (x2 - 2.0),
                  x1 * x2 * (-4.0 / 3.0 + x2 * 0.8),
                  x1 * x * x2 * (-1.0 + x2 * (2.0 / 3.0))},
        .bend = {
            x1 * 4.0 * (x2 - 1.0), x1 * x * (3.0 * x2 - 2.0), x1 * x2 * (-4.0 / 3.0 + x2 * 2.4)}};
}

// g and its first two derivatives.
Bent curve(NonlinearAdvance::Curve kind, double r) {
    if (kind == NonlinearAdvance::Curve::tanh) {
        const double t = std::tanh(r), slope = 1.0 - t * t;
        return {t, slope, -2.0 * t * slope};
    }
    const double share = 1.0 / (1.0 + r);
    return {r * share, share * share, -2.0 * share * share * share};
}

// The polynomial of degree 5 with these values, slopes and bends at 0 and `t`.
Polynomial joined(const Bent& from, const Bent& to, double t) {
    Polynomial p;
    if (t < least_span) {
        p.c = {from.value, (to.value - from.value) / t};
        return p;
    }
    const double half_bend = 0.5 * from.bend;
    const double value = (to.value - from.value - t * (from.slope + t * half_bend)) / (t * t * t);
    const double slope = (to.slope - from.slope - t * from.bend) / (t * t);
    const double bend = 0.5 * (to.bend - from.bend) / t;
    p.c = {from.value,
           from.slope,
           half_bend,
           10.0 * value - 4.0 * slope + bend,
           (-15.0 * value + 7.0 * slope - 2.0 * bend) / t,
           (6.0 * value - 3.0 * slope + bend) / (t * t)};
    return p;
}

}  // namespace

Bent pushed_ahead(const NonlinearAdvance& advance, const Bent& speed) {
    if (!(speed.value > 0.0)) return {};
    Bent ahead{
        advance.linear * speed.value, advance.linear * speed.slope, advance.linear * speed.bend};
    if (advance.offset == 0.0) return ahead;
    const double per_velocity = 1.0 / advance.velocity;
    const Bent g = curve(advance.curve, speed.value * per_velocity);
    const double r_slope = speed.slope * per_velocity;
    ahead.value += advance.offset * g.value;
    ahead.slope += advance.offset * g.slope * r_slope;
    ahead.bend +=
        advance.offset * (g.slope * speed.bend * per_velocity + g.bend * r_slope * r_slope);
    return ahead;
}

void NonlinearFilament::advance(PrintTime until_time, std::vector<Piece>& pieces) {
    const double until = until_time.time_since_epoch().count();
    window_.read(until);
    while (window_.time() < until) {
        const double end = window_.next_change(until);
        if (end > window_.time()) add_pieces(end, pieces);
        window_.slide_to(end);
    }
}

// Seen from the middle of the window, a phase's speed is c0 + c1 x + c2 x^2; each is integrated
// with its part of the weight, and with that of the weight's derivatives.
Bent NonlinearFilament::average_speed(double time) const {
    const double half = window_.half(), per_half = 1.0 / half;
    Bent average;
    for (const FilamentPhase& phase : window_.phases()) {
        if (phase.advance == 0.0) continue;
        const Weight low = weight_up_to(std::clamp((phase.start - time) * per_half, -1.0, 1.0));
        const Weight high = weight_up_to(std::clamp((phase.end - time) * per_half, -1.0, 1.0));
        const double c0 = phase.speed_at(time);
        const double half_accel = phase.half_accel + 3.0 * phase.sixth_jerk * (time - phase.start);
        const double c1 = 2.0 * half_accel * half, c2 = 3.0 * phase.sixth_jerk * half * half;
        average.value += (high.value - low.value).of(c0, c1, c2);
        average.slope -= (high.slope - low.slope).of(c0, c1, c2);
        average.bend += (high.bend - low.bend).of(c0, c1, c2);
    }
    average.slope *= per_half;
    average.bend *= per_half * per_half;
    return average;
}

Bent NonlinearFilament::pushed_ahead_at(double time) const {
    return pushed_ahead(advance_, average_speed(time));
}

bool NonlinearFilament::is_fit(const Polynomial& polynomial, const Span& span) const {
    const double length = span.end - span.begin;
    if (length < 2.0 * least_span) return true;
    constexpr std::array shares{0.5, 0.25, 0.75};
    return std::all_of(shares.begin(), shares.end(), [&](double share) {
        const double t = share * length;
        return std::abs(polynomial.at(t) - pushed_ahead_at(span.begin + t).value) <= fit_error;
    });
}

void NonlinearFilament::add_pieces(double end, std::vector<Piece>& pieces) {
    const double begin = window_.time();
    const auto phases = window_.phases();
    const bool pushes = std::any_of(
        phases.begin(), phases.end(), [](const FilamentPhase& p) { return p.advance != 0.0; });
    if (!pushes) {
        if (!window_.middle().rests()) add_piece({begin, end, {}, {}}, {}, pieces);
        return;
    }
    unfit_.push_back({begin, end, pushed_ahead_at(begin), pushed_ahead_at(end)});
    while (!unfit_.empty()) {
        const Span span = unfit_.back();
        unfit_.pop_back();
        const Polynomial ahead = joined(span.at_begin, span.at_end, span.end - span.begin);
        if (is_fit(ahead, span)) {
            add_piece(span, ahead, pieces);
            continue;
        }
        const double middle = 0.5 * (span.begin + span.end);
        const Bent at_middle = pushed_ahead_at(middle);
        unfit_.push_back({middle, span.end, at_middle, span.at_end});
        unfit_.push_back({span.begin, middle, span.at_begin, at_middle});
    }
}

void NonlinearFilament::add_piece(const Span& span,
                                  const Polynomial& ahead,
                                  std::vector<Piece>& pieces) {
    const FilamentPhase& phase = window_.middle();
    Piece piece{span.begin, span.end - span.begin, ahead};
    piece.position.c[0] += phase.position_at(span.begin);
    piece.position.c[1] += phase.speed_at(span.begin);
    piece.position.c[2] += phase.half_accel + 3.0 * phase.sixth_jerk * (span.begin - phase.start);
    piece.position.c[3] += phase.sixth_jerk;
    pieces.push_back(piece);
}

}  // namespace escapement::motion
