// Claims about serial ports, tried out on pseudo-terminals.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/serial_port.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>

#include "runtime/terminal_rate.hpp"

namespace escapement::runtime {
namespace {

// The far end of a cable.
class FarEnd {
  public:
    FarEnd() : master_(posix_openpt(O_RDWR | O_NOCTTY)) {
        EXPECT_EQ(grantpt(master_), 0);
        EXPECT_EQ(unlockpt(master_), 0);
    }
    ~FarEnd() { unplug(); }
    std::string path() const { return ptsname(master_); }
    int master() const { return master_; }
    void unplug() {
        if (master_ >= 0) close(master_);
        master_ = -1;
    }

  private:
    int master_;
};

TEST(SerialPort, bytes_of_every_value_pass_unchanged_both_ways) {
    FarEnd terminal;
    auto port = SerialPort::open(terminal.path(), 250000);
    ASSERT_TRUE(port) << port.error().what;
    std::array<std::uint8_t, 256> all{}, back{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);

    EXPECT_EQ((*port)->write(all), all.size());
    EXPECT_EQ(read(terminal.master(), back.data(), back.size()), 256);
    EXPECT_EQ(back, all);

    back.fill(0);
    EXPECT_EQ(write(terminal.master(), all.data(), all.size()), 256);
    EXPECT_EQ((*port)->read(back), all.size());
    EXPECT_EQ(back, all);
    EXPECT_EQ((*port)->failure(), "");
}

TEST(SerialPort, reading_nothing_does_not_wait) {
    FarEnd terminal;
    auto port = SerialPort::open(terminal.path(), 0);
    ASSERT_TRUE(port) << port.error().what;
    std::array<std::uint8_t, 16> buffer;

    EXPECT_EQ((*port)->read(buffer), 0U);
    EXPECT_EQ((*port)->failure(), "");
}

TEST(SerialPort, an_unplugged_cable_is_noticed) {
    FarEnd terminal;
    const std::string path = terminal.path();
    auto port = SerialPort::open(path, 250000);
    ASSERT_TRUE(port) << port.error().what;
    std::array<std::uint8_t, 16> buffer;

    terminal.unplug();
    (*port)->read(buffer);
    (*port)->write(buffer);

    EXPECT_EQ((*port)->failure().find(path + ": "), 0U);
    EXPECT_NE((*port)->failure().find("unplugged or switched off"), std::string::npos);
}

TEST(SerialPort, a_missing_device_is_met_with_advice) {
    const auto port = SerialPort::open("/dev/no-such-board", 250000);

    ASSERT_FALSE(port);
    EXPECT_EQ(port.error().what,
              "/dev/no-such-board: no such device; is the board connected?"
              " ls /dev/serial/by-id/");
}

TEST(SerialPort, a_file_that_is_no_port_is_refused) {
    const auto port = SerialPort::open("/dev/null", 250000);

    ASSERT_FALSE(port);
    EXPECT_EQ(port.error().what.find("/dev/null: not a serial port"), 0U);
}

TEST(SerialPort, a_port_in_use_is_not_shared) {
    FarEnd terminal;
    auto first = SerialPort::open(terminal.path(), 250000);
    ASSERT_TRUE(first) << first.error().what;

    const auto second = SerialPort::open(terminal.path(), 2400);

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().what,
              terminal.path() + ": in use by another program; stop that first");
    EXPECT_EQ(terminal_rate(terminal.master()), 250000) << "some boards take 2400 for a reset";
}

}  // namespace
}  // namespace escapement::runtime
