// Counting and keeping steps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/step_probe.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace escapement::app {
namespace {

std::int64_t bin_of(double time) {
    return static_cast<std::int64_t>(std::floor(time * StepProbe::bins_per_second));
}

}  // namespace

void StepProbe::steps(motion::Direction direction, std::span<const double> times) {
    for (const double time : times) note(direction, time);
}

void StepProbe::even_steps(motion::Direction direction, const motion::EvenSteps& row) {
    for (std::int64_t i = 0; i < row.count; ++i) note(direction, row.time(i));
}

void StepProbe::note(motion::Direction direction, double time) {
    if (last_direction_ == direction) note_apart(time - last_time_, time);
    last_direction_ = direction;
    last_time_ = time;
    if (window_ && !entry_ && time >= window_->begin) entry_ = position_;
    position_ += motion::sign(direction) * step_distance_;
    count(time, 1);
    if (window_ && window_->contains(time)) recorded_.push_back({time, position_, direction});
}

void StepProbe::note_apart(double apart, double time) {
    if (!(apart > 0.0) || (apart_ > 0.0 && apart >= apart_)) return;
    apart_ = apart;
    peak_time_ = time;
}

void StepProbe::count(double time, std::uint32_t steps) {
    const std::int64_t bin = bin_of(time) - first_bin_;
    if (bin < 0) return;
    if (std::cmp_greater_equal(bin, bins_.size())) bins_.resize(static_cast<std::size_t>(bin) + 1);
    bins_[static_cast<std::size_t>(bin)] += steps;
}

void StepProbe::forget(std::int64_t bin) {
    const auto gone =
        std::clamp<std::int64_t>(bin - first_bin_, 0, static_cast<std::int64_t>(bins_.size()));
    bins_.erase(bins_.begin(), bins_.begin() + gone);
    first_bin_ = std::max(first_bin_, bin);
}

std::vector<StepProbe::Step> StepProbe::take_steps() {
    return std::exchange(recorded_, {});
}

}  // namespace escapement::app
