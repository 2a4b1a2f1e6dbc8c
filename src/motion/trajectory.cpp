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
    unread_.emplace(segments_, segments_.end_sequence(), every_axis);
    for (const Track& track : tracks_)
        track.track->place(seconds_at(time), coordinates(position)[track.axis]);
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
    if (tracks_.empty()) unread_.emplace(segments_, segments_.end_sequence(), every_axis);
    const PrintTime now = segments_.end();
    const auto position = coordinates(segments_.position_at(now).value_or(Point{}));
    tracks_.push_back({axis, make_track(shaper, seconds_at(now), position[axis])});
    return tracks_.back().track;
}

void Trajectory::advance(PrintTime until) {
    std::erase_if(tracks_, [](const Track& track) { return track.track.use_count() == 1; });
    if (tracks_.empty()) return;
    Stretch stretch;
    while (unread_->next(PrintTime::max(), stretch))
        for (const Track& track : tracks_)
            track.track->add(stretch.start, stretch.duration, stretch.axes[track.axis]);
    for (const Track& track : tracks_) track.track->advance(seconds_at(until));
}

}  // namespace escapement::motion
