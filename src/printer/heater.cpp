// Targets, readings and the refreshing of the output.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/heater.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "printer/errors.hpp"

namespace escapement::printer {
namespace {

constexpr base::Seconds stale_after{7.0};
// Smaller changes of the output (as a part of the largest) are not worth a message.
constexpr double least_change = 0.05;
// So many readings are kept for messages.
constexpr std::size_t recent_readings = 5;
// Readings come at a steady pace, but not to the last digit.
constexpr base::Seconds jitter{0.001};

std::string out_of_range(double celsius, double low, double high) {
    char text[120];
    std::snprintf(text,
                  sizeof text,
                  "Requested temperature (%.1f) out of range (%.1f:%.1f)",
                  celsius,
                  low,
                  high);
    return text;
}

}  // namespace

Heater::Heater(Settings settings, std::unique_ptr<HeaterControl> control, Wiring wiring)
    : settings_(std::move(settings)), control_(std::move(control)), wiring_(std::move(wiring)) {}

void Heater::measured(base::PrintTime when, double celsius) {
    // A reading that is no number must never keep a heater on.
    const bool usable = std::isfinite(celsius);
    set_duty(when, usable ? control_->duty_for(when, celsius, target_) : 0.0);
    remember(celsius);
    if (!usable) return;
    smooth(when - last_measured_, celsius);
    last_measured_ = when;
}

void Heater::missed(base::PrintTime when, double celsius) {
    set_duty(when, 0.0);
    remember(celsius);
}

void Heater::remember(double celsius) {
    recent_.push_back(celsius);
    if (recent_.size() > recent_readings) recent_.pop_front();
}

void Heater::smooth(base::Seconds elapsed, double celsius) {
    const double weight = std::min(elapsed / settings_.smooth_time, 1.0);
    smoothed_ += (celsius - smoothed_) * weight;
}

// A reading leads to an output one report interval later, so that the message arrives in time.
void Heater::set_duty(base::PrintTime measured_at, double duty) {
    if (target_ <= 0.0 || stopped_) duty = 0.0;
    const bool expires = duty_ > 0.0 && measured_at >= refresh_at_;
    const bool changes = std::abs(duty - duty_) >= least_change * settings_.max_power;
    if (!expires && !changes) return;
    const auto when = measured_at + settings_.report_interval;
    duty_ = duty;
    refresh_at_ = when + longest_unattended - 3.0 * settings_.report_interval - jitter;
    wiring_.set_duty(when, duty);
}

void Heater::set_target(double celsius) {
    const bool within = celsius >= settings_.min_temp && celsius <= settings_.max_temp;
    if (celsius != 0.0 && !within)
        throw CommandError(out_of_range(celsius, settings_.min_temp, settings_.max_temp) +
                           " of heater '" + settings_.name + "'");
    target_ = celsius;
}

std::string Heater::recent_text() const {
    if (recent_.empty()) return "none";
    std::string text;
    for (const double celsius : recent_) {
        char number[40];
        std::snprintf(number, sizeof number, "%.1f", celsius);
        text += (text.empty() ? "" : ", ") + std::string(number);
    }
    return text;
}

double Heater::temperature() const {
    if (settings_.offline) return assumed_;
    return wiring_.now() - last_measured_ > stale_after ? 0.0 : smoothed_;
}

bool Heater::is_settling() const {
    return !settings_.offline && control_->is_settling(smoothed_, target_);
}

bool Heater::can_extrude() const {
    return settings_.offline || settings_.min_extrude_temp <= 0.0 ||
           smoothed_ >= settings_.min_extrude_temp;
}

HeaterStatus Heater::status() const {
    const double shown = settings_.offline ? assumed_ : smoothed_;
    return {.temperature = std::round(shown * 100.0) / 100.0, .target = target_, .power = duty_};
}

}  // namespace escapement::printer
