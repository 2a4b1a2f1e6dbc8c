// Averages of planned positions.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/shaping_offset.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace escapement::app {
namespace {

// A window is looked at in so many parts, in three places of each: Gauss and Legendre's rule.  What
// this misses is far less than a step.
constexpr int parts_per_window = 16;
constexpr std::array<std::array<double, 2>, 3> places_and_weights{
    {{-0.38729833462074170, 5.0 / 18.0}, {0.0, 8.0 / 18.0}, {0.38729833462074170, 5.0 / 18.0}}};

double window_weight(const motion::ShaperWindow& window, double t) {
    // A jump of acceleration is answered by the weight integrated three times over t.
    const auto response = window.response({0.0, 1.0, 0.0});
    const double u = window.place(t), duration = window.end() - window.begin();
    double sum = 0.0;
    for (std::size_t k = response.size(); k-- > 3;)
        sum = sum * u + static_cast<double>(k * (k - 1) * (k - 2)) * response[k];
    return sum / (duration * duration * duration);
}

double value_of(const motion::Point& point, std::size_t axis) {
    return axis == 0 ? point.x.value : axis == 1 ? point.y.value : point.z.value;
}

// Says where the head is without moving it.
bool places(const motion::Segment& segment) {
    return segment.direction == std::array<double, motion::cartesian_axes>{};
}

}  // namespace

ShapingOffset::ShapingOffset(printer::Toolhead& toolhead,
                             const printer::MotionQueue& motion,
                             const Shares& shares)
    : toolhead_(toolhead), motion_(motion) {
    learn(shares, true);
    restart(shares);
}

void ShapingOffset::restart(const Shares& shares) {
    first_ = last_segment();
    to_come_.clear();
    from_ = base::PrintTime{};
    until_ = base::PrintTime::max();
    shares_ = latest_shares_ = shares;
    take_up(latest_);
}

std::uint64_t ShapingOffset::last_segment() const {
    const auto& segments = toolhead_.segments();
    const auto end = segments.end_sequence();
    return end > segments.first_sequence() ? end - 1 : end;
}

// Whether that is news.
bool ShapingOffset::learn(const Shares& shares, bool given_anew) {
    const auto& now = toolhead_.trajectory().shapers();
    if (!given_anew && now == head_) return false;
    const auto before = latest_;
    head_ = now;
    for (std::size_t axis = 0; axis < axes; ++axis)
        if (shares[axis] != 0.0) latest_[axis] = now[axis];
    return latest_ != before;
}

// Steps of the old ones have been made up to this moment, and the head rests there.
void ShapingOffset::notice(const Shares& shares, bool given_anew) {
    const bool others = learn(shares, given_anew);
    const bool moves_otherwise = std::exchange(latest_shares_, shares) != shares;
    const bool shaped = std::any_of(
        latest_.begin(), latest_.end(), [](const auto& shaper) { return shaper.shapes(); });
    if (!others && !(moves_otherwise && shaped)) return;
    if (to_come_.empty()) until_ = toolhead_.print_time();
    to_come_.push_back(
        {motion_.solved_until(), toolhead_.print_time(), latest_, shares, last_segment()});
}

bool ShapingOffset::shapes() const {
    const auto looked_at = [](const auto& looks) { return !looks.empty(); };
    return !to_come_.empty() || std::any_of(looks_.begin(), looks_.end(), looked_at);
}

void ShapingOffset::take_up(const motion::Shapers& shapers) {
    for (std::size_t axis = 0; axis < axes; ++axis) {
        auto& looks = looks_[axis];
        looks.clear();
        if (!shapers[axis].shapes()) continue;
        looks.push_back({.weight = -1.0, .segment = first_});
        for (const motion::Pulse& pulse : shapers[axis].pulses())
            if (!shapers[axis].window())
                looks.push_back({pulse.amplitude, base::Seconds{pulse.later}, first_});
        if (const auto& window = shapers[axis].window()) {
            const double part = (window->end() - window->begin()) / parts_per_window;
            for (int i = 0; i < parts_per_window; ++i)
                for (const auto& [place, share] : places_and_weights) {
                    const double ago = window->begin() + (i + 0.5 + place) * part;
                    const double weight = window_weight(*window, ago) * share * part;
                    looks.push_back({weight, base::Seconds{-ago}, first_});
                }
        }
    }
}

void ShapingOffset::begin_next_period() {
    from_ = to_come_.front().rest_until;
    first_ = to_come_.front().first;
    shares_ = to_come_.front().shares;
    take_up(to_come_.front().shapers);
    to_come_.erase(to_come_.begin());
    until_ = to_come_.empty() ? base::PrintTime::max() : to_come_.front().rest_until;
}

sim::PathPoint ShapingOffset::at(base::PrintTime time) {
    while (!to_come_.empty() && time > to_come_.front().begin) begin_next_period();
    std::array<double, axes> offset{};
    for (std::size_t axis = 0; axis < axes; ++axis)
        for (Look& look : looks_[axis])
            offset[axis] +=
                look.weight * coordinate(axis, look, std::clamp(time + look.later, from_, until_));
    return {offset[0] * shares_[0], offset[1] * shares_[1], offset[2] * shares_[2]};
}

// Homing places the head as it begins: the stretch that is over by then does not see that.
double ShapingOffset::coordinate(std::size_t axis, Look& look, base::PrintTime time) const {
    const auto& segments = toolhead_.segments();
    look.segment = std::max({look.segment, first_, segments.first_sequence()});
    for (auto next = look.segment + 1; next < segments.end_sequence(); ++next) {
        if (segments[next].start > time || places(segments[next])) break;
        look.segment = next;
    }
    if (look.segment >= segments.end_sequence()) return 0.0;
    return value_of(segments[look.segment].position_at(time), axis);
}

}  // namespace escapement::app
