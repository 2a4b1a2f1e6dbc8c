// Compares where the nozzle went with where it was told to go.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The path is the polyline that the G-code describes, read by somebody other than the host and
// handed over line by line, some time before the nozzle gets there.  The question after every
// step is whether somebody could have walked along the path, never turning back, so that the
// nozzle was always beside him within the tolerance.
//
// 1. Around the nozzle lies a box as large as the tolerance.  The parts of the path inside the
//    box are where the walker may be now.
// 2. Of these, the reached parts are those that he can get to: they overlap what was reached
//    before the step, or follow inside the box on something that is reached.
// 3. When nothing is reached any more, the nozzle has left the path.  The box is widened by what
//    is missing, which is the measure of the fault, and the walk goes on.
//
// A short cut, a line left out or a step too many all show as distance, while lines shorter than
// a step and paths that double back need no special care.  This is how the Frechet distance of
// two curves is decided: Alt and Godau, "Computing the Frechet distance between two polygonal
// curves", 1995.  Passed lines are forgotten, so a long path takes no more room than a short one.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <vector>

#include "sim/machine.hpp"
#include "sim/mechanism.hpp"
#include "sim/vector.hpp"

namespace escapement::sim {

struct PathPoint {
    double x = 0, y = 0, z = 0;
};

class PathFollower {
  public:
    // What may turn the nozzle by `step` mm of its belt; see MotorBlueprint.
    struct Motor {
        std::array<double, 3> blend{};
        double step = 0.0;
    };
    struct Tolerance {
        std::array<double, 3> microstep{};  // mm for x, y, z
        double timing_s = 25e-6;            // how early or late a step may be
        // At rest each of these must be at the step nearest to where it should be.
        std::vector<Motor> motors{};
        // Where motors are no blends: what they move, and by how much with a step.  The offset is
        // one of its parts then, and `microstep` no bound but a measure.
        const Mechanism* mechanism = nullptr;  // outlives the follower
        std::array<double, 3> part_step{};
    };
    explicit PathFollower(Tolerance tolerance)
        : tolerance_(std::move(tolerance)), coarsest_(tolerance_.microstep) {}

    // A stretch of path begins: the nozzle stands at `start` as the host sees it, which is
    // `offset` mm away from its true place since homing.
    void begin(const PathPoint& start, const PathPoint& offset);
    // The path goes on with a straight line to this point.
    void append(const PathPoint& end);
    // `speed` in mm/s widens the tolerance by what the timing permits.
    void stepped(const Pose& pose, double speed);
    // The stretch is over: the nozzle stands still and should be at its end.
    void end();
    // The host counts from where it takes the motors to be, while they stand up to half a step
    // beside: so much more is tolerated until the stretch ends.
    void forgive_half_a_step() { most_forgiven_ = std::max(most_forgiven_, ++forgiven_); }
    // Nobody knows how the path goes on: what comes after its end is not judged.
    void leave_open() { open_ = true; }

    bool judging() const { return judging_; }
    std::array<double, 3> worst() const { return worst_; }  // mm, for each axis
    double worst_excess() const { return worst_excess_; }   // mm beyond the tolerance, or 0
    std::size_t worst_line() const {
        return worst_line_;
    }  // which line of the path that was, from 1
    // Over all stretches; lines that move nothing do not count.
    std::size_t lines() const { return lines_; }
    std::size_t lines_done() const { return lines_ - missed_lines_ - lines_ahead(); }
    // How far from the end of a stretch the nozzle came to rest at most, mm; 0 if each time it
    // was as near as its steps allow.
    double short_of_end() const { return short_of_end_; }
    // So many microsteps were forgiven at most.
    double forgiven() const { return 0.5 * most_forgiven_; }
    // How far a step could move the nozzle at most, where it was.
    std::array<double, 3> coarsest() const { return coarsest_; }

  private:
    using Box = std::array<double, 3>;
    // The part from `from` to `until` of a line, 0 being its begin and 1 its end.
    struct Part {
        double from = 1.0, until = 0.0;
        bool empty() const { return !(from <= until); }
    };
    struct Line {
        PathPoint from, to;
        Part reached;
    };

    static Part inside(const Line& line, const PathPoint& p, const Box& box);
    static Part reach(const Part& inside, const Part& before, bool entered);
    PathPoint nearest(const Line& line, const PathPoint& p) const;
    double distance(const PathPoint& a, const PathPoint& b) const;
    Box box_at(double speed);
    Box microstep_here();
    PathPoint as_host_sees(const Pose& pose) const;
    bool walk();
    void widen_box();
    void take_over();
    void note_deviation();
    // By how much the nozzle is outside of the box around a line's reached part.
    double excess(const Line& line) const;
    std::size_t nearest_line() const;
    std::size_t lines_ahead() const;
    bool at_end() const;
    bool rests_at(const PathPoint& end) const;
    bool parts_rest_at(const PathPoint& end) const;

    Tolerance tolerance_;
    PathPoint offset_;
    Vector part_offset_{};
    PathPoint measured_at_;  // where the uncertainty was measured
    Box measured_{};
    Box coarsest_{};
    PathPoint at_;  // the nozzle as the host sees it
    Box box_{};     // around it
    std::deque<Line> path_;
    std::size_t active_ = 0;  // only the first so many lines have reached parts
    std::vector<Part> next_;  // their reached parts after the step
    bool judging_ = false, open_ = false;
    int forgiven_ = 0, most_forgiven_ = 0;  // halves of steps
    std::size_t lines_ = 0, missed_lines_ = 0;
    Box worst_{};
    double worst_excess_ = 0.0;
    std::size_t worst_line_ = 0;
    double short_of_end_ = 0.0;
};

}  // namespace escapement::sim
