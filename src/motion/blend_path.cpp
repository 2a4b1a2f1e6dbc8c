// Stretches of x, y and z added up with their shares.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/blend_path.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace escapement::motion {

// Where the shares cancel out, as in corexy on a diagonal, the stepper stands still.
void BlendPath::advance(PrintTime until, std::vector<Piece>& pieces) {
    std::array<Stretch, some_stretches> stretches;
    while (const std::size_t count = source_->take(until, stretches)) {
        for (const Stretch& stretch : std::span(stretches).first(count)) {
            Piece& piece = pieces.emplace_back(stretch.start, stretch.duration);
            piece.position.c[0] = offset_.value;
            for (std::size_t axis = 0; axis < cartesian_axes; ++axis)
                if (blend_[axis] != 0.0) piece.position += blend_[axis] * stretch.axes[axis];
        }
    }
}

namespace {

// The same for a share of one shaped axis: its pieces as they are.
class TrackPath final : public PathSource {
  public:
    TrackPath(const Blend& blend, std::size_t axis, ReadTrack track, Length offset)
        : blend_(blend),
          axis_(axis),
          offset_(offset),
          track_(std::move(track)),
          next_(track_->end_sequence()),
          placements_(track_->placements()) {}

    void advance(PrintTime until_time, std::vector<Piece>& pieces) override {
        const double until = until_time.time_since_epoch().count();
        notice_placements();
        next_ = std::max(next_, track_->first_sequence());
        for (const Piece& piece : track_->from(next_)) {
            if (piece.end() > time_) {
                const double begin = std::max(time_, piece.start);
                if (!(begin < until)) break;
                time_ = piece.end();
                if (!piece.position.is_constant()) append(piece, begin, pieces);
            }
            ++next_;
        }
    }
    std::optional<PrintTime> first_motion(PrintTime until) const override {
        return track_->first_motion(next_, time_, until);
    }
    Length at(Point position) const override { return blended(blend_, position) + offset_; }
    Seconds reach() const override { return track_->shaper().reach(); }
    bool reads_tracks() const override { return true; }

  private:
    void append(const Piece& piece, double begin, std::vector<Piece>& pieces) const {
        Piece& made = pieces.emplace_back(piece);
        if (begin != piece.start) {
            made.start = begin;
            made.duration = time_ - begin;
            piece.count_from(begin, made.position);
        }
        if (const double share = blend_[axis_]; share != 1.0) made.position = share * made.position;
        made.position.c[0] += offset_.value;
    }
    // What was read beyond that moment did not happen.
    void notice_placements() {
        if (track_->placements() == placements_) return;
        placements_ = track_->placements();
        time_ = std::min(time_, track_->placed_at());
    }

    Blend blend_;
    std::size_t axis_;
    Length offset_;
    ReadTrack track_;
    std::uint64_t next_;
    double time_ = 0.0;  // up to where pieces have been given
    std::uint64_t placements_;
};

// The same straight from segments, without stretches in between: most steppers, most of the time.
class SegmentBlendPath final : public PathSource {
  public:
    SegmentBlendPath(const Blend& blend,
                     const SegmentQueue& queue,
                     std::uint64_t first,
                     Length offset)
        : blend_(blend), offset_(offset), queue_(queue), next_(first) {}

    void advance(PrintTime until, std::vector<Piece>& pieces) override {
        next_ = std::max(next_, queue_.first_sequence());
        for (const auto end = queue_.end_sequence(); next_ < end; ++next_) {
            const Segment& segment = queue_[next_];
            if (segment.start >= until) break;
            if (const double share = along(segment); share != 0.0) append(segment, share, pieces);
        }
    }
    std::optional<PrintTime> first_motion(PrintTime until) const override {
        return SegmentStretches(queue_, next_, axes_of(blend_)).first_motion(until);
    }
    Length at(Point position) const override { return blended(blend_, position) + offset_; }

  private:
    double along(const Segment& segment) const {
        const auto& d = segment.direction;
        return blend_[0] * d[0] + blend_[1] * d[1] + blend_[2] * d[2];
    }
    void append(const Segment& segment, double share, std::vector<Piece>& pieces) const {
        const double from = (blended(blend_, segment.from) + offset_).value;
        each_phase(segment, from, share, [&](const Piece& piece) { pieces.push_back(piece); });
    }

    Blend blend_;
    Length offset_;
    const SegmentQueue& queue_;
    std::uint64_t next_;
};

}  // namespace

std::unique_ptr<PathSource> blend_path(const Blend& blend,
                                       const SegmentQueue& queue,
                                       std::uint64_t first,
                                       Length offset) {
    return std::make_unique<SegmentBlendPath>(blend, queue, first, offset);
}

std::unique_ptr<PathSource> blend_path(const Blend& blend,
                                       const Trajectory& trajectory,
                                       const Shapers& shapers,
                                       Length offset) {
    const AxisMask axes = axes_of(blend);
    const SegmentQueue& segments = trajectory.segments();
    if (!shape_any(shapers, axes))
        return blend_path(blend, segments, segments.end_sequence(), offset);
    if (std::count(axes.begin(), axes.end(), true) > 1)
        return std::make_unique<BlendPath>(blend, trajectory.stretches(axes, shapers), offset);
    const auto axis =
        static_cast<std::size_t>(std::find(axes.begin(), axes.end(), true) - axes.begin());
    return std::make_unique<TrackPath>(blend, axis, trajectory.track(axis, shapers[axis]), offset);
}

}  // namespace escapement::motion
