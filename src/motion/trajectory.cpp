// Feeds tracks from segments, and hands them to readers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/trajectory.hpp"

#include <algorithm>

#include "motion/track_stretches.hpp"

namespace escapement::motion {

namespace {

double seconds_at(PrintTime time) {
    return time.time_since_epoch().count();
}

std::array<double, cartesian_axes> coordinates(Point point) {
    return {point.x.value, point.y.value, point.z.value};
}

}  // namespace

bool shape_any(const Shapers& shapers, AxisMask axes) {
    for (std::size_t axis = 0; axis < cartesian_axes; ++axis)
        if (axes[axis] && shapers[axis].shapes()) return true;
    return false;
}

void Trajectory::set_position(PrintTime time, Point position) {
    segments_.set_position(time, position);
    for (Track& track : tracks_) {
        track.next = segments_.end_sequence();
        track.track->place(seconds_at(time), coordinates(position)[track.axis]);
    }
}

std::unique_ptr<StretchSource> Trajectory::stretches(AxisMask matters,
                                                     const Shapers& shapers) const {
    if (!shape_any(shapers, matters))
        return std::make_unique<SegmentStretches>(segments_, segments_.end_sequence(), matters);
    auto joined = std::make_unique<TrackStretches>();
    for (std::size_t axis = 0; axis < cartesian_axes; ++axis)
        if (matters[axis]) joined->follow(axis, track(axis, shapers[axis]));
    return joined;
}

ReadTrack Trajectory::track(std::size_t axis, const Shaper& shaper) const {
    for (const Track& known : tracks_)
        if (known.axis == axis && known.track->shaper() == shaper) return known.track;
    const PrintTime now = segments_.end();
    const auto position = coordinates(segments_.position_at(now).value_or(Point{}));
    tracks_.push_back(
        {axis, make_track(shaper, seconds_at(now), position[axis]), segments_.end_sequence()});
    return tracks_.back().track;
}

void Trajectory::advance(PrintTime until) {
    const std::size_t count = parts();
    for (std::size_t part = 0; part < count; ++part) advance_part(part, until);
}

std::size_t Trajectory::parts() {
    std::erase_if(tracks_, [](const Track& track) { return track.track.use_count() == 1; });
    return tracks_.size();
}

void Trajectory::advance_part(std::size_t part, PrintTime until) {
    tracks_[part].feed(segments_);
    tracks_[part].track->advance(seconds_at(until));
}

void Trajectory::Track::feed(const SegmentQueue& segments) {
    next = std::max(next, segments.first_sequence());
    for (const std::uint64_t end = segments.end_sequence(); next < end; ++next) {
        const Segment& segment = segments[next];
        each_phase(segment,
                   coordinates(segment.from)[axis],
                   segment.direction[axis],
                   [this](const Piece& piece) {
                       track->add(piece.start, piece.duration, piece.position);
                   });
    }
}

}  // namespace escapement::motion
