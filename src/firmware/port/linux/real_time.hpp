// Asking the kernel to run this process before all others and never to page it out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.hpp"

namespace escapement::firmware::linux_port {

// Half of the highest priority of SCHED_FIFO, and all memory locked.  Needs the right to.
base::Result<void> run_in_real_time();

// Lets waits end when they should rather than when it suits the kernel.
void wait_exactly();

}  // namespace escapement::firmware::linux_port
