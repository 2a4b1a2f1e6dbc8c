// When does a stepper step?  Turns the pieces of its path into step times.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A path is a sequence of polynomials in time; on each, the stretches between two turns are
//    monotone, so that how many steps they make follows from their ends alone.
// 2. The position is measured in step distances from where set_position() put it.  Step k
//    happens where the position passes k - 1/2, in both directions, so that the stepper is
//    never more than half a step distance away.
// 3. Where a quadratic may take a piece's place (quadratic_fit.hpp), its steps are a closed
// formula.
//    Else they are searched (piece.hpp).
// 4. Steps are counted with whole numbers and every time comes from its own piece: nothing
//    accumulates, however long the print.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "motion/gathered_steps.hpp"
#include "motion/path.hpp"
#include "motion/piece.hpp"
#include "motion/step.hpp"

namespace escapement::motion {

// Belongs to one thread, that of its path.
class StepSolver {
  public:
    // `step_distance` must be above zero.
    explicit StepSolver(Length step_distance);

    // Takes pieces from there from now on; nullptr for none.  The position stays what it is.
    // Returns the path before.
    std::unique_ptr<PathSource> follow(std::unique_ptr<PathSource> path);
    const PathSource* path() const { return path_.get(); }
    // Says where the stepper stands.  Makes no step.
    void set_position(Length position);
    // Changes the distance of a step; the commanded position stays.
    void set_step_distance(Length distance);
    Length step_distance() const { return Length{step_distance_}; }
    // Where the steps so far have put the stepper.
    Length commanded_position() const { return Length{position_of(steps_)}; }

    // Makes all steps before `until` that have not been made.  What the path needs to know for
    // that must be in its queue.
    void solve(PrintTime until, StepSink& sink);
    // What the path was going to do from this time on does not happen; steps made stay made.
    void cut(PrintTime time);
    // When the path may next move the stepper, of what is not solved and begins before `until`.
    std::optional<PrintTime> next_activity(PrintTime until) const;

  private:
    // What of a piece is to be solved now, counted from its start.
    TimeRange asked_of(const Piece& piece) const;
    void solve_piece(const Piece& piece);
    void solve_quadratic(const Piece& piece, const Polynomial& position);
    void solve_higher(const Piece& piece, const MiddlePolynomial& middle);
    template <class Span>
    void solve_between(const Span& span, const TimeRange& asked);
    std::int64_t count_steps(double ahead, Direction way) const;
    void make_steps(const QuadraticSpan& span, Direction way, std::int64_t count);
    void make_steps(const CorrectedSpan& span, Direction way, std::int64_t count);
    void make_steps(const MonotoneSpan& span, Direction way, std::int64_t count);
    template <class Find>
    void make_in_portions(Direction way, std::int64_t count, Find find);
    void make_even_steps(const QuadraticSpan& span, Direction way, std::int64_t count);
    Grid grid(Direction way) const;
    double position_of(std::int64_t steps) const;

    double step_distance_ = 0.0;                                // millimetres
    double steps_per_mm_ = 0.0, nearly_ = 0.0, clearly_ = 0.0;  // in steps
    double origin_ = 0.0;                                       // position at zero steps
    std::int64_t steps_ = 0;                                    // made since set_position()
    Direction last_direction_ = Direction::backward;
    std::unique_ptr<PathSource> path_;
    std::vector<Piece> pieces_;  // those not solved to their end
    double solved_until_ = 0.0;  // print time, seconds
    double solving_until_ = 0.0;
    GatheredSteps gathered_;
};

}  // namespace escapement::motion
