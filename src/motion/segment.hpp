// What will happen when: a planned move on the machine's timeline.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/assert.hpp"
#include "motion/move.hpp"
#include "motion/position.hpp"

namespace escapement::motion {

// Constant acceleration up to a cruise speed, cruising, and the same acceleration down again,
// along a straight line.  In the queue of an extruder x is the position of its filament, and y of
// the direction is 1 where the nozzle lays down a line, so that pressure is to be advanced.
struct Segment {
    PrintTime start{};
    Seconds accelerating{}, cruising{}, decelerating{};
    Point from;
    std::array<double, 3> direction{};  // displacement of x, y, z for each unit of distance
    Speed start_speed, cruise_speed;
    Accel acceleration;
    Jerk jerk{};  // while accelerating; where there is any, a segment does nothing else

    Seconds duration() const { return accelerating + cruising + decelerating; }
    PrintTime end() const { return start + accelerating + cruising + decelerating; }
    // Distance and speed along the direction; the time is held to the segment's own.
    Length distance_at(PrintTime time) const;
    Speed speed_at(PrintTime time) const;
    Point position_at(PrintTime time) const;
};

// The toolhead's share of a planned move without a limit of jerk, and one extra axis' share
// (negative speeds and acceleration for a displacement below zero).
Segment toolhead_segment(PrintTime start, const Move& move);
Segment extra_axis_segment(PrintTime start, const Move& move, std::size_t axis);

// The segments of one toolhead or one extruder, in order of time and with gaps where nothing
// moves.  Segments keep their sequence number for good, so that several readers can follow.
// Belongs to one thread; but between hold() and release() others may read it by sequence number
// while its owner appends.
class SegmentQueue {
  public:
    // Must not start before the last one ends.
    void append(const Segment& segment);
    // From now on what is appended is kept aside, and has no sequence number before release().
    void hold() { held_ = true; }
    void release();
    // From `time` on, the position is `position`: what was planned for later does not happen.
    void set_position(PrintTime time, Point position);
    // Forgets segments that ended before `time`, but never the last one.
    void expire(PrintTime time);

    std::uint64_t first_sequence() const { return first_; }
    std::uint64_t end_sequence() const { return first_ + (segments_.size() - begin_); }
    const Segment& operator[](std::uint64_t sequence) const {
        ASSERT(sequence >= first_ && sequence < end_sequence());
        return segments_[begin_ + (sequence - first_)];
    }

    // When the last segment ends; the timeline's beginning if there is none.
    PrintTime end() const;
    // Where and how fast; empty before the first segment that is still known.  Between
    // segments the position is where the earlier one ended.
    std::optional<Point> position_at(PrintTime time) const;
    std::optional<Speed> speed_at(PrintTime time) const;

  private:
    const Segment* find(PrintTime time) const;

    std::vector<Segment> segments_;  // those before begin_ have been forgotten
    std::size_t begin_ = 0;
    std::vector<Segment> aside_;
    bool held_ = false;
    std::uint64_t first_ = 0;
};

// Puts the toolhead's or an extra axis' share of any planned move on the timeline: one segment, or
// up to seven where jerk is limited.
void append_toolhead_move(SegmentQueue& queue, PrintTime start, const Move& move);
void append_extra_axis_move(SegmentQueue& queue,
                            PrintTime start,
                            const Move& move,
                            std::size_t axis);

}  // namespace escapement::motion
