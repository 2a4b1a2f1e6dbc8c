// All pairs (interval, add) that still fit a sequence of steps: a convex region.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Step k of a run lies in its window when
//        earliest <= k * interval + k (k - 1) / 2 * add <= latest,
//    or, divided by k, when interval + x * add lies between two bounds, with x = (k - 1) / 2.
//    Seen over add, interval is bounded from above by the lowest of many falling lines, and
//    from below by the highest of such lines.
// 2. The lines come in the order of their slopes.  A new upper one can only matter where add
//    is greatest, a new lower one only where add is least.  So each of the two envelopes is a
//    queue of lines that is shortened at both ends and grows at one: every line enters and
//    leaves once, and a step costs constant time on average.
//    (O'Rourke, "An on-line algorithm for fitting straight lines between data ranges", 1981.)
// 3. Interval and add are whole, so moving each bound out by half a tick adds no pair.  It
//    does keep the region from degenerating, and rounding from mattering: a whole pair meets
//    or fails each widened bound by half a tick.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace escapement::motion {

// In ticks, as a queue_step command has them.
struct IntervalAndAdd {
    std::int64_t interval = 0;
    std::int64_t add = 0;
};

// When a step may happen: ticks since the step before its run, both ends included.
struct StepWindow {
    std::int64_t earliest = 0;
    std::int64_t latest = 0;
};

class FitRegion {
  public:
    // Starts anew with what fits the first step of a run.
    void start(StepWindow first);
    // Keeps what also fits step k: 2, 3 and so on, in order.  False when nothing is left, not
    // even among pairs that are not whole; then widen_again() must follow, or start().
    bool narrow(std::int64_t k, StepWindow window);
    // Takes the last narrow() back; once after each.
    void widen_again();
    // So few values of add are left that there may be no whole pair.
    bool is_thin() const;
    // A whole pair in the middle of the region, or near it, if there is any.
    std::optional<IntervalAndAdd> whole_pair() const;
    // A whole pair that brings step k close to `ticks`, with a constant interval if that does;
    // there may be none among the few pairs that are looked at.
    std::optional<IntervalAndAdd> pair_ending_near(std::int64_t k, std::int64_t ticks) const;

  private:
    struct Line {
        double x, y;  // interval <= y - x * add
        double from;  // the lowest of its envelope from this add on

        double at(double add) const { return y - x * add; }
    };

    // The upper side of the region, up to the greatest add; or the lower side, with interval
    // and add negated.
    class Envelope {
      public:
        void start(const Line& line, double end);
        bool is_lowered_by(const Line& line) const { return line.at(state_.end) < state_.at_end; }
        // Adds a line that lowers the envelope.  False when nothing is left above `other`.
        bool lower(Line line, Envelope& other);
        void save();
        void restore();
        // The greatest interval for this add, and the greatest add.
        double at(double add) const;
        double end() const { return state_.end; }

      private:
        struct State {
            double end = 0.0;                      // the greatest add
            double at_end = 0.0;                   // the interval there
            std::size_t first = 0, past_last = 0;  // of the lines that matter
        };
        bool close(const Line& line, Envelope& other);
        bool has_lines() const { return state_.past_last > state_.first; }
        const Line& last() const { return lines_[state_.past_last - 1]; }
        void push(const Line& line);

        State state_, saved_;
        std::vector<Line> lines_;
        Line overwritten_{};
        std::size_t overwritten_at_ = 0;
    };

    struct Rows {
        std::int64_t first, middle, last;
    };
    struct Row {
        double least, most;  // interval, counted from base_
    };
    Rows rows() const;
    Row row(std::int64_t add) const;
    std::optional<IntervalAndAdd> pair_in_row(std::int64_t add, double wanted) const;

    std::int64_t base_ = 0;  // intervals are counted from here
    Envelope upper_, lower_;
};

}  // namespace escapement::motion
