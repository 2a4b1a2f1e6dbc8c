// Stretches of x, y and z added up with their shares.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/blend_path.hpp"

namespace escapement::motion {

// Where the shares cancel out, as in corexy on a diagonal, the stepper stands still.
void BlendPath::advance(PrintTime until, std::vector<Piece>& pieces) {
    Stretch stretch;
    while (source_->next(until, stretch)) {
        Piece piece{stretch.start, stretch.duration, {}};
        for (std::size_t axis = 0; axis < cartesian_axes; ++axis)
            if (blend_[axis] != 0.0) piece.position += blend_[axis] * stretch.axes[axis];
        pieces.push_back(piece);
    }
}

std::unique_ptr<PathSource> blend_path(const Blend& blend, const Trajectory& trajectory) {
    return std::make_unique<BlendPath>(blend, trajectory.stretches(axes_of(blend)));
}

std::unique_ptr<PathSource> blend_path(const Blend& blend,
                                       const SegmentQueue& queue,
                                       std::uint64_t first) {
    return std::make_unique<BlendPath>(
        blend, std::make_unique<SegmentStretches>(queue, first, axes_of(blend)));
}

}  // namespace escapement::motion
