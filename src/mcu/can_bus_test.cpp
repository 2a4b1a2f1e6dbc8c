// Tests of admin frames, and of bytes in frames.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/can_bus.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <numeric>

namespace escapement::mcu {
namespace {

constexpr int node = 4;  // its frames have the identifiers 0x108 and 0x109

// A local pair of sockets keeps frames apart as a bus does.
class CanPortTest : public ::testing::Test {
  protected:
    CanPortTest() {
        int ends[2];
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
        port = std::make_unique<CanPort>(std::make_unique<CanSocket>("can0", ends[0]), node);
        board = std::make_unique<CanSocket>("board", ends[1]);
    }
    std::unique_ptr<CanPort> port;
    std::unique_ptr<CanSocket> board;
};

TEST(CanUuid, is_read_from_hexadecimal_digits) {
    EXPECT_EQ(CanUuid::parse("11aabbccdd")->raw, 0x11aabbccddU);
    EXPECT_EQ(CanUuid::parse("11aabbccdd")->text(), "0011aabbccdd");
    for (const char* wrong : {"", "xyz", "11aabbccdd ", "1234567890abc", "-1"})
        EXPECT_FALSE(CanUuid::parse(wrong)) << wrong;
}

TEST(CanAdmin, frames_are_those_of_the_protocol) {
    EXPECT_EQ(can_query(), (CanFrame{.id = 0x3f0, .size = 1, .bytes = {0x00}}));
    EXPECT_EQ(
        can_assignment({0x112233445566}, 5),
        (CanFrame{
            .id = 0x3f0, .size = 8, .bytes = {0x01, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x05}}));
}

TEST(CanAdmin, a_board_without_number_tells_its_name_and_program) {
    CanFrame answer{.id = 0x3f1, .size = 8, .bytes = {0x20, 0, 0x22, 0x33, 0x44, 0x55, 0x66, 0x11}};
    ASSERT_TRUE(read_can_candidate(answer));
    EXPECT_EQ(read_can_candidate(answer)->uuid.text(), "002233445566");
    EXPECT_EQ(read_can_candidate(answer)->application, "CanBoot");

    answer.size = 7;
    EXPECT_EQ(read_can_candidate(answer)->application, "Klipper");
    answer.size = 6;
    EXPECT_FALSE(read_can_candidate(answer));
    answer = {.id = 0x3f1, .size = 8, .bytes = {0x21}};
    EXPECT_FALSE(read_can_candidate(answer));
}

TEST_F(CanPortTest, cuts_bytes_into_frames_for_the_board) {
    std::vector<std::uint8_t> bytes(19);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});

    EXPECT_EQ(port->write(bytes), 19U);

    EXPECT_EQ(board->receive(),
              (CanFrame{.id = 0x108, .size = 8, .bytes = {0, 1, 2, 3, 4, 5, 6, 7}}));
    EXPECT_EQ(board->receive(),
              (CanFrame{.id = 0x108, .size = 8, .bytes = {8, 9, 10, 11, 12, 13, 14, 15}}));
    EXPECT_EQ(board->receive(), (CanFrame{.id = 0x108, .size = 3, .bytes = {16, 17, 18}}));
    EXPECT_EQ(board->receive(), std::nullopt);
}

TEST_F(CanPortTest, joins_the_frames_of_its_board_only) {
    ASSERT_TRUE(board->send({.id = 0x109, .size = 2, .bytes = {1, 2}}));
    ASSERT_TRUE(board->send({.id = 0x10b, .size = 2, .bytes = {9, 9}}));
    ASSERT_TRUE(board->send({.id = 0x109, .size = 1, .bytes = {3}}));
    std::array<std::uint8_t, 64> buffer{};

    ASSERT_EQ(port->read(buffer), 3U);

    EXPECT_EQ(buffer[0], 1);
    EXPECT_EQ(buffer[1], 2);
    EXPECT_EQ(buffer[2], 3);
}

TEST_F(CanPortTest, a_full_bus_takes_what_it_can_and_is_no_failure) {
    const std::vector<std::uint8_t> bytes(1 << 20);

    const auto sent = port->write(bytes);

    EXPECT_GT(sent, 0U);
    EXPECT_LT(sent, bytes.size());
    EXPECT_EQ(port->failure(), "");
}

TEST_F(CanPortTest, a_bus_that_goes_away_is_noticed) {
    board.reset();
    std::array<std::uint8_t, 64> buffer{};

    port->read(buffer);

    EXPECT_NE(port->failure(), "");
}

}  // namespace
}  // namespace escapement::mcu
