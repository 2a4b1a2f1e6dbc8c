// From recordings to spectra, and from spectra to the shaper that suits.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "modules/acceleration_recording.hpp"
#include "motion/shaper_fit.hpp"
#include "motion/vibration_spectrum.hpp"
#include "printer/context.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// These compute a little at a time, so that the printer goes on meanwhile, and throw Interrupted.

// Throws CommandError, naming the chip, if there is nothing or too little.
struct MeasuredVibration {
    const std::vector<Acceleration>& samples;  // outlives the task
    std::string name;                          // of the spectrum
    std::string chip;
};
runtime::Task<motion::VibrationSpectrum> spectrum_of(MeasuredVibration measured,
                                                     printer::Context& context);

struct ShaperChoice {
    motion::ShaperFit best;
    std::vector<motion::ShaperFit> all;  // one of each kind
};
// Says of each kind what it would do.  The spectra have the excitation taken out, and outlive the
// task.
runtime::Task<ShaperChoice> choose_shaper(const std::vector<motion::VibrationSpectrum>& spectra,
                                          motion::ShaperFitLimits limits,
                                          printer::Context& context);

}  // namespace escapement::modules
