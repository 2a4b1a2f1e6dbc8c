// Claims about the real serial ports of a computer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serial_ports.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/device_end.hpp"

namespace escapement::client {
namespace {

class Watched final : public runtime::Watcher {
  public:
    void watch(int descriptor) override { watched.push_back(descriptor); }
    void unwatch(int descriptor) override { std::erase(watched, descriptor); }
    std::vector<int> watched;
};

TEST(SystemPorts, a_port_is_watched_while_it_is_open) {
    auto device = runtime::DeviceEnd::open();
    ASSERT_TRUE(device);
    Watched watcher;
    SystemPorts ports(watcher);
    {
        auto line = ports.open((*device)->device(), 115200);
        ASSERT_TRUE(line) << line.error().what;
        EXPECT_EQ(watcher.watched.size(), 1u);
        EXPECT_TRUE((*line)->set_baud(250000));
    }
    EXPECT_TRUE(watcher.watched.empty());
}

TEST(SystemPorts, only_ports_that_printers_use_are_listed) {
    Watched watcher;
    for (const auto& path : SystemPorts(watcher).list())
        EXPECT_TRUE(path.starts_with("/dev/ttyACM") || path.starts_with("/dev/ttyUSB")) << path;
}

}  // namespace
}  // namespace escapement::client
