// Real time on Linux.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/real_time.hpp"

#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <cerrno>
#include <cstring>

namespace escapement::firmware::linux_port {

base::Result<void> run_in_real_time() {
    sched_param priority{};
    priority.sched_priority = sched_get_priority_max(SCHED_FIFO) / 2;
    if (sched_setscheduler(0, SCHED_FIFO, &priority) < 0)
        return base::Error{std::string("real-time priority: ") + std::strerror(errno)};
    if (mlockall(MCL_CURRENT | MCL_FUTURE) < 0)
        return base::Error{std::string("locking memory: ") + std::strerror(errno)};
    return {};
}

void wait_exactly() {
    prctl(PR_SET_TIMERSLACK, 1UL);
}

}  // namespace escapement::firmware::linux_port
