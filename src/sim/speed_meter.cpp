// Least-squares parabolas over a sliding window.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/speed_meter.hpp"

#include <algorithm>
#include <cmath>

#include "sim/vector.hpp"

namespace escapement::sim {
namespace {

constexpr base::Seconds interval{0.001};

// With samples at i = -n..n: slope = sum(i p) / sum(i^2); curvature from the second orthogonal
// polynomial q(i) = i^2 - mean(i^2).
constexpr double sum_of_squares(int half) {
    double sum = 0.0;
    for (int i = -half; i <= half; ++i) sum += i * i;
    return sum;
}

constexpr double curvature_norm(int half, double mean_square) {
    double sum = 0.0;
    for (int i = -half; i <= half; ++i) sum += (i * i - mean_square) * (i * i - mean_square);
    return sum;
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
    measure_prompt(at);
}

void SpeedMeter::restart() {
    begun_ = false;
    taken_ = 0;
    speed_ = prompt_speed_ = 0.0;
}

// From the last sample but one to now.
void SpeedMeter::measure_prompt(base::Seconds at) {
    if (taken_ < 2) return;
    const auto& from = samples_[(taken_ - 2) % window];
    const Vector way{pose_.x - from[0], pose_.y - from[1], pose_.z - from[2]};
    prompt_speed_ = std::sqrt(dot(way, way)) / (at - next_ + 2.0 * interval).count();
}

void SpeedMeter::sample() {
    samples_[taken_ % window] = {pose_.x, pose_.y, pose_.z};
    if (++taken_ >= window) measure();
}

void SpeedMeter::measure() {
    constexpr double squares = sum_of_squares(half);
    constexpr double mean_square = squares / window;
    constexpr double norm = curvature_norm(half, mean_square);
    Vector slope{}, curve{};
    for (int i = -half; i <= half; ++i) {
        const auto& p = samples_[(taken_ + static_cast<std::size_t>(i + half)) % window];
        for (std::size_t axis = 0; axis < 3; ++axis) {
            slope[axis] += i * p[axis];
            curve[axis] += (i * i - mean_square) * p[axis];
        }
    }
    const double dt = interval.count();
    const double length = std::sqrt(dot(slope, slope));
    speed_ = length / squares / dt;
    peak_speed_ = std::max(peak_speed_, speed_);
    if (length == 0.0) return;
    const double along = std::abs(dot(curve, slope)) / length;
    peak_acceleration_ = std::max(peak_acceleration_, 2.0 * along / norm / (dt * dt));
}

}  // namespace escapement::sim
