// All pairs (interval, add) that still fit a sequence of steps: a convex polygon.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace escapement::motion {

// Interval and add in ticks, as a queue_step command has them.
struct IntervalAndAdd {
    std::int64_t interval = 0;
    std::int64_t add = 0;
};

// When step k of a run may happen: ticks since the step before the run, bounds included.
struct StepWindow {
    std::int64_t earliest = 0;
    std::int64_t latest = 0;
};

// Step k lies in its window when earliest <= k * interval + k (k - 1) / 2 * add <= latest: two
// half planes.  As both numbers are whole, moving the bounds out by half a tick changes
// nothing but keeps the polygon from degenerating and rounding from mattering: a whole pair
// is either half a tick inside the widened bounds or half a tick outside.
class FitRegion {
  public:
    // What fits the first step alone.
    explicit FitRegion(StepWindow first);

    // Keeps what also fits step k (from 2 on, each k once, in order).  False when nothing is
    // left, or when the polygon has more corners than there is room for; the region is then
    // as it was before.
    bool narrow(std::int64_t k, StepWindow window);
    // A whole pair near the middle, if there is any.
    std::optional<IntervalAndAdd> whole_pair() const;
    // The whole pair that brings step k closest to `ticks`, among rows near the middle.
    std::size_t corners() const { return size_; }

  private:
    static constexpr std::size_t max_corners = 128;
    struct Corner {
        double interval, add;  // interval counted from base_
    };
    using Corners = std::array<Corner, max_corners>;
    struct HalfPlane {
        double interval, add, bound;  // interval * x + add * y <= bound
        double excess(const Corner& c) const { return interval * c.interval + add * c.add - bound; }
    };
    struct Row {
        double begin, end;
    };

    static std::size_t clip(const Corners& from, std::size_t size, HalfPlane keep, Corners& to);
    Row row(double add) const;
    std::optional<IntervalAndAdd> whole_pair_in_row(std::int64_t add) const;

    std::int64_t base_;
    std::size_t size_ = 0;
    Corners corners_;
};

}  // namespace escapement::motion
