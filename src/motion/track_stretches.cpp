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

// Most pieces are quadratic.
Polynomial counted_from(double time, const Piece& piece) {
    if (time == piece.start) return piece.position;
    const double t = time - piece.start;
    const auto& c = piece.position.c;
    if (c[3] != 0.0 || c[4] != 0.0 || c[5] != 0.0) return piece.position.shifted(t);
    return {{c[0] + t * (c[1] + t * c[2]), c[1] + 2.0 * t * c[2], c[2]}};
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

bool TrackStretches::next(PrintTime until, Stretch& stretch) {
    notice_placements();
    for (;;) {
        const auto range = next_range();
        if (!range || !(range->begin < seconds(until))) return false;
        time_ = range->end;
        bool moves = false;
        for (const Lane& lane : lanes_) {
            const Piece& piece = (*lane.track)[lane.next];
            stretch.axes[lane.axis] = counted_from(range->begin, piece);
            moves = moves || piece.position.degree() > 0;
        }
        if (!moves || !(range->begin < range->end)) continue;
        stretch.start = range->begin;
        stretch.duration = range->end - range->begin;
        return true;
    }
}

// Until the first change of any axis; nothing if that is not known of one.
std::optional<TrackStretches::Range> TrackStretches::next_range() {
    Range range{time_, std::numeric_limits<double>::infinity()};
    for (Lane& lane : lanes_) {
        const AxisTrack& track = *lane.track;
        lane.next = std::max(lane.next, track.first_sequence());
        while (lane.next < track.end_sequence() && track[lane.next].end() <= time_) ++lane.next;
        if (lane.next >= track.end_sequence()) return std::nullopt;
        range.begin = std::max(range.begin, track[lane.next].start);
        range.end = std::min(range.end, track[lane.next].end());
    }
    return range;
}

std::optional<PrintTime> TrackStretches::first_motion(PrintTime until) const {
    std::optional<PrintTime> first;
    for (const Lane& lane : lanes_) {
        const AxisTrack& track = *lane.track;
        for (std::uint64_t i = std::max(lane.next, track.first_sequence());
             i < track.end_sequence() && track[i].start < seconds(until);
             ++i) {
            const PrintTime start{Seconds{std::max(track[i].start, time_)}};
            if (track[i].position.degree() == 0 || track[i].end() <= time_) continue;
            if (!first || start < *first) first = start;
            break;
        }
    }
    return first;
}

Seconds TrackStretches::reach() const {
    Seconds reach{};
    for (const Lane& lane : lanes_) reach = std::max(reach, lane.track->shaper().reach());
    return reach;
}

}  // namespace escapement::motion
