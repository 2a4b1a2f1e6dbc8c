// Least squares over sums that fade.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/clock_fit.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

constexpr double fading = 1.0 - 1.0 / 30.0;
// How much samples scatter before it is known, and at least.
constexpr double first_scatter_s = 0.001;
constexpr double least_scatter_s = 0.000010;
// The nominal frequency counts as known to a thousandth by samples that scatter by half a
// millisecond: their ratio, squared, in s^2.
constexpr double nominal_weight_s2 = 0.25;
// Squares of deviations are cut off at twice their mean, so that a few late samples do not make
// all others look good.  Of normally scattered samples that leaves so much too small a scatter.
constexpr double undersize = 1.4;
// Deviations up to so many times the usual one have full weight.
constexpr double full_weight_limit = 3.0;
// Beyond so many times, and this time, a sample does not fit the line at all.
constexpr double far_limit = 5.0;
constexpr double far_s = 0.0005;
constexpr int far_samples_to_restart = 8;

}  // namespace

ClockFit::ClockFit(double nominal_frequency_hz) : nominal_hz_(nominal_frequency_hz) {
    ASSERT(nominal_frequency_hz > 0.0);
}

void ClockFit::begin(base::HostTime time, base::McuClock clock) {
    origin_time_ = time;
    origin_clock_ = static_cast<double>(clock.raw);
    weight_ = 1.0;
    sum_t_ = sum_e_ = sum_tt_ = sum_te_ = 0.0;
    nominal_weight_ = nominal_weight_s2;
    variance_ = first_scatter_s * nominal_hz_ * first_scatter_s * nominal_hz_;
    far_in_a_row_ = 0;
}

void ClockFit::add(base::HostTime time, base::McuClock clock) {
    ASSERT(has_samples());
    move_origin(time);
    const Estimate now = estimate();
    const double excess = static_cast<double>(clock.raw) - origin_clock_;
    const double error = excess - (now.excess - now.drift * now.time_s);
    const double distance = std::abs(error);

    const bool far = distance > std::max(far_limit * spread(), far_s * nominal_hz_);
    far_in_a_row_ = far ? far_in_a_row_ + 1 : 0;
    if (far_in_a_row_ == far_samples_to_restart) return begin(time, clock);

    const double limit = full_weight_limit * spread();
    forget();
    accept(excess, distance <= limit ? 1.0 : limit * limit / (distance * distance));
    variance_ += (std::min(distance * distance, 2.0 * variance_) - variance_) * (1.0 - fading);
}

// The new sample's time becomes the origin, through which the nominal clock now runs.
void ClockFit::move_origin(base::HostTime time) {
    const double step = base::Seconds(time - origin_time_).count();
    sum_tt_ += step * (step * weight_ - 2.0 * sum_t_);
    sum_te_ -= step * sum_e_;
    sum_t_ -= step * weight_;
    origin_time_ = time;
    origin_clock_ += step * nominal_hz_;

    const double mean = sum_e_ / weight_;
    sum_te_ -= mean * sum_t_;
    sum_e_ = 0.0;
    origin_clock_ += mean;
}

void ClockFit::forget() {
    weight_ *= fading;
    sum_t_ *= fading;
    sum_e_ *= fading;
    sum_tt_ *= fading;
    sum_te_ *= fading;
    nominal_weight_ *= fading;
}

// A sample at the origin's time.
void ClockFit::accept(double excess, double weight) {
    weight_ += weight;
    sum_e_ += weight * excess;
}

ClockFit::Estimate ClockFit::estimate() const {
    const double time = sum_t_ / weight_;
    const double excess = sum_e_ / weight_;
    const double spread_t = sum_tt_ - time * sum_t_;
    const double together = sum_te_ - time * sum_e_;
    return {time, excess, together / (spread_t + nominal_weight_)};
}

ClockLine ClockFit::line() const {
    ASSERT(has_samples());
    const Estimate now = estimate();
    const auto since_origin = base::host_duration(base::Seconds(now.time_s));
    return {origin_time_ + since_origin,
            origin_clock_ + now.time_s * nominal_hz_ + now.excess,
            nominal_hz_ + now.drift};
}

double ClockFit::spread() const {
    return std::max(std::sqrt(variance_) * undersize, least_scatter_s * nominal_hz_);
}

}  // namespace escapement::mcu
