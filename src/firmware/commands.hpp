// All commands of a board, in the order of their identifiers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "firmware/analog_in.hpp"
#include "firmware/digital_out.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/endstop.hpp"
#include "firmware/pwm_out.hpp"
#include "firmware/stepper.hpp"
#include "firmware/system_commands.hpp"
#include "firmware/trsync.hpp"

namespace escapement::firmware {

// A new device adds its list here; this is all that has to know it.
template <Board B, Scheduler S>
using AllCommands = Join<SystemCommands<B, S>,
                         StepperCommands<B, S>,
                         EndstopCommands<B, S>,
                         TrsyncCommands<B, S>,
                         DigitalOutCommands<B, S>,
                         PwmOutCommands<B, S>,
                         AnalogInCommands<B, S>>;

}  // namespace escapement::firmware
