// How fast a board can step its motors, as far as is known.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace escapement::app {

struct StepRateBound {
    double steps_per_second = 0.0;
    std::string why;  // where the number comes from, in words
};

// What pulses of that length allow: two of them for each step, one if the driver steps on both
// edges.  Nothing for pulses without length.
std::optional<StepRateBound> pulse_bound(base::Seconds pulse, bool both_edges);

// What was measured on boards of that kind (the constant MCU of its dictionary) with Klipper's
// firmware: one motor by itself, and three together.  Other firmware may do more or less.
std::optional<StepRateBound> measured_bound_of_one(std::string_view mcu, double frequency_hz);
std::optional<StepRateBound> measured_bound_of_all(std::string_view mcu, double frequency_hz);

// The lesser, where both are known.
std::optional<StepRateBound> lesser(std::optional<StepRateBound> a, std::optional<StepRateBound> b);

}  // namespace escapement::app
