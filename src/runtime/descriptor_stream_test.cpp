// Tests of streams through descriptors, on pairs of sockets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/descriptor_stream.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace escapement::runtime {
namespace {

class DescriptorStreamTest : public ::testing::Test {
  protected:
    DescriptorStreamTest() {
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    }
    ~DescriptorStreamTest() override { close(ends[1]); }

    std::array<int, 2> ends{};
    std::array<std::uint8_t, 4096> buffer{};
};

TEST_F(DescriptorStreamTest, neither_reading_nor_writing_waits) {
    DescriptorStream stream("cable", ends[0], DescriptorStream::Empty::the_end);

    EXPECT_EQ(stream.read(buffer), 0U);
    std::size_t written = 0;
    for (std::size_t now = 1; now > 0; written += now) now = stream.write(buffer);

    EXPECT_GE(written, buffer.size());
    EXPECT_EQ(stream.failure(), "");
}

TEST_F(DescriptorStreamTest, a_closed_socket_is_the_end_and_a_silent_terminal_is_not) {
    DescriptorStream socket("cable", dup(ends[0]), DescriptorStream::Empty::the_end);
    DescriptorStream terminal("port", ends[0], DescriptorStream::Empty::nothing_yet);
    shutdown(ends[1], SHUT_WR);

    EXPECT_EQ(socket.read(buffer), 0U);
    EXPECT_EQ(terminal.read(buffer), 0U);

    EXPECT_EQ(socket.failure(), "cable: closed by the other side");
    EXPECT_EQ(terminal.failure(), "");
}

TEST_F(DescriptorStreamTest, after_an_error_nothing_is_tried_any_more) {
    DescriptorStream stream("cable", open("/dev/null", 0), DescriptorStream::Empty::nothing_yet);

    EXPECT_EQ(stream.write(buffer), 0U);

    EXPECT_EQ(stream.failure(), "cable: writing failed: Bad file descriptor");
    EXPECT_EQ(stream.read(buffer), 0U);
    close(ends[0]);
}

}  // namespace
}  // namespace escapement::runtime
