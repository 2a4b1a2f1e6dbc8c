// Least-squares parabolas over a sliding window.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/speed_meter.hpp"

#include <algorithm>
#include <cmath>

namespace escapement::sim {
namespace {

constexpr base::Seconds interval{0.001};

double length(const std::array<double, 3>& v) {
    return std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}

}  // namespace

void SpeedMeter::stepped(base::Seconds at, const Pose& pose) {
    if (!begun_) {
        begun_ = true;
        pose_ = pose;
    }
    // After a pause longer than the window all samples are alike; older ones need not be taken.
    if (at - next_ > static_cast<double>(window) * interval)
        next_ = at - static_cast<double>(window) * interval;
    while (next_ < at) {
        sample();
        next_ += interval;
    }
    pose_ = pose;
}

void SpeedMeter::sample() {
    samples_[taken_ % window] = {pose_.x, pose_.y, pose_.z};
    if (++taken_ < window) return;
    // With samples at i = -n..n: slope = sum(i p) / sum(i^2); curvature from the second
    // orthogonal polynomial q(i) = i^2 - mean(i^2).
    double squares = 0.0, mean = 0.0, norm = 0.0;
    for (int i = -half; i <= half; ++i) squares += i * i;
    mean = squares / window;
    for (int i = -half; i <= half; ++i) norm += (i * i - mean) * (i * i - mean);
    std::array<double, 3> slope{}, curve{};
    for (int i = -half; i <= half; ++i) {
        const auto& p = samples_[(taken_ + static_cast<std::size_t>(i + half)) % window];
        for (std::size_t axis = 0; axis < 3; ++axis) {
            slope[axis] += i * p[axis];
            curve[axis] += (i * i - mean) * p[axis];
        }
    }
    const double dt = interval.count();
    speed_ = length(slope) / squares / dt;
    peak_speed_ = std::max(peak_speed_, speed_);
    peak_acceleration_ = std::max(peak_acceleration_, 2.0 * length(curve) / norm / (dt * dt));
}

}  // namespace escapement::sim
