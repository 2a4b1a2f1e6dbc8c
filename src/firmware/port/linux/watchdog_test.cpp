// Claims about feeding a watchdog.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/watchdog.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "firmware/port/linux/testing/virtual_computer.hpp"

namespace escapement::firmware::linux_port {
namespace {

TEST(Watchdog, is_fed_every_two_seconds) {
    const testing::Folder folder;
    folder.write("watchdog", "");
    auto watchdog = Watchdog::open(folder.path() / "watchdog");
    ASSERT_TRUE(watchdog);

    for (int ms = 0; ms <= 5000; ms += 100)
        watchdog->feed(base::HostTime(std::chrono::milliseconds(ms)));

    EXPECT_EQ(folder.read("watchdog"), "...");
}

TEST(Watchdog, must_exist) {
    EXPECT_EQ(Watchdog::open("/no/watchdog").error().what,
              "/no/watchdog: No such file or directory");
}

}  // namespace
}  // namespace escapement::firmware::linux_port
