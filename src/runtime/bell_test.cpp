// Claims about bells.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/bell.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <atomic>
#include <thread>

namespace escapement::runtime {
namespace {

bool rings(const Bell& bell) {
    pollfd entry{bell.file_descriptor(), POLLIN, 0};
    return ::poll(&entry, 1, 0) == 1;
}

void wait_for(const Bell& bell) {
    pollfd entry{bell.file_descriptor(), POLLIN, 0};
    ::poll(&entry, 1, -1);
}

TEST(Bell, rings_until_it_is_silenced) {
    Bell bell;
    EXPECT_FALSE(rings(bell));

    bell.ring();
    bell.ring();
    EXPECT_TRUE(rings(bell));

    bell.silence();
    EXPECT_FALSE(rings(bell));
    bell.ring();
    EXPECT_TRUE(rings(bell));
}

TEST(Bell, calls_for_everything_that_was_written_down_before_it_rang) {
    constexpr int last = 20'000;
    Bell bell;
    std::atomic<int> written{0};
    std::thread writer([&] {
        for (int i = 1; i <= last; ++i) {
            written = i;
            bell.ring();
        }
    });

    int seen = 0;
    while (seen < last) {  // hangs if a ring is lost
        wait_for(bell);
        bell.silence();
        seen = written;
    }
    writer.join();
    EXPECT_EQ(seen, last);
}

}  // namespace
}  // namespace escapement::runtime
