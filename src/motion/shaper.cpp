// Pulses brought to a sum of one and to their centre of mass.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper.hpp"

#include <algorithm>
#include <cmath>

namespace escapement::motion {

namespace {

base::Result<Shaper> within_reach(const Shaper& shaper) {
    if (shaper.reach() <= Shaper::longest_reach) return shaper;
    return base::Error{"would spread a motion over more than a second to either side"};
}

}  // namespace

Shaper::Shaper() {
    pulses_.push_back({.amplitude = 1.0, .later = 0.0});
}

// An impulse that answers later looks back: at the answer's moment the motion was earlier.
base::Result<Shaper> Shaper::answering(std::span<const Pulse> impulses) {
    if (impulses.empty() || impulses.size() > most_pulses)
        return base::Error{"must have 1 to 10 pulses"};
    double sum = 0.0, moment = 0.0;
    for (std::size_t i = 0; i < impulses.size(); ++i) {
        if (i > 0 && !(impulses[i].later > impulses[i - 1].later))
            return base::Error{"times of the pulses must rise"};
        sum += impulses[i].amplitude;
        moment += impulses[i].amplitude * impulses[i].later;
    }
    const double centre = moment / sum;
    if (!(sum > 0.0) || !std::isfinite(centre))
        return base::Error{"amplitudes of the pulses must have a positive sum"};
    Shaper shaper;
    shaper.pulses_.clear();
    for (std::size_t i = impulses.size(); i-- > 0;)
        shaper.pulses_.push_back({impulses[i].amplitude / sum, centre - impulses[i].later});
    return within_reach(shaper);
}

base::Result<Shaper> Shaper::averaging(const ShaperWindow& window) {
    Shaper shaper;
    shaper.window_ = window;
    return within_reach(shaper);
}

Seconds Shaper::reach() const {
    if (window_) return Seconds{std::max(-window_->begin(), window_->end())};
    return Seconds{std::max(-pulses_[0].later, pulses_[pulses_.size() - 1].later)};
}

bool Shaper::operator==(const Shaper& other) const {
    return window_ == other.window_ &&
           std::equal(pulses_.begin(), pulses_.end(), other.pulses_.begin(), other.pulses_.end());
}

}  // namespace escapement::motion
