// Moves the head so that it vibrates, along one direction.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include "modules/vibration_pulses.hpp"
#include "printer/context.hpp"
#include "printer/toolhead.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Along which way a test goes.
struct TestAxis {
    std::string name;                   // "x", or "axis=1.000,-1.000,0.000"
    std::array<double, 3> direction{};  // of length 1

    // Throws CommandError when the text is none: "x", "1,1" or "1,-1,0.5".
    static TestAxis parse(const std::string& text);
    bool is_vertical() const { return direction[2] != 0.0; }
    // Whether a chip that measures these axes ("xy") feels it.
    bool is_felt_by(const std::string& chip_axes) const;
};

// Moves the toolhead through the pulses, until it rests again; when the pulses end.  The limits of
// the machine are other ones meanwhile and, unless wanted, no axis is shaped; afterwards both are
// as before, also when it is interrupted.  Throws CommandError if the machine is too slow for it,
// or Interrupted.
struct VibrationRun {
    std::vector<VibrationPulse> pulses;
    TestAxis axis;
    bool shaped = false;
};
runtime::Task<base::PrintTime> vibrate(VibrationRun run, printer::Context& context);

}  // namespace escapement::modules
