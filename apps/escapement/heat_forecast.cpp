// Thermal masses from options, advanced in steps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/heat_forecast.hpp"

#include <algorithm>
#include <numbers>
#include <optional>

#include "config/expression.hpp"

namespace escapement::app {
namespace {

using base::Seconds;
using config::Section;

constexpr Seconds step{0.5};
constexpr Seconds longest_wait{3600.0};
constexpr double room_celsius = 21.0;
// So near to the target it counts as reached.
constexpr double close_enough = 1.0;
// What passes until a controller has settled there.
constexpr Seconds settling{3.0};

// A sensor is never quite in time.
constexpr double least_lag = 0.5;

constexpr sim::ThermalMass::Properties usual_heater{.power_w = 50.0,
                                                    .heat_capacity_j_per_k = 12.0,
                                                    .loss_w_per_k = 0.12,
                                                    .sensor_lag_s = 1.5,
                                                    .ambient_celsius = room_celsius};
constexpr sim::ThermalMass::Properties usual_bed{.power_w = 300.0,
                                                 .heat_capacity_j_per_k = 420.0,
                                                 .loss_w_per_k = 1.6,
                                                 .sensor_lag_s = 3.0,
                                                 .ambient_celsius = room_celsius};

std::optional<double> number(const Section& section, const char* option) {
    const auto* found = section.find(option);
    if (!found) return std::nullopt;
    const auto value = config::compute_number(found->value);
    return value && *value > 0.0 ? std::optional(*value) : std::nullopt;
}

// Degrees a second at full power; nothing where the gains do not tell.
std::optional<double> rate_from_gains(const Section& section) {
    const auto proportional = number(section, "pid_kp"), integral = number(section, "pid_ki");
    if (!proportional || !integral) return std::nullopt;
    const double ultimate_gain = *proportional / 255.0 / 0.6;
    const double ultimate_period = 2.0 * *proportional / *integral;
    return 2.0 * std::numbers::pi / ultimate_period / ultimate_gain;
}

}  // namespace

sim::ThermalMass::Properties thermal_properties(const Section& section,
                                                const printer::ThermalModels& measured) {
    auto properties = section.name == "heater_bed" ? usual_bed : usual_heater;
    if (const auto found = measured.find(section.name); found != measured.end()) {
        const printer::ThermalModel& model = found->second;
        properties.heat_capacity_j_per_k = properties.power_w / model.warming;
        properties.loss_w_per_k = model.cooling * properties.heat_capacity_j_per_k;
        properties.sensor_lag_s = std::max(least_lag, model.delay.count());
        return properties;
    }
    if (const auto rate = rate_from_gains(section)) {
        const double usual_rate = properties.power_w / properties.heat_capacity_j_per_k;
        properties.heat_capacity_j_per_k *= usual_rate / *rate;
    }
    return properties;
}

HeatForecast::HeatForecast(const config::Document& config, const printer::ThermalModels& measured) {
    for (const Section& section : config.sections()) {
        if (!section.find("heater_pin")) continue;
        const auto title = section.title();
        const auto properties = thermal_properties(section, measured);
        entries_.push_back({.name = std::string(title.empty() ? section.name : title),
                            .max_power = number(section, "max_power").value_or(1.0),
                            .hold_duty_per_k = properties.loss_w_per_k / properties.power_w,
                            .mass = sim::ThermalMass(properties)});
    }
}

// Full power up to the target, there what keeps it; no power while it is too warm.
void HeatForecast::Entry::steer(Seconds now) {
    const double celsius = mass.temperature(now);
    const double holding = std::max(0.0, (target - room_celsius) * hold_duty_per_k);
    const bool cold = celsius < target - close_enough;
    mass.set_duty(cold ? max_power : celsius > target ? 0.0 : std::min(holding, max_power), now);
}

HeatForecast::Entry* HeatForecast::find(const std::string& heater) {
    const auto found = std::find_if(
        entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.name == heater; });
    return found == entries_.end() ? nullptr : &*found;
}

void HeatForecast::set_target(const std::string& heater, double celsius) {
    if (Entry* entry = find(heater)) entry->target = celsius;
}

void HeatForecast::pass(Seconds time) {
    const Seconds end = now_ + time;
    while (now_ < end) {
        for (Entry& entry : entries_) entry.steer(now_);
        now_ = std::min(now_ + std::max(step, time / 1000.0), end);
    }
}

Seconds HeatForecast::wait_for(const std::string& heater) {
    Entry* entry = find(heater);
    const Seconds begun = now_;
    if (!entry || entry->target <= 0.0) return {};
    if (entry->mass.temperature(now_) >= entry->target - close_enough) return {};
    while (now_ - begun < longest_wait &&
           entry->mass.temperature(now_) < entry->target - close_enough)
        pass(step);
    pass(settling);
    return now_ - begun;
}

double HeatForecast::temperature(const std::string& heater) {
    Entry* entry = find(heater);
    return entry ? entry->mass.temperature(now_) : 0.0;
}

}  // namespace escapement::app
