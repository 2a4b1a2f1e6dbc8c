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
    for (PathPoint& point : path_) point = in_steps(point);
}

PathPoint PathFollower::in_steps(const PathPoint& p) const {
    const auto& step = tolerance_.microstep;
    return {p.x / step[0], p.y / step[1], p.z / step[2]};
}

void PathFollower::begin(const PathPoint& offset) {
    offset_ = offset;
    begun_ = true;
    line_ = worst_line_ = 0;
    at_corner_ = false;
    worst_ = {};
    worst_excess_ = 0.0;
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

// Once the corner was reached the nozzle is on one of its two lines, and on the second for good as
// soon as that is the nearer one: where a path doubles back that shows only further on.
bool PathFollower::advance(const PathPoint& p) {
    if (line_ + 2 >= path_.size()) return false;
    if (distance_squared(p, path_[line_ + 1]) <= square(reach_)) at_corner_ = true;
    if (!at_corner_) return false;
    if (distance_squared(p, nearest(line_ + 1, p)) > distance_squared(p, nearest(line_, p)))
        return false;
    ++line_;
    at_corner_ = false;
    return true;
}

void PathFollower::stepped(const Pose& pose, double speed) {
    if (!begun_) return;
    const PathPoint p = in_steps({pose.x - offset_.x, pose.y - offset_.y, pose.z - offset_.z});
    const auto& step = tolerance_.microstep;
    const double timing = speed * tolerance_.timing_s;
    reach_ = 3.0 + timing / std::min({step[0], step[1], step[2]});
    while (advance(p)) {
    }
    const PathPoint q = nearest(line_, p);
    const std::array<double, 3> off{std::abs(p.x - q.x) * step[0],
                                    std::abs(p.y - q.y) * step[1],
                                    std::abs(p.z - q.z) * step[2]};
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
