// Claims about the ends of serial ports that are played.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/device_end.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <termios.h>
#include <unistd.h>

#include <array>

namespace escapement::runtime {
namespace {

// The program at the other end.
class PortUser {
  public:
    explicit PortUser(const DeviceEnd& terminal)
        : descriptor_(open(terminal.device().c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK)) {}
    ~PortUser() { close(descriptor_); }
    int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

std::array<std::uint8_t, 256> every_byte() {
    std::array<std::uint8_t, 256> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
    return all;
}

TEST(DeviceEnd, passes_every_byte_both_ways) {
    auto terminal = DeviceEnd::open();
    ASSERT_TRUE(terminal) << terminal.error().what;
    const PortUser user(**terminal);
    const auto all = every_byte();
    std::array<std::uint8_t, 256> back{};

    EXPECT_EQ((*terminal)->write(all), all.size());
    EXPECT_EQ(read(user.descriptor(), back.data(), back.size()), 256);
    EXPECT_EQ(back, all);

    back.fill(0);
    EXPECT_EQ(write(user.descriptor(), all.data(), all.size()), 256);
    EXPECT_EQ((*terminal)->read(back), all.size());
    EXPECT_EQ(back, all);
}

TEST(DeviceEnd, knows_whether_somebody_has_it_open) {
    auto terminal = DeviceEnd::open();
    ASSERT_TRUE(terminal);

    EXPECT_FALSE((*terminal)->connected());
    {
        const PortUser first(**terminal);
        EXPECT_TRUE((*terminal)->connected());
    }
    EXPECT_FALSE((*terminal)->connected());
    const PortUser second(**terminal);
    EXPECT_TRUE((*terminal)->connected());
}

TEST(DeviceEnd, hears_nothing_where_nobody_is) {
    auto terminal = DeviceEnd::open();
    ASSERT_TRUE(terminal);
    std::array<std::uint8_t, 16> heard{};

    EXPECT_EQ((*terminal)->write(every_byte()), 256U);  // lost, not kept
    EXPECT_EQ((*terminal)->read(heard), 0U);
    const PortUser user(**terminal);
    EXPECT_LT(read(user.descriptor(), heard.data(), heard.size()), 1);
}

TEST(DeviceEnd, keeps_nothing_from_one_user_for_the_next) {
    auto terminal = DeviceEnd::open();
    ASSERT_TRUE(terminal);
    {
        const PortUser first(**terminal);
        EXPECT_EQ((*terminal)->write(every_byte()), 256U);
    }

    (*terminal)->forget_unread();

    const PortUser second(**terminal);
    std::array<std::uint8_t, 16> heard{};
    EXPECT_LT(read(second.descriptor(), heard.data(), heard.size()), 1);
}

}  // namespace
}  // namespace escapement::runtime
