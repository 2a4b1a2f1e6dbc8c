// Tests of boards behind sockets, with the other end in this process.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/socket_port.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace escapement::mcu {
namespace {

constexpr std::array<std::uint8_t, 3> some_bytes{0x00, 0x7e, 0xff};

// Closes what it holds.
struct Descriptor {
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(number); }
    int number;
};

// The kernel needs a moment to connect, which poll() waits for.
void exchange_bytes(runtime::DescriptorStream& stream, int listener) {
    const Descriptor other(accept(listener, nullptr, nullptr));
    ASSERT_GE(other.number, 0);
    pollfd connected{stream.file_descriptor(), POLLOUT, 0};
    ASSERT_EQ(poll(&connected, 1, 10'000), 1);
    std::array<std::uint8_t, 3> received{};
    ASSERT_EQ(stream.write(some_bytes), 3U);
    ASSERT_EQ(recv(other.number, received.data(), 3, MSG_WAITALL), 3);
    EXPECT_EQ(received, some_bytes);
    ASSERT_EQ(send(other.number, some_bytes.data(), 3, 0), 3);
    pollfd answered{stream.file_descriptor(), POLLIN, 0};
    ASSERT_EQ(poll(&answered, 1, 10'000), 1);
    EXPECT_EQ(stream.read(received), 3U);
}

void notice_the_end(runtime::DescriptorStream& stream) {
    pollfd closed{stream.file_descriptor(), POLLIN, 0};
    ASSERT_EQ(poll(&closed, 1, 10'000), 1);
    std::array<std::uint8_t, 3> buffer{};
    EXPECT_EQ(stream.read(buffer), 0U);
    EXPECT_NE(stream.failure().find("closed by the other side"), std::string::npos);
}

TEST(SocketPort, talks_across_the_network_and_notices_the_end) {
    const Descriptor listener(socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(bind(listener.number, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(listen(listener.number, 1), 0);
    getsockname(listener.number, reinterpret_cast<sockaddr*>(&address), &size);

    auto stream = connect_network("socket://127.0.0.1:" + std::to_string(ntohs(address.sin_port)));

    ASSERT_TRUE(stream) << stream.error().what;
    exchange_bytes(**stream, listener.number);
    notice_the_end(**stream);
}

TEST(SocketPort, talks_through_a_local_socket_and_notices_the_end) {
    const auto path = (std::filesystem::path(::testing::TempDir()) / "socket_port_test").string();
    std::filesystem::remove(path);
    const Descriptor listener(socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    ASSERT_EQ(bind(listener.number, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(listen(listener.number, 1), 0);

    auto stream = connect_local(path);

    ASSERT_TRUE(stream) << stream.error().what;
    exchange_bytes(**stream, listener.number);
    notice_the_end(**stream);
    std::filesystem::remove(path);
}

TEST(SocketPort, says_what_is_wrong_with_an_address) {
    EXPECT_TRUE(is_network_address("socket://printer:5000"));
    EXPECT_FALSE(is_network_address("/dev/ttyACM0"));
    EXPECT_EQ(connect_network("socket://printer").error().what,
              "socket://printer: has no port; it must be socket://HOST:PORT");
    EXPECT_FALSE(connect_network("socket://127.0.0.1:nothing"));
    EXPECT_FALSE(connect_local("/nowhere/at/all"));
    EXPECT_EQ(connect_local(std::string(200, 'x')).error().what,
              std::string(200, 'x') + ": name too long");
}

}  // namespace
}  // namespace escapement::mcu
