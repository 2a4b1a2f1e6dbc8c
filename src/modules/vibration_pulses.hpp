// The motion that makes a machine vibrate: short pulses of acceleration at a rising frequency.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Each period of a frequency is a quarter forwards, two quarters backwards and one forwards,
//    always at full acceleration; the acceleration rises with the frequency.
// 2. The frequency rises a little after each half period.
// 3. A slow sweep to and fro is added, so that the test does not depend on where the belts'
//    teeth happen to be.
//
// The sequence is Klipper's, so that results can be compared.
#pragma once

#include <vector>

#include "base/quantity.hpp"
#include "base/time.hpp"

namespace escapement::modules {

struct VibrationRange {
    double start_hz = 5.0, end_hz = 135.0;  // above zero
    double accel_per_hz = 60.0;             // mm/s^2 for each hertz, above zero
    double hz_per_sec = 1.0;                // above zero
    base::Accel sweeping_accel{400.0};
    base::Seconds sweeping_period{1.2};  // 0: no sweep
};

// A constant acceleration up to this moment, counted from the beginning.
struct VibrationPulse {
    base::Seconds until{};
    base::Accel accel;
    double hz = 0.0;
};

std::vector<VibrationPulse> vibration_pulses(const VibrationRange& range);

// The greatest speed and acceleration that they need.
struct PulseExtremes {
    base::Speed speed;
    base::Accel accel;
};
PulseExtremes extremes_of(const std::vector<VibrationPulse>& pulses);

}  // namespace escapement::modules
