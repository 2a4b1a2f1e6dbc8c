// Claims about real time on Linux.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/real_time.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdlib>

namespace escapement::runtime {
namespace {

// Each in a process of its own: nothing of it may stay.
template <class Claim>
void expect_in_a_process(Claim claim) {
    EXPECT_EXIT(std::_Exit(claim() ? 0 : 1), ::testing::ExitedWithCode(0), "");
}

bool has_reason(const base::Result<void>& refused) {
    return refused.error().what.find(": ") != std::string::npos;
}

TEST(RealTime, waits_are_exact) {
    expect_in_a_process([] {
        wait_exactly();
        return prctl(PR_GET_TIMERSLACK) == 1;
    });
}

TEST(RealTime, is_granted_or_the_reason_is_given) {
    expect_in_a_process([] {
        const auto granted = run_before_others(0.5);
        return granted ? sched_getscheduler(0) == SCHED_FIFO : has_reason(granted);
    });
}

TEST(RealTime, preference_is_granted_or_the_reason_is_given) {
    expect_in_a_process([] {
        const auto granted = be_preferred();
        return granted ? getpriority(PRIO_PROCESS, 0) == -10 : has_reason(granted);
    });
}

TEST(RealTime, patience_is_for_everybody) {
    expect_in_a_process([] {
        static_cast<void>(be_preferred());
        be_patient();
        return getpriority(PRIO_PROCESS, 0) == 10;
    });
}

TEST(RealTime, memory_is_locked_or_the_reason_is_given) {
    for (const Locked what : {Locked::all, Locked::used})
        expect_in_a_process([what] {
            const auto granted = lock_memory(what);
            return granted || has_reason(granted);
        });
}

}  // namespace
}  // namespace escapement::runtime
