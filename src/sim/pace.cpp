// A straight line between two clocks, moved where the simulation falls behind.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/pace.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace escapement::sim {

using base::HostTime;
using base::Seconds;

Pace::Pace(const Options& options, HostTime wall, HostTime moment)
    : speed_(options.speed), most_behind_(options.most_behind), wall_(wall), moment_(moment) {
    ASSERT(speed_ > 0.0);
}

HostTime Pace::due(HostTime wall, const Standing& standing) {
    const Seconds passed(wall - wall_);
    const HostTime target = moment_ + base::host_duration(passed * speed_);
    const HostTime farthest = std::max(standing.reached, standing.idle_until) +
                              base::host_duration(most_behind_ * speed_);
    const HostTime end = std::max(std::min(target, farthest), standing.reached);
    if (target > farthest) {
        const Seconds slip = Seconds(target - farthest) / speed_;
        slipped_ += slip;
        longest_slip_ = std::max(longest_slip_, slip);
        wall_ = wall;
        moment_ = end;
    }
    return end;
}

HostTime Pace::wall_at(HostTime moment) const {
    return wall_ + base::host_duration(Seconds(moment - moment_) / speed_);
}

}  // namespace escapement::sim
