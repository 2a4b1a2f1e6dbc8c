// The path of a stepper that follows a fixed blend of x, y and z, at a distance.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "motion/kinematics.hpp"
#include "motion/path.hpp"
#include "motion/stretch.hpp"
#include "motion/trajectory.hpp"

namespace escapement::motion {

// The axes that have a share in the blend.
constexpr AxisMask axes_of(const Blend& blend) {
    return {blend[0] != 0.0, blend[1] != 0.0, blend[2] != 0.0};
}

class BlendPath final : public PathSource {
  public:
    // The source must give the axes_of(blend).
    BlendPath(const Blend& blend, std::unique_ptr<StretchSource> source, Length offset = {})
        : blend_(blend), offset_(offset), source_(std::move(source)) {}

    void advance(PrintTime until, std::vector<Piece>& pieces) override;
    std::optional<PrintTime> first_motion(PrintTime until) const override {
        return source_->first_motion(until);
    }
    Length at(Point position) const override { return blended(blend_, position) + offset_; }
    Seconds reach() const override { return source_->reach(); }
    bool reads_tracks() const override { return source_->reads_tracks(); }

  private:
    Blend blend_;
    Length offset_;
    std::unique_ptr<StretchSource> source_;
};

// The path of a stepper that follows what is to come of a trajectory; with shapers of its own, if
// given.
std::unique_ptr<PathSource> blend_path(const Blend& blend,
                                       const Trajectory& trajectory,
                                       const Shapers& shapers,
                                       Length offset = {});
inline std::unique_ptr<PathSource> blend_path(const Blend& blend, const Trajectory& trajectory) {
    return blend_path(blend, trajectory, trajectory.shapers());
}
// The path of a stepper that follows the segments of a queue, from a sequence number on.
std::unique_ptr<PathSource> blend_path(const Blend& blend,
                                       const SegmentQueue& queue,
                                       std::uint64_t first,
                                       Length offset = {});

}  // namespace escapement::motion
