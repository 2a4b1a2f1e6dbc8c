// What the steppers of a machine follow: where the nozzle is at every moment.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "motion/axis_track.hpp"
#include "motion/segment.hpp"
#include "motion/shaper.hpp"
#include "motion/stretch.hpp"

namespace escapement::motion {

// Of x, y and z.
using Shapers = std::array<Shaper, cartesian_axes>;
// Whether one of these axes is shaped.
bool shape_any(const Shapers& shapers, AxisMask axes);

// The planned segments of a toolhead, seen through input shapers.  An axis is shaped once for all
// steppers that follow it with the same shaper.  Belongs to one thread, but while nobody changes
// it several may read their stretches.
class Trajectory {
  public:
    Trajectory() = default;
    Trajectory(const Trajectory&) = delete;
    Trajectory& operator=(const Trajectory&) = delete;

    SegmentQueue& segments() { return segments_; }
    const SegmentQueue& segments() const { return segments_; }
    // As SegmentQueue's: from `time` on, the position is `position`.
    void set_position(PrintTime time, Point position);

    // What readers see that are made from now on.
    const Shapers& shapers() const { return shapers_; }
    void set_shapers(const Shapers& shapers) { shapers_ = shapers; }

    // A reader of what is to come; with shapers of its own, if given.  While it is made the
    // machine must be at rest.  Must not outlive this.
    std::unique_ptr<StretchSource> stretches(AxisMask matters) const {
        return stretches(matters, shapers_);
    }
    std::unique_ptr<StretchSource> stretches(AxisMask matters, const Shapers& shapers) const;
    // The same of one axis, as the pieces themselves.
    ReadTrack track(std::size_t axis, const Shaper& shaper) const;

    // Shapes what begins before `until`.  Before readers are asked for stretches up to then, and
    // when all of them have been asked up to the last `until`.
    void advance(PrintTime until);
    // The same in parts, which may be done at the same time: how many there are, and one of them.
    std::size_t parts();
    void advance_part(std::size_t part, PrintTime until);

  private:
    struct Track {
        void feed(const SegmentQueue& segments);

        std::size_t axis;
        SharedTrack track;
        std::uint64_t next;  // of the segments, the first that it has not been told
    };

    SegmentQueue segments_;
    Shapers shapers_;
    // Those that readers share; kept in sight of new readers, so that these can share them as
    // well.  A track that nobody reads any more goes away.
    mutable std::vector<Track> tracks_;
};

}  // namespace escapement::motion
