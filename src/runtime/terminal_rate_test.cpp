// Claims about seeing at which rate a port was opened.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/terminal_rate.hpp"

#include <gtest/gtest.h>

#include "runtime/device_end.hpp"
#include "runtime/serial_port.hpp"

namespace escapement::runtime {
namespace {

TEST(TerminalRate, the_device_sees_what_the_host_has_set) {
    auto device = DeviceEnd::open();
    ASSERT_TRUE(device);
    auto port = SerialPort::open((*device)->device(), 250000);
    ASSERT_TRUE(port);

    EXPECT_EQ(terminal_rate((*device)->file_descriptor()), 250000);
    ASSERT_TRUE((*port)->set_baud(57600));
    EXPECT_EQ(terminal_rate((*device)->file_descriptor()), 57600);
}

TEST(TerminalRate, what_is_no_terminal_has_none) {
    EXPECT_EQ(terminal_rate(-1), 0);
}

}  // namespace
}  // namespace escapement::runtime
