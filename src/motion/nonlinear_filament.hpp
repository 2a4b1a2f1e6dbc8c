// The path of a filament motor whose pressure advance is not proportional to speed.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pressure in a nozzle rises steeply at low speeds and less at high ones.  With e(t) what moves
// ask for and V(t) the average of their speed where they lay down a line, the motor follows
//
//     p(t) = e(t) + L(V(t)),    L(v) = linear v + offset g(v / velocity),
//     V(t) = integral of e'(u) w(u - t) du,    w(x) = 15 / (16 h) (1 - (x / h)^2)^2
//
// with g(r) = tanh r, or g(r) = r / (1 + r): the models of Kalico ("tanh", "recipr"); only speed is
// averaged, with a window 2 h wide.
//
// 1. Where none of the window's ends changes its phase, V is a polynomial of degree 6 (7 with
// jerk).  It and its
//    first two derivatives are sums over the phases in the window.
// 2. There L(V(t)) is smooth.  A polynomial of degree 5 takes over its value, slope and bend at
// both
//    ends; if it is off by more than `fit_error` in between, the time is halved.
#pragma once

#include <cstdint>
#include <vector>

#include "motion/filament_window.hpp"
#include "motion/path.hpp"

namespace escapement::motion {

struct NonlinearAdvance {
    enum class Curve : std::uint8_t { tanh, reciprocal };
    Curve curve = Curve::tanh;
    double linear = 0.0;    // millimetres for each millimetre per second
    double offset = 0.0;    // millimetres that the curve adds at most
    double velocity = 0.0;  // millimetres per second at which it bends; above zero with an offset
};

// A function of time and its first two derivatives.
struct Bent {
    double value = 0.0, slope = 0.0, bend = 0.0;
};
// How far to push ahead at a speed that changes so.
Bent pushed_ahead(const NonlinearAdvance& advance, const Bent& speed);

class NonlinearFilament final : public PathSource {
  public:
    // By so many millimetres pieces may differ from the definition.
    static constexpr double fit_error = 1e-9;

    // Follows an extruder's queue, which must outlive this.  The window must not be empty.
    NonlinearFilament(const SegmentQueue& queue,
                      FilamentStart start,
                      double half_window,
                      const NonlinearAdvance& advance)
        : window_(queue, start, {.half_window = half_window, .advances = {{PrintTime{}, 1.0}}}),
          advance_(advance) {}

    void advance(PrintTime until, std::vector<Piece>& pieces) override;
    std::optional<PrintTime> first_motion(PrintTime until) const override {
        return window_.first_motion(until);
    }
    Length at(Point position) const override { return position.x; }
    Seconds reach() const override { return Seconds{window_.half()}; }

  private:
    // From one time to another, with what is pushed ahead then.
    struct Span {
        double begin, end;
        Bent at_begin, at_end;
    };
    Bent average_speed(double time) const;
    Bent pushed_ahead_at(double time) const;
    bool is_fit(const Polynomial& polynomial, const Span& span) const;
    void add_pieces(double end, std::vector<Piece>& pieces);
    void add_piece(const Span& span, const Polynomial& ahead, std::vector<Piece>& pieces);

    FilamentWindow window_;
    NonlinearAdvance advance_;
    std::vector<Span> unfit_;  // to be halved, the earliest last
};

}  // namespace escapement::motion
