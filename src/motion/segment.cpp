// Segments evaluated at a time, and the queue that keeps them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/segment.hpp"

#include <algorithm>
#include <span>

namespace escapement::motion {

namespace {

// Two ways to add up the same durations may differ in the last digits.
constexpr Seconds rounding{1e-9};

Seconds time_within(const Segment& segment, PrintTime time) {
    return std::clamp(time - segment.start, Seconds{}, segment.duration());
}

// The phases of a move whose jerk is limited, each a segment of its own.
class PhaseWalk {
  public:
    PhaseWalk(PrintTime start, const Move& move)
        : time_(start), move_(move), speed_(move.profile().start) {}

    // Calls with each segment of the toolhead and the distance travelled before it.
    template <class Take>
    void each(Take take) {
        const Seconds begin = move_.curve_begin(), end = begin + move_.profile().duration();
        Seconds from{};
        for (const RampPhase& phase : move_.curve().phases()) {
            const Seconds to = from + phase.duration;
            if (to > begin && from < end)
                go_through(part_of(phase, std::max(begin - from, Seconds{}), end - from), take);
            from = to;
        }
    }

  private:
    static RampPhase part_of(const RampPhase& phase, Seconds begin, Seconds end) {
        return {.duration = std::min(phase.duration, end) - begin,
                .accel = phase.accel + phase.jerk * begin,
                .jerk = phase.jerk};
    }
    template <class Take>
    void go_through(const RampPhase& phase, Take take) {
        Segment segment{.start = time_,
                        .from = {place(0), place(1), place(2)},
                        .direction = {move_.ratio(0), move_.ratio(1), move_.ratio(2)},
                        .start_speed = speed_,
                        .cruise_speed = speed_};
        if (phase.accel == Accel{} && phase.jerk == Jerk{}) {
            segment.cruising = phase.duration;
        } else {
            segment.accelerating = phase.duration;
            segment.acceleration = phase.accel;
            segment.jerk = phase.jerk;
            segment.cruise_speed =
                speed_ + (phase.accel + 0.5 * phase.jerk * phase.duration) * phase.duration;
        }
        take(segment, distance_);
        distance_ = distance_ + segment.distance_at(segment.end());
        speed_ = segment.cruise_speed;
        time_ = segment.end();
    }
    Length place(std::size_t axis) const {
        return move_.start()[axis] + move_.ratio(axis) * distance_;
    }

    PrintTime time_;
    const Move& move_;
    Speed speed_;
    Length distance_;
};

// The axis moves forward while the head moves along x or y.
bool lays_down(const Move& move, std::size_t axis) {
    return move.ratio(axis) > 0.0 &&
           (move.displacement(0) != Length{} || move.displacement(1) != Length{});
}

// Makes an extra axis' share of a toolhead's segment that begins `travelled` from the move's start.
void turn_to_axis(Segment& segment, const Move& move, std::size_t axis, Length travelled = {}) {
    const double ratio = move.ratio(axis);
    segment.from = {move.start()[axis] + ratio * travelled, {}, {}};
    segment.direction = {1.0, lays_down(move, axis) ? 1.0 : 0.0, 0.0};
    segment.start_speed = segment.start_speed * ratio;
    segment.cruise_speed = segment.cruise_speed * ratio;
    segment.acceleration = segment.acceleration * ratio;
    segment.jerk = segment.jerk * ratio;
}

void cut(Segment& segment, PrintTime time) {
    Seconds left = std::max(time - segment.start, Seconds{});
    for (Seconds* part : {&segment.accelerating, &segment.cruising, &segment.decelerating}) {
        *part = std::min(*part, left);
        left -= *part;
    }
    segment.start = std::min(segment.start, time);
}

}  // namespace

Length Segment::distance_at(PrintTime time) const {
    const Seconds t = time_within(*this, time);
    const Seconds up = std::min(t, accelerating);
    const Seconds level = std::clamp(t - accelerating, Seconds{}, cruising);
    const Seconds down = std::max(t - accelerating - cruising, Seconds{});
    return (start_speed + (0.5 * acceleration + jerk * up / 6.0) * up) * up + cruise_speed * level +
           (cruise_speed - 0.5 * acceleration * down) * down;
}

Speed Segment::speed_at(PrintTime time) const {
    const Seconds t = time_within(*this, time);
    if (t < accelerating) return start_speed + (acceleration + 0.5 * jerk * t) * t;
    const Seconds down = std::max(t - accelerating - cruising, Seconds{});
    return cruise_speed - acceleration * down;
}

Point Segment::position_at(PrintTime time) const {
    const Length d = distance_at(time);
    return {from.x + direction[0] * d, from.y + direction[1] * d, from.z + direction[2] * d};
}

Segment toolhead_segment(PrintTime start, const Move& move) {
    const Profile& profile = move.profile();
    return {.start = start,
            .accelerating = profile.accelerating,
            .cruising = profile.cruising,
            .decelerating = profile.decelerating,
            .from = {move.start()[0], move.start()[1], move.start()[2]},
            .direction = {move.ratio(0), move.ratio(1), move.ratio(2)},
            .start_speed = profile.start,
            .cruise_speed = profile.cruise,
            .acceleration = move.accel()};
}

Segment extra_axis_segment(PrintTime start, const Move& move, std::size_t axis) {
    Segment segment = toolhead_segment(start, move);
    turn_to_axis(segment, move, axis);
    return segment;
}

void append_toolhead_move(SegmentQueue& queue, PrintTime start, const Move& move) {
    if (!move.is_jerk_limited()) return queue.append(toolhead_segment(start, move));
    PhaseWalk(start, move).each([&](const Segment& segment, Length) { queue.append(segment); });
}

void append_extra_axis_move(SegmentQueue& queue,
                            PrintTime start,
                            const Move& move,
                            std::size_t axis) {
    if (!move.is_jerk_limited()) return queue.append(extra_axis_segment(start, move, axis));
    PhaseWalk(start, move).each([&](Segment segment, Length travelled) {
        turn_to_axis(segment, move, axis, travelled);
        queue.append(segment);
    });
}

void SegmentQueue::append(const Segment& segment) {
    ASSERT(segment.start >= end() - rounding);
    if (held_)
        aside_.push_back(segment);
    else
        segments_.push_back(segment);
}

void SegmentQueue::release() {
    segments_.insert(segments_.end(), aside_.begin(), aside_.end());
    aside_.clear();
    held_ = false;
}

void SegmentQueue::set_position(PrintTime time, Point position) {
    ASSERT(!held_);
    for (std::size_t i = segments_.size(); i-- > begin_ && segments_[i].end() > time;)
        cut(segments_[i], time);
    segments_.push_back(Segment{.start = std::max(time, end()), .from = position});
}

void SegmentQueue::expire(PrintTime time) {
    ASSERT(!held_);
    while (segments_.size() - begin_ > 1 && segments_[begin_].end() < time) {
        ++begin_;
        ++first_;
    }
    // Moving what is left is cheap when it is at most as much as what has gone.
    if (begin_ < segments_.size() - begin_) return;
    segments_.erase(segments_.begin(), segments_.begin() + static_cast<std::ptrdiff_t>(begin_));
    begin_ = 0;
}

PrintTime SegmentQueue::end() const {
    if (!aside_.empty()) return aside_.back().end();
    return segments_.empty() ? PrintTime{} : segments_.back().end();
}

std::optional<Point> SegmentQueue::position_at(PrintTime time) const {
    const Segment* segment = find(time);
    return segment ? std::optional(segment->position_at(time)) : std::nullopt;
}

std::optional<Speed> SegmentQueue::speed_at(PrintTime time) const {
    const Segment* segment = find(time);
    if (!segment) return std::nullopt;
    return time < segment->end() ? segment->speed_at(time) : Speed{};
}

const Segment* SegmentQueue::find(PrintTime time) const {
    const auto find_in = [time](std::span<const Segment> segments) -> const Segment* {
        const auto after = std::upper_bound(
            segments.begin(), segments.end(), time, [](PrintTime t, const Segment& s) {
                return t < s.start;
            });
        return after == segments.begin() ? nullptr : &*std::prev(after);
    };
    const Segment* newest = find_in(aside_);
    return newest ? newest : find_in(std::span(segments_).subspan(begin_));
}

}  // namespace escapement::motion
