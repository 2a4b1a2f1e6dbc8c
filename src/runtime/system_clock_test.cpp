// Claims about real time that hold on any machine, however slow.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/system_clock.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>

namespace escapement::runtime {
namespace {

using namespace std::chrono_literals;

TEST(SystemOutside, never_goes_backwards) {
    const SystemOutside outside;
    HostTime last = outside.now();

    for (int i = 0; i < 1000; ++i) {
        const HostTime now = outside.now();
        ASSERT_GE(now, last);
        last = now;
    }
}

TEST(SystemOutside, returns_at_once_for_a_moment_in_the_past) {
    SystemOutside outside;

    outside.wait_until(outside.now() - 1s);
}

TEST(SystemOutside, waits_no_shorter_than_asked) {
    SystemOutside outside;
    const HostTime until = outside.now() + 2ms;

    while (outside.now() < until) outside.wait_until(until);

    EXPECT_GE(outside.now(), until);
}

TEST(SystemOutside, wakes_when_a_watched_descriptor_has_something_to_read) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    SystemOutside outside;
    outside.watch(ends[0]);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    const HostTime before = outside.now();

    outside.wait_until(never);

    EXPECT_LT(outside.now() - before, 240ms);
    close(ends[0]);
    close(ends[1]);
}

}  // namespace
}  // namespace escapement::runtime
