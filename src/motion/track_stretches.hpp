// Stretches of a trajectory with shaped axes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/fixed_vector.hpp"
#include "motion/axis_track.hpp"
#include "motion/stretch.hpp"

namespace escapement::motion {

// Joins the pieces of several axes: from each moment at which one of them changes its polynomial
// to the next.  The tracks are shared with other readers and with whoever makes them.  Belongs to
// one thread, which must not read while the tracks are made.
class TrackStretches final : public StretchSource {
  public:
    // From what the track will do next on.
    void follow(std::size_t axis, ReadTrack track);

    std::size_t take(PrintTime until, std::span<Stretch> room) override;
    std::optional<PrintTime> first_motion(PrintTime until) const override;
    Seconds reach() const override;
    bool reads_tracks() const override { return true; }

  private:
    struct Lane {
        std::size_t axis = 0;
        ReadTrack track;
        std::uint64_t next = 0;
        // The next one and the end of all, while they are read.
        const Piece* piece = nullptr;
        const Piece* last = nullptr;

        void from_next();
    };
    struct Range {
        double begin, end;
    };
    using Lanes = base::FixedVector<Lane, cartesian_axes>;

    void notice_placements();
    Range next_range();

    Lanes lanes_;
    double time_ = 0.0;  // up to where stretches have been given
    std::uint64_t placements_ = 0;
};

}  // namespace escapement::motion
