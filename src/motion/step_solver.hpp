// When one stepper has to step so that it follows its segments.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A stepper's position is a blend of x, y and z, so each segment gives it at most three
//    pieces of motion with constant acceleration.
// 2. The position is measured in step distances from where set_position() put it.  Step k
//    happens where the position passes k - 1/2, in both directions, so that the stepper is
//    never more than half a step distance away.
// 3. Steps are counted with whole numbers and every time comes from its own closed formula:
//    nothing accumulates, however long the print.
#pragma once

#include <cstdint>
#include <optional>

#include "motion/kinematics.hpp"
#include "motion/piece.hpp"
#include "motion/segment.hpp"
#include "motion/step.hpp"

namespace escapement::motion {

// Belongs to one thread, that of its segment queue.
class StepSolver {
  public:
    // `step_distance` must be above zero.
    StepSolver(const Blend& blend, Length step_distance);

    // Takes the segments from `queue` from now on, those that are to come or those from a
    // sequence number on; nullptr for none.  The queue must outlive the solver or its next
    // follow().
    void follow(const SegmentQueue* queue);
    void follow(const SegmentQueue* queue, std::uint64_t first);
    // Says where the stepper stands, in terms of its queue's x, y and z.  Makes no step.
    void set_position(Point position);
    // Changes the distance of a step; the commanded position stays.
    void set_step_distance(Length distance);
    Length step_distance() const { return Length{step_distance_}; }
    // Where the steps so far have put the stepper.
    Length commanded_position() const { return Length{position_of(steps_)}; }

    // Makes all steps before `until` that have not been made.  Segments up to that time must
    // be in the queue and not expired.
    void solve(PrintTime until, StepSink& sink);
    // The start of the first segment that moves this stepper, is not solved to its end, and
    // starts before `until`.
    std::optional<PrintTime> next_activity(PrintTime until) const;

  private:
    void solve_piece(const Piece& piece, StepSink& sink);
    void solve_span(const MonotoneSpan& span, double until, StepSink& sink);
    std::int64_t count_steps(double ahead, Direction way) const;
    void make_steps(const MonotoneSpan& span, Direction way, std::int64_t count, StepSink& sink);
    double position_of(std::int64_t steps) const;
    bool moves(const Segment& segment) const;

    Blend blend_;
    double step_distance_;    // millimetres
    double origin_ = 0.0;     // position at zero steps
    std::int64_t steps_ = 0;  // made since set_position()
    Direction last_direction_ = Direction::backward;
    const SegmentQueue* queue_ = nullptr;
    std::uint64_t next_ = 0;     // sequence number of a segment
    double solved_until_ = 0.0;  // print time, seconds
    double solving_until_ = 0.0;
};

}  // namespace escapement::motion
