// Walks several tracks at the same time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/track_stretches.hpp"

#include <algorithm>
#include <array>
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

bool TrackStretches::next(PrintTime until_time, Stretch& stretch) {
    notice_placements();
    const double until = seconds(until_time);
    for (;;) {
        // Until the first change of any axis; nothing if that is not known of one.
        double begin = time_, end = std::numeric_limits<double>::infinity();
        std::array<const Piece*, cartesian_axes> pieces;
        std::size_t count = 0;
        for (Lane& lane : lanes_) {
            const Piece* piece = lane.track->find(lane.next, time_);
            if (!piece) return false;
            pieces[count++] = piece;
            begin = std::max(begin, piece->start);
            end = std::min(end, piece->end());
        }
        if (!(begin < until)) return false;
        time_ = end;
        bool moves = false;
        count = 0;
        for (const Lane& lane : lanes_) {
            const Piece& piece = *pieces[count++];
            stretch.axes[lane.axis] = piece.counted_from(begin);
            moves = moves || !piece.position.is_constant();
        }
        if (!moves || !(begin < end)) continue;
        stretch.start = begin;
        stretch.duration = end - begin;
        return true;
    }
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
