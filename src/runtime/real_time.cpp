// Real time on Linux.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/real_time.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

namespace escapement::runtime {
namespace {

// The stack of a thread is locked as a whole, and ours need little of it.
void keep_stacks_small() {
    constexpr std::size_t enough = 256 << 10;
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return;
    if (pthread_attr_setstacksize(&attributes, enough) == 0)
        pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
}

// With a limit, memory that is wanted later could not be had at all.
bool is_limited() {
    rlimit limit{};
    return ::geteuid() != 0 &&
           (::getrlimit(RLIMIT_MEMLOCK, &limit) != 0 || limit.rlim_cur != RLIM_INFINITY);
}

}  // namespace

base::Result<void> run_before_others(double share) {
    const int highest = sched_get_priority_max(SCHED_FIFO);
    const sched_param priority{.sched_priority = std::clamp(static_cast<int>(share * highest),
                                                            sched_get_priority_min(SCHED_FIFO),
                                                            highest)};
    if (const int error = pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority); error != 0)
        return base::Error{std::string("real-time priority: ") + std::strerror(error)};
    return {};
}

base::Result<void> be_preferred() {
    constexpr int preferred = -10;
    if (::setpriority(PRIO_PROCESS, 0, preferred) < 0)  // of this thread alone, on Linux
        return base::Error{std::string("preference over other programs: ") + std::strerror(errno)};
    return {};
}

void be_patient() {
    constexpr int patient = 10;
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, patient));
}

base::Result<void> lock_memory(Locked what) {
    if (is_limited())
        return base::Error{"locking memory: limited for this user; set no limit for MEMLOCK"};
    if (what == Locked::all) keep_stacks_small();
    const int flags = MCL_CURRENT | MCL_FUTURE | (what == Locked::used ? MCL_ONFAULT : 0);
    if (mlockall(flags) < 0)
        return base::Error{std::string("locking memory: ") + std::strerror(errno)};
    return {};
}

void wait_exactly() {
    prctl(PR_SET_TIMERSLACK, 1UL);
}

}  // namespace escapement::runtime
