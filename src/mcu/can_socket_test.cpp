// Tests of sockets that carry frames, on local ones that keep frames apart as a bus does.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/can_socket.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace escapement::mcu {
namespace {

class CanSocketTest : public ::testing::Test {
  protected:
    CanSocketTest() {
        int ends[2];
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
        bus.emplace("can0", ends[0]);
        other = ends[1];
    }
    ~CanSocketTest() override { close(other); }

    std::optional<CanSocket> bus;
    int other = -1;
};

TEST_F(CanSocketTest, carries_frames_and_does_not_wait_for_them) {
    CanSocket board("board", dup(other));
    const CanFrame frame{.id = 0x7ff, .size = 3, .bytes = {1, 2, 3}};

    EXPECT_EQ(bus->receive(), std::nullopt);
    ASSERT_TRUE(board.send(frame));

    EXPECT_EQ(bus->receive(), frame);
    EXPECT_EQ(bus->receive(), std::nullopt);
    EXPECT_EQ(bus->failure(), "");
}

TEST_F(CanSocketTest, what_is_no_frame_is_left_out) {
    ASSERT_EQ(send(other, "short", 5, 0), 5);

    EXPECT_EQ(bus->receive(), std::nullopt);
    EXPECT_EQ(bus->failure(), "");
}

TEST_F(CanSocketTest, the_end_of_the_bus_is_a_failure) {
    shutdown(other, SHUT_RDWR);

    EXPECT_EQ(bus->receive(), std::nullopt);

    EXPECT_EQ(bus->failure(), "can0: closed by the other side");
    EXPECT_FALSE(bus->send({.id = 1}));
}

TEST(CanSocket, a_missing_interface_is_met_with_advice) {
    const auto opened = CanSocket::open("nocan7", 1);

    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().what.find("nocan7: there is no such CAN interface"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::mcu
