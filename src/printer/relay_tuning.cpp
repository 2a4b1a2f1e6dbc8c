// Swinging, and what follows from it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/relay_tuning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/assert.hpp"

namespace escapement::printer {
namespace {

constexpr double gain_scale = 255.0;
// The first swings are still those of warming up.
constexpr std::size_t first_cycle = 4;

}  // namespace

double RelayTuning::duty_for(base::PrintTime when, double celsius, double target) {
    if (temperatures_.size() < most_samples) temperatures_.push_back({when, celsius});
    if (heating_ && celsius >= target)
        turn(false);
    else if (!heating_ && celsius <= target)
        turn(true);
    const bool further = heating_ ? celsius < extreme_.celsius : celsius > extreme_.celsius;
    if (further) extreme_ = {celsius, when};
    const double duty = heating_ ? max_power_ : 0.0;
    if (duties_.size() < most_samples && (duties_.empty() || duties_.back().value != duty))
        duties_.push_back({when, duty});
    return duty;
}

void RelayTuning::turn(bool heating) {
    constexpr double far = std::numeric_limits<double>::max();
    peaks_.push_back(extreme_);
    heating_ = heating;
    extreme_ = {heating ? far : -far, {}};
    alter_target_(heating ? celsius_ : celsius_ - target_swing);
}

bool RelayTuning::is_settling(double, double) const {
    return heating_ || peaks_.size() < peaks_wanted;
}

RelayTuning::Gains RelayTuning::gains_at(std::size_t peak) const {
    const double amplitude = 0.5 * std::abs(peaks_[peak].celsius - peaks_[peak - 1].celsius);
    const double period = (peaks_[peak].when - peaks_[peak - 2].when).count();
    const double ultimate = 4.0 * max_power_ / (std::numbers::pi * amplitude);
    const double kp = 0.6 * ultimate * gain_scale;
    return {.kp = kp, .ki = kp / (0.5 * period), .kd = kp * 0.125 * period};
}

RelayTuning::Gains RelayTuning::gains() const {
    ASSERT(peaks_.size() >= peaks_wanted);
    std::vector<std::pair<double, std::size_t>> cycles;
    for (std::size_t i = first_cycle; i < peaks_.size(); ++i)
        cycles.emplace_back((peaks_[i].when - peaks_[i - 2].when).count(), i);
    std::sort(cycles.begin(), cycles.end());
    return gains_at(cycles[cycles.size() / 2].second);
}

}  // namespace escapement::printer
