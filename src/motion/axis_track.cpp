// Keeps the pieces of a shaped axis.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/axis_track.hpp"

#include <algorithm>

#include "motion/pulse_track.hpp"
#include "motion/window_track.hpp"

namespace escapement::motion {

AxisTrack::AxisTrack(const Shaper& shaper, double begin, double position)
    : shaper_(shaper), knots_(position), end_(begin) {}

void AxisTrack::place(double time, double position) {
    knots_.place(position);
    restart();
    if (!pieces_.empty() && pieces_.back().end() > time) {
        Piece& last = pieces_.back();
        last.duration = std::max(time - last.start, 0.0);
        end_ = last.end();
    }
    placed_at_ = time;
    ++placements_;
}

void AxisTrack::advance(double until) {
    forget();
    knots_.settle(until + shaper_.reach().count());
    make(until);
    read_until_ = until;
}

std::optional<PrintTime> AxisTrack::first_motion(std::uint64_t next,
                                                 double time,
                                                 PrintTime until) const {
    while (const Piece* piece = find(next, time)) {
        const PrintTime start{Seconds{std::max(piece->start, time)}};
        if (PrintTime{Seconds{piece->start}} >= until) break;
        if (!piece->position.is_constant()) return start;
        ++next;
    }
    return std::nullopt;
}

void AxisTrack::forget() {
    std::size_t read = 0;
    while (read < pieces_.size() && pieces_[read].end() <= read_until_) ++read;
    pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(read));
    first_ += read;
}

void AxisTrack::push(double until, const Polynomial& position) {
    if (until - end_ < together_s) return;
    pieces_.push_back({end_, until - end_, position});
    end_ = until;
}

std::unique_ptr<AxisTrack> make_track(const Shaper& shaper, double begin, double position) {
    if (shaper.window()) return std::make_unique<WindowTrack>(shaper, begin, position);
    return std::make_unique<PulseTrack>(shaper, begin, position);
}

}  // namespace escapement::motion
