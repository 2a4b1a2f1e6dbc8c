// Tries shapers on spectra.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/assert.hpp"
#include "motion/shaper_kinds.hpp"
#include "motion/shaper_pulses.hpp"

namespace escapement::motion {
namespace {

// Below its lowest frequency a kind smooths so much that hardly 1500 mm/s^2 are left.
struct FittedKind {
    std::string_view name;
    double lowest_hz;
};
constexpr std::array<FittedKind, 5> fitted_kinds{
    {{"zv", 21.0}, {"mzv", 23.0}, {"ei", 29.0}, {"2hump_ei", 39.0}, {"3hump_ei", 48.0}}};

constexpr double highest_hz = 150.0, hz_step = 0.2;
constexpr double usual_damping = 0.1;
constexpr std::array<double, 3> possible_dampings{0.075, 0.1, 0.15};
// No shaper reduces vibrations by more.
constexpr double most_reduction = 20.0;
constexpr double test_accel = 5000.0;
constexpr double target_smoothing = 0.12;

double weight_of(std::span<const Pulse> impulses) {
    double sum = 0.0;
    for (const Pulse& impulse : impulses) sum += impulse.amplitude;
    return sum;
}

// The sums that smoothing is made of, relative to the shaper's centre of mass.
struct Spread {
    double later = 0.0, later_square = 0.0;  // of what comes behind it
    double square = 0.0;
};

Spread spread_of(std::span<const Pulse> impulses) {
    const double weight = weight_of(impulses);
    double centre = 0.0;
    for (const Pulse& impulse : impulses) centre += impulse.amplitude * impulse.later;
    centre /= weight;
    Spread spread;
    for (const Pulse& impulse : impulses) {
        const double apart = impulse.later - centre;
        const double share = impulse.amplitude / weight;
        spread.square += share * apart * apart;
        if (apart < 0.0) continue;
        spread.later += share * apart;
        spread.later_square += share * apart * apart;
    }
    return spread;
}

// How much of a vibration answers the impulses, compared with a single one.
double answer_to(std::span<const Pulse> impulses, double hz, double damping) {
    const double circular = 2.0 * std::numbers::pi * hz;
    const double damped = circular * std::sqrt(1.0 - damping * damping);
    const double last = impulses.back().later;
    double sine = 0.0, cosine = 0.0;
    for (const Pulse& impulse : impulses) {
        const double left =
            impulse.amplitude * std::exp(-damping * circular * (last - impulse.later));
        sine += left * std::sin(damped * impulse.later);
        cosine += left * std::cos(damped * impulse.later);
    }
    return std::hypot(sine, cosine) / weight_of(impulses);
}

}  // namespace

double ShaperFit::leaves(double frequency_hz) const {
    double most = 0.0;
    for (const double damping : possible_dampings)
        most = std::max(most, answer_to(impulses, frequency_hz, damping));
    return most;
}

// In a turn of 90 degrees both axes stray, in one of 180 the one that turns.
double shaper_smoothing(std::span<const Pulse> impulses, double accel, double corner_speed) {
    const Spread spread = spread_of(impulses);
    const double right_angle =
        std::numbers::sqrt2 * (corner_speed * spread.later + 0.5 * accel * spread.later_square);
    return std::max(right_angle, 0.5 * accel * spread.square);
}

double shaper_max_accel(std::span<const Pulse> impulses, double corner_speed) {
    const Spread spread = spread_of(impulses);
    const double left = target_smoothing / std::numbers::sqrt2 - corner_speed * spread.later;
    return std::max(
        0.0, std::min(2.0 * left / spread.later_square, 2.0 * target_smoothing / spread.square));
}

std::span<const std::string_view> fitted_shaper_kinds() {
    static constexpr auto names = [] {
        std::array<std::string_view, fitted_kinds.size()> list;
        for (std::size_t i = 0; i < list.size(); ++i) list[i] = fitted_kinds[i].name;
        return list;
    }();
    return names;
}

ShaperSearch::ShaperSearch(std::string_view kind,
                           std::span<const VibrationSpectrum> spectra,
                           const ShaperFitLimits& limits)
    : kind_(kind), spectra_(spectra), limits_(limits) {
    const auto known = std::find_if(fitted_kinds.begin(),
                                    fitted_kinds.end(),
                                    [&](const FittedKind& each) { return each.name == kind; });
    ASSERT(known != fitted_kinds.end());
    lowest_hz_ = known->lowest_hz;
    left_ = static_cast<int>(std::ceil((highest_hz - lowest_hz_) / hz_step));
    limits_.max_hz = std::max(limits_.max_hz, lowest_hz_ + hz_step * (left_ - 1));
}

bool ShaperSearch::step() {
    if (left_ == 0 || too_smooth_) return false;
    ShaperFit fit = this->fit(lowest_hz_ + hz_step * --left_);
    if (limits_.max_smoothing && fit.smoothing > *limits_.max_smoothing && !tried_.empty()) {
        too_smooth_ = true;
        return false;
    }
    tried_.push_back(std::move(fit));
    if (tried_[best_].vibrations > tried_.back().vibrations) best_ = tried_.size() - 1;
    return true;
}

ShaperFit ShaperSearch::fit(double hz) const {
    ShaperFit fit{.kind = kind_, .hz = hz};
    const auto impulses = shaper_impulses(kind_, "", {hz, usual_damping});
    ASSERT(impulses);
    fit.impulses = *impulses;
    for (const VibrationSpectrum& spectrum : spectra_)
        for (const double damping : possible_dampings)
            fit.vibrations = std::max(fit.vibrations, remaining(spectrum, fit.impulses, damping));
    fit.smoothing = shaper_smoothing(fit.impulses, test_accel, limits_.corner_speed);
    fit.max_accel = shaper_max_accel(fit.impulses, limits_.corner_speed);
    fit.score = fit.smoothing * (std::pow(fit.vibrations, 1.5) + fit.vibrations * 0.2 + 0.01);
    return fit;
}

double ShaperSearch::remaining(const VibrationSpectrum& spectrum,
                               std::span<const Pulse> impulses,
                               double damping) const {
    std::size_t count = 0;
    double strongest = 0.0;
    for (; count < spectrum.hz.size() && spectrum.hz[count] <= limits_.max_hz; ++count)
        strongest = std::max(strongest, spectrum.sum[count]);
    const double negligible = strongest / most_reduction;
    double left = 0.0, all = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const double power = spectrum.sum[i];
        if (power <= negligible) continue;  // and so is what is left of it
        all += power - negligible;
        const double answer = answer_to(impulses, spectrum.hz[i], damping);
        left += std::max(answer * power - negligible, 0.0);
    }
    return all > 0.0 ? left / all : 0.0;
}

// Where smoothing ended the search, nothing is chosen instead of the best.
const ShaperFit& ShaperSearch::chosen() const {
    ASSERT(!tried_.empty());
    const ShaperFit& best = tried_[best_];
    if (too_smooth_) return best;
    const ShaperFit* chosen = &best;
    for (auto fit = tried_.rbegin(); fit != tried_.rend(); ++fit)
        if (fit->vibrations < best.vibrations * 1.1 + 0.0005 && fit->score < chosen->score)
            chosen = &*fit;
    return *chosen;
}

const ShaperFit& ShaperContest::add(const ShaperSearch& search) {
    ShaperFit said = search.chosen();
    const bool better =
        !best_ || said.score * 1.2 < best_->score ||
        (said.score * 1.05 < best_->score && said.smoothing * 1.1 < best_->smoothing);
    if (better) best_ = said;
    const auto& tried = search.tried();
    for (auto fit = tried.rbegin(); fit != tried.rend(); ++fit)
        if (fit->vibrations < best_->vibrations && fit->smoothing < best_->smoothing)
            best_ = said = *fit;
    all_.push_back(std::move(said));
    return all_.back();
}

// A shaper that only suits one frequency is preferred to others only if it leaves no more.
const ShaperFit& ShaperContest::winner() const {
    ASSERT(best_);
    if (best_->kind != "zv") return *best_;
    for (const ShaperFit& fit : all_)
        if (fit.kind != "zv" && fit.vibrations * 1.1 < best_->vibrations) return fit;
    return *best_;
}

}  // namespace escapement::motion
