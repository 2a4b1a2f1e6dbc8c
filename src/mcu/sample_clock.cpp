// Fits a sensor's pace.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/sample_clock.hpp"

namespace escapement::mcu {
namespace {

// What a new sight counts against all those before it.
constexpr double weight = 1.0 / 20.0;

}  // namespace

void SampleClock::begin(const Sight& first) {
    mean_ = first;
    clock_variance_ = covariance_ = 0.0;
    settled_.reset();
}

void SampleClock::add(const Sight& sight) {
    const double ticks = sight.clock - mean_.clock;
    const double measurements = sight.measurements - mean_.measurements;
    mean_.clock += weight * ticks;
    mean_.measurements += weight * measurements;
    clock_variance_ = (1.0 - weight) * (clock_variance_ + weight * ticks * ticks);
    covariance_ = (1.0 - weight) * (covariance_ + weight * ticks * measurements);
}

std::optional<SampleClock::Line> SampleClock::line() const {
    if (covariance_ <= 0.0) return std::nullopt;
    const Line fit{mean_.clock, mean_.measurements, clock_variance_ / covariance_};
    if (!settled_) return fit;
    const double meets_at = fit.at(settled_->measurements + catch_up_);
    return Line{settled_->clock, settled_->measurements, (meets_at - settled_->clock) / catch_up_};
}

void SampleClock::settle(double measurement) {
    if (const auto now = line()) settled_ = {now->at(measurement), measurement};
}

}  // namespace escapement::mcu
