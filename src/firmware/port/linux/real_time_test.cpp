// Claims about real time on Linux.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/real_time.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/prctl.h>

#include <cstdlib>

namespace escapement::firmware::linux_port {
namespace {

TEST(RealTime, waits_are_exact) {
    EXPECT_EXIT(
        {
            wait_exactly();
            std::_Exit(prctl(PR_GET_TIMERSLACK) == 1 ? 0 : 1);
        },
        ::testing::ExitedWithCode(0),
        "");
}

TEST(RealTime, is_granted_or_the_reason_is_given) {
    EXPECT_EXIT(
        {
            const auto granted = run_in_real_time();
            const bool right = granted ? sched_getscheduler(0) == SCHED_FIFO
                                       : granted.error().what.find(": ") != std::string::npos;
            std::_Exit(right ? 0 : 1);
        },
        ::testing::ExitedWithCode(0),
        "");
}

}  // namespace
}  // namespace escapement::firmware::linux_port
