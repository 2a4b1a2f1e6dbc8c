// Asking the kernel to run what cannot wait before all others, and never to page it out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.hpp"

namespace escapement::runtime {

// Gives the calling thread this share (0 to 1) of the highest priority of SCHED_FIFO.  Needs the
// right to (CAP_SYS_NICE or a limit for RTPRIO).
base::Result<void> run_before_others(double share);

// Lets the calling thread, and those that it begins, go before ordinary ones without keeping them
// from running at all.  Needs the right to (CAP_SYS_NICE or a limit for NICE).
base::Result<void> be_preferred();
// The opposite: whatever else wants to run goes before.  Everybody may.
void be_patient();

// Which memory of the process stays where it is: all that it has and gets, or of that only what
// has been used.
enum class Locked { all, used };

// Needs the right to lock all memory (CAP_IPC_LOCK, or no limit for MEMLOCK).
base::Result<void> lock_memory(Locked what);

// Lets the calling thread's waits end when they should rather than when it suits the kernel.
void wait_exactly();

}  // namespace escapement::runtime
