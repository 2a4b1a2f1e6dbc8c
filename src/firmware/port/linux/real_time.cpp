// Real time on Linux.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/real_time.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

namespace escapement::firmware::linux_port {
namespace {

// The stack of a thread is locked as a whole, and the readers of thermometers need little of it.
void keep_stacks_small() {
    constexpr std::size_t enough = 256 << 10;
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return;
    if (pthread_attr_setstacksize(&attributes, enough) == 0)
        pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
}

}  // namespace

base::Result<void> run_in_real_time() {
    sched_param priority{};
    priority.sched_priority = sched_get_priority_max(SCHED_FIFO) / 2;
    if (sched_setscheduler(0, SCHED_FIFO, &priority) < 0)
        return base::Error{std::string("real-time priority: ") + std::strerror(errno)};
    keep_stacks_small();
    if (mlockall(MCL_CURRENT | MCL_FUTURE) < 0)
        return base::Error{std::string("locking memory: ") + std::strerror(errno)};
    return {};
}

void wait_exactly() {
    prctl(PR_SET_TIMERSLACK, 1UL);
}

}  // namespace escapement::firmware::linux_port
