// Walks along a polyline beside the nozzle.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/path_follower.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"

namespace escapement::sim {
namespace {

double square(double v) {
    return v * v;
}

double distance_squared(const PathPoint& a, const PathPoint& b) {
    return square(a.x - b.x) + square(a.y - b.y) + square(a.z - b.z);
}

// Lines that move nothing teach nothing.
std::vector<PathPoint> without_repeats(std::vector<PathPoint> path) {
    const auto same = [](const PathPoint& a, const PathPoint& b) {
        return distance_squared(a, b) < 1e-18;
    };
    path.erase(std::unique(path.begin(), path.end(), same), path.end());
    return path;
}

}  // namespace

PathFollower::PathFollower(std::vector<PathPoint> path, const Tolerance& tolerance)
    : path_(without_repeats(std::move(path))), tolerance_(tolerance) {
    if (path_.size() == 1) path_.push_back(path_.front());
    ASSERT(path_.size() >= 2);
}

void PathFollower::begin(const PathPoint& offset) {
    *this = PathFollower(std::move(path_), tolerance_);
    offset_ = offset;
    begun_ = true;
}

PathPoint PathFollower::nearest(std::size_t line, const PathPoint& p) const {
    const PathPoint &a = path_[line], &b = path_[line + 1];
    const double length = distance_squared(a, b);
    double t = 0.0;
    if (length > 0.0)
        t = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y) + (p.z - a.z) * (b.z - a.z)) /
            length;
    t = std::clamp(t, 0.0, 1.0);
    return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), a.z + t * (b.z - a.z)};
}

bool PathFollower::may_advance(const PathPoint& p) const {
    if (line_ + 2 >= path_.size()) return false;
    if (distance_squared(p, path_[line_ + 1]) > square(reach_)) return false;
    return distance_squared(p, nearest(line_ + 1, p)) <= distance_squared(p, nearest(line_, p));
}

void PathFollower::stepped(const Pose& pose, double speed) {
    if (!begun_) return;
    const PathPoint p{pose.x - offset_.x, pose.y - offset_.y, pose.z - offset_.z};
    const double timing = speed * tolerance_.timing_s;
    const auto& step = tolerance_.microstep;
    reach_ = 3.0 * std::max({step[0], step[1], step[2]}) + timing;
    while (may_advance(p)) ++line_;
    const PathPoint q = nearest(line_, p);
    const std::array<double, 3> off{std::abs(p.x - q.x), std::abs(p.y - q.y), std::abs(p.z - q.z)};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        worst_[axis] = std::max(worst_[axis], off[axis]);
        const double excess = off[axis] - step[axis] - timing;
        if (excess > worst_excess_) {
            worst_excess_ = excess;
            worst_line_ = line_;
        }
    }
}

}  // namespace escapement::sim
