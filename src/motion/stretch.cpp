// Three phases of constant acceleration from each segment.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/stretch.hpp"

#include <algorithm>

namespace escapement::motion {

namespace {

double seconds_of(PrintTime time) {
    return time.time_since_epoch().count();
}

}  // namespace

std::size_t SegmentStretches::take(PrintTime until, std::span<Stretch> room) {
    std::size_t taken = 0;
    while (taken < room.size() && take_one(until, room[taken])) ++taken;
    return taken;
}

bool SegmentStretches::take_one(PrintTime until, Stretch& stretch) {
    if (next_ < queue_.first_sequence()) {
        next_ = queue_.first_sequence();
        phase_ = 0;
    }
    while (next_ < queue_.end_sequence()) {
        const Segment& segment = queue_[next_];
        if (segment.start >= until) return false;
        if (moves(segment) && take_phase(segment, stretch)) return true;
        phase_ = 0;
        ++next_;
    }
    return false;
}

std::optional<PrintTime> SegmentStretches::first_motion(PrintTime until) const {
    const std::uint64_t first = std::max(next_, queue_.first_sequence());
    for (std::uint64_t i = first; i < queue_.end_sequence(); ++i) {
        const Segment& segment = queue_[i];
        if (segment.start >= until) break;
        if (moves(segment)) return segment.start;
    }
    return std::nullopt;
}

bool SegmentStretches::moves(const Segment& segment) const {
    for (std::size_t axis = 0; axis < cartesian_axes; ++axis)
        if (matters_[axis] && segment.direction[axis] != 0.0) return true;
    return false;
}

// The segment's next phase that takes any time; false when it has none left.
bool SegmentStretches::take_phase(const Segment& segment, Stretch& stretch) {
    if (phase_ == 0) {
        phase_start_ = seconds_of(segment.start);
        position_ = {segment.from.x.value, segment.from.y.value, segment.from.z.value};
    }
    const auto phases = phases_of(segment);
    while (phase_ < phases.size()) {
        const auto [duration, speed, half_acceleration, sixth_jerk] = phases[phase_++];
        if (!(duration > 0.0)) continue;
        stretch.start = phase_start_;
        stretch.duration = duration;
        for (std::size_t axis = 0; axis < cartesian_axes; ++axis) {
            const double share = segment.direction[axis];
            stretch.axes[axis].c = {
                position_[axis], share * speed, share * half_acceleration, share * sixth_jerk};
            position_[axis] = stretch.axes[axis].at(duration);
        }
        phase_start_ += duration;
        return true;
    }
    return false;
}

}  // namespace escapement::motion
