// Position, velocity and acceleration from segments.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace_samples.hpp"

#include <algorithm>

namespace escapement::app {
namespace {

using motion::Segment;

// Along the segment's direction; at rest before and behind it.
double acceleration_at(const Segment& segment, double since_start) {
    if (since_start < 0.0 || since_start >= segment.duration().count()) return 0.0;
    if (since_start < segment.accelerating.count())
        return segment.acceleration.value + segment.jerk.value * since_start;
    if (since_start < (segment.accelerating + segment.cruising).count()) return 0.0;
    return -segment.acceleration.value;
}

std::array<Motion, 3> motion_at(const Segment& segment, base::PrintTime time) {
    const auto place = segment.position_at(time);
    const bool moves = time >= segment.start && time < segment.end();
    const double speed = moves ? segment.speed_at(time).value : 0.0;
    const double accel = acceleration_at(segment, (time - segment.start).count());
    const std::array positions{place.x.value, place.y.value, place.z.value};
    std::array<Motion, 3> motion;
    for (std::size_t axis = 0; axis < motion.size(); ++axis)
        motion[axis] = {.position = positions[axis],
                        .velocity = speed * segment.direction[axis],
                        .acceleration = accel * segment.direction[axis]};
    return motion;
}

// A window's weight is how its response to a jump of speed bends.
double weight_at(const motion::ShaperWindow& window, double v) {
    const auto response = window.response({1.0, 0.0, 0.0});
    const double place = window.place(v), per_second = window.place(1.0) - window.place(0.0);
    double bend = 0.0, power = 1.0;
    for (std::size_t n = 2; n < response.size(); ++n, power *= place)
        bend += static_cast<double>(n * (n - 1)) * response[n] * power;
    return bend * per_second * per_second;
}

void add(Motion& sum, double weight, const Motion& motion) {
    sum.position += weight * motion.position;
    sum.velocity += weight * motion.velocity;
    sum.acceleration += weight * motion.acceleration;
}

}  // namespace

// Pulses are summed up, windows integrated by Simpson's rule.
Motion SegmentReader::averaged(double time, std::size_t axis, const motion::Shaper& shaper) {
    Motion sum;
    if (const auto& window = shaper.window()) {
        constexpr int parts = 64;
        const double part = (window->end() - window->begin()) / parts;
        for (int i = 0; i <= parts; ++i) {
            const double v = window->begin() + i * part;
            const double share = i == 0 || i == parts ? 1.0 : i % 2 ? 4.0 : 2.0;
            add(sum, share / 3.0 * part * weight_at(*window, v), at(time - v)[axis]);
        }
        return sum;
    }
    for (const motion::Pulse& pulse : shaper.pulses())
        add(sum, pulse.amplitude, at(time + pulse.later)[axis]);
    return sum;
}

std::array<Motion, 3> SegmentReader::shaped_at(double time, const motion::Shapers& shapers) {
    auto motion = at(time);
    for (std::size_t axis = 0; axis < motion.size(); ++axis)
        if (shapers[axis].shapes()) motion[axis] = averaged(time, axis, shapers[axis]);
    return motion;
}

std::array<Motion, 3> SegmentReader::at(double time) {
    const base::PrintTime when{base::Seconds{time}};
    next_ = std::max(next_, queue_.first_sequence());
    while (next_ > queue_.first_sequence() && queue_[next_ - 1].start > when) --next_;
    while (next_ < queue_.end_sequence() && queue_[next_].start <= when) ++next_;
    if (next_ == queue_.first_sequence()) {
        if (next_ == queue_.end_sequence()) return {};
        auto first = motion_at(queue_[next_], queue_[next_].start);
        for (Motion& axis : first) axis.velocity = axis.acceleration = 0.0;
        return first;
    }
    return motion_at(queue_[next_ - 1], when);
}

}  // namespace escapement::app
