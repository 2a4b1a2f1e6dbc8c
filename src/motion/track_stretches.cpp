// Walks several tracks at the same time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/track_stretches.hpp"

#include <algorithm>
#include <limits>

namespace escapement::motion {

namespace {

double seconds(PrintTime time) {
    return time.time_since_epoch().count();
}

}  // namespace

void TrackStretches::follow(std::size_t axis, ReadTrack track) {
    const std::uint64_t next = track->end_sequence();
    placements_ += track->placements();
    lanes_.push_back({.axis = axis, .track = std::move(track), .next = next});
}

// What was read beyond that moment did not happen.
void TrackStretches::notice_placements() {
    std::uint64_t placements = 0;
    double placed_at = 0.0;
    for (const Lane& lane : lanes_) {
        placements += lane.track->placements();
        placed_at = lane.track->placed_at();
    }
    if (placements == placements_) return;
    placements_ = placements;
    time_ = std::min(time_, placed_at);
}

// While tracks are read, nobody makes them: pointers to their pieces hold.
[[gnu::flatten]] std::size_t TrackStretches::take(PrintTime until, std::span<Stretch> room) {
    notice_placements();
    for (Lane& lane : lanes_) lane.from_next();
    std::size_t taken = 0;
    while (taken < room.size()) {
        const Range range = next_range();
        if (!(range.begin < seconds(until))) break;
        time_ = range.end;
        Stretch& stretch = room[taken];
        bool moves = false;
        for (const Lane& lane : lanes_)
            moves |= lane.piece->count_from(range.begin, stretch.axes[lane.axis]);
        stretch.start = range.begin;
        stretch.duration = range.end - range.begin;
        if (moves && stretch.duration > 0.0) ++taken;
    }
    return taken;
}

void TrackStretches::Lane::from_next() {
    next = std::max(next, track->first_sequence());
    const auto pieces = track->from(next);
    piece = pieces.data();
    last = piece + pieces.size();
}

// Until the first change of any axis; from the end of time on if that is not known of one.
TrackStretches::Range TrackStretches::next_range() {
    constexpr double never = std::numeric_limits<double>::infinity();
    Range range{time_, never};
    for (Lane& lane : lanes_) {
        for (; lane.piece < lane.last && lane.piece->end() <= time_; ++lane.piece) ++lane.next;
        if (lane.piece == lane.last) return {never, never};
        range.begin = std::max(range.begin, lane.piece->start);
        range.end = std::min(range.end, lane.piece->end());
    }
    return range;
}

std::optional<PrintTime> TrackStretches::first_motion(PrintTime until) const {
    std::optional<PrintTime> first;
    for (const Lane& lane : lanes_) {
        const auto start = lane.track->first_motion(lane.next, time_, until);
        if (start && (!first || *start < *first)) first = start;
    }
    return first;
}

Seconds TrackStretches::reach() const {
    Seconds reach{};
    for (const Lane& lane : lanes_) reach = std::max(reach, lane.track->shaper().reach());
    return reach;
}

}  // namespace escapement::motion
