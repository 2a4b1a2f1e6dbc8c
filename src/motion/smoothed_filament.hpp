// The path of a filament motor with linear pressure advance.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// To keep up the pressure that pushes filament through the nozzle, it has to be pushed ahead by its
// speed times a constant K.  That makes jumps, so it is averaged with a triangle 2 h wide:
//
//     p(t) = integral of (e + K e')(u) (h - |u - t|) / h^2 du    from t - h to t + h
//
// (Klipper's definition, docs/Kinematics.md there; K only where the nozzle lays down a line.)
//
// 1. The triangle's second derivative is three pulses.  With f = e + K e', a quadratic in each
//    phase (a cubic where jerk is limited), p''(t) = (f(t + h) - 2 f(t) + f(t - h)) / h^2 as long
//    as none of the three changes its phase: there p is a polynomial of degree 4 (or 5).
// 2. p and p' go on from one piece to the next.  So that rounding does not add up, they are
//    integrated anew every so often, and known at once where all of the window lies in one phase.
// 3. Positions are taken from a base nearby, since they are to be subtracted from each other.
#pragma once

#include <utility>
#include <vector>

#include "motion/filament_window.hpp"
#include "motion/path.hpp"

namespace escapement::motion {

class SmoothedFilament final : public PathSource {
  public:
    // As FilamentWindow; the window must not be empty.
    SmoothedFilament(const SegmentQueue& queue, FilamentStart start, FilamentSettings settings)
        : window_(queue, start, std::move(settings)) {}

    // For segments that begin after all that was asked for so far.
    void add(AdvanceChange change) { window_.add(change); }

    void advance(PrintTime until, std::vector<Piece>& pieces) override;
    std::optional<PrintTime> first_motion(PrintTime until) const override {
        return window_.first_motion(until);
    }
    Length at(Point position) const override { return position.x; }
    Seconds reach() const override { return Seconds{window_.half()}; }

  private:
    void settle();
    void integrate();
    Piece next_piece(double end);

    FilamentWindow window_;
    double base_ = 0.0;
    double position_ = 0.0, speed_ = 0.0;  // at the window's time, from the base
    int pieces_since_known_ = most_pieces_unknown;
    static constexpr int most_pieces_unknown = 64;
};

}  // namespace escapement::motion
