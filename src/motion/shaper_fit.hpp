// Which input shaper suits a machine that vibrates in a certain way.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For each kind of shaper, every frequency from 150 Hz downwards is tried:
//
// 1. How much of the measured vibration does it leave?  As nobody knows the machine's damping, the
//    worst of three ratios counts.  Vibrations below a twentieth of the strongest do not.
// 2. How much does it smooth corners?  That is how far the path of a turn at 5000 mm/s^2 strays.
// 3. The frequency that leaves least is best; one that leaves little more and has a better score,
//    smoothing * (v^1.5 + 0.2 v + 0.01), is chosen instead.
//
// The same for the kinds: a later one replaces an earlier one if it is clearly better.  Formulas
// and numbers are Klipper's, klippy/extras/shaper_calibrate.py by D. Butyugin: front ends and users
// compare results.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "motion/position.hpp"
#include "motion/shaper.hpp"
#include "motion/vibration_spectrum.hpp"

namespace escapement::motion {

// A shaper of one kind and frequency, and what it does.
struct ShaperFit {
    std::string kind;
    double hz = 0.0;
    Pulses impulses;          // the first at zero
    double vibrations = 0.0;  // what is left of them, 0 to 1
    double smoothing = 0.0;   // mm
    double score = 0.0;       // less is better
    double max_accel = 0.0;   // mm/s^2: with it the smoothing is about 0.12 mm

    // The share of a vibration of that frequency which is left.
    double leaves(double frequency_hz) const;
};

// Corners stray so far, in mm.
double shaper_smoothing(std::span<const Pulse> impulses, double accel, double corner_speed);
// The acceleration at which they stray by 0.12 mm; 0 if none is so small.
double shaper_max_accel(std::span<const Pulse> impulses, double corner_speed);

struct ShaperFitLimits {
    double corner_speed = 5.0;            // the square corner velocity, mm/s
    std::optional<double> max_smoothing;  // mm
    double max_hz = 200.0;                // vibrations beyond do not matter
};

// The search for one kind's frequency, a step at a time, as it takes a while.
class ShaperSearch {
  public:
    // `kind` is one of the kinds below.  The spectra outlive this; they have the excitation taken
    // out.
    ShaperSearch(std::string_view kind,
                 std::span<const VibrationSpectrum> spectra,
                 const ShaperFitLimits& limits);

    // Tries one more frequency; false when there is none.
    bool step();
    // Afterwards: the chosen one, and all that were tried, from the highest frequency.
    const ShaperFit& chosen() const;
    const std::vector<ShaperFit>& tried() const { return tried_; }

  private:
    ShaperFit fit(double hz) const;
    double remaining(const VibrationSpectrum& spectrum,
                     std::span<const Pulse> impulses,
                     double damping) const;

    std::string kind_;
    std::span<const VibrationSpectrum> spectra_;
    ShaperFitLimits limits_;
    double lowest_hz_ = 0.0;
    int left_ = 0;
    std::vector<ShaperFit> tried_;
    std::size_t best_ = 0;
    bool too_smooth_ = false;
};

// The kinds that are tried, in their order.
std::span<const std::string_view> fitted_shaper_kinds();

// The best of several kinds.
class ShaperContest {
  public:
    // Returns what is to be said of the kind that was searched, which may be another frequency than
    // it chose.
    const ShaperFit& add(const ShaperSearch& search);
    // Of the kinds so far, at least one.
    const ShaperFit& winner() const;
    const std::vector<ShaperFit>& all() const { return all_; }

  private:
    std::vector<ShaperFit> all_;
    std::optional<ShaperFit> best_;
};

}  // namespace escapement::motion
