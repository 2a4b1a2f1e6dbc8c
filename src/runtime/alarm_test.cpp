// Claims about alarms.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/alarm.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include "runtime/system_clock.hpp"

namespace escapement::runtime {
namespace {

using namespace std::chrono_literals;

bool rings_within(const Alarm& alarm, int milliseconds) {
    pollfd entry{alarm.file_descriptor(), POLLIN, 0};
    return ::poll(&entry, 1, milliseconds) == 1;
}

TEST(Alarm, rings_when_the_time_has_come_until_it_is_silenced) {
    const SystemOutside clock;
    Alarm alarm;
    EXPECT_FALSE(rings_within(alarm, 0));

    const HostTime begin = clock.now();
    alarm.ring_in(3ms);
    EXPECT_TRUE(rings_within(alarm, -1));
    EXPECT_GE(clock.now() - begin, 3ms);
    EXPECT_TRUE(rings_within(alarm, 0));

    alarm.silence();
    EXPECT_FALSE(rings_within(alarm, 0));
    alarm.silence();
    alarm.ring_in(1ns);
    EXPECT_TRUE(rings_within(alarm, -1));
}

TEST(Alarm, the_last_word_counts) {
    Alarm alarm;
    alarm.ring_in(1h);
    alarm.ring_in(1ms);
    EXPECT_TRUE(rings_within(alarm, -1));

    alarm.ring_in(1h);
    EXPECT_FALSE(rings_within(alarm, 0));
}

}  // namespace
}  // namespace escapement::runtime
