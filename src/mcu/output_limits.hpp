// What the settings of a switched output must obey, whatever the output.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/clock_model.hpp"

namespace escapement::mcu {

// A length of time as boards can count it: less than half a turn of a 32-bit clock.  The error
// names `what`.
base::Result<base::Ticks32> schedulable_ticks(const ClockModel& clock,
                                              base::Seconds duration,
                                              const char* what);

// With a maximum duration an output must start where a shutdown puts it, or it would shut down
// before anybody has used it.
base::Result<void> check_start(base::Seconds max_duration, bool starts_where_it_ends);

}  // namespace escapement::mcu
