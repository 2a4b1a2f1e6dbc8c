// Claims about addresses, and about a real connection inside this computer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/network.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace escapement::client {
namespace {

class NoWatcher final : public runtime::Watcher {
  public:
    void watch(int) override { ++watched; }
    void unwatch(int) override { --watched; }
    int watched = 0;
};

std::string parsed(const char* text) {
    const auto address = parse_address(text, 7125);
    return address ? address->host + " " + std::to_string(address->port) : address.error().what;
}

TEST(Network, addresses_are_written_in_many_ways) {
    EXPECT_EQ(parsed("voron.local"), "voron.local 7125");
    EXPECT_EQ(parsed("http://voron.local/"), "voron.local 7125");
    EXPECT_EQ(parsed("ws://10.0.0.2:80/websocket"), "10.0.0.2 80");
    EXPECT_EQ(parsed("[::1]:81"), "::1 81");
    EXPECT_EQ(parsed("[::1]"), "::1 7125");
    EXPECT_EQ(parse_address("http://[::1]/", 7125)->text(), "[::1]:7125");
    EXPECT_EQ(parse_address("voron.local:80", 7125)->text(), "voron.local:80");
}

TEST(Network, what_is_no_address_is_told) {
    EXPECT_EQ(parsed(""), "'' is no address; voron.local or http://192.168.1.5:7125 are");
    EXPECT_EQ(parsed("a:b"), "'a:b' is no address; voron.local or http://192.168.1.5:7125 are");
    EXPECT_EQ(parsed("https://a"), "'https://a': only http:// is served, not https://");
}

TEST(Network, bytes_go_to_a_server_and_come_back) {
    const int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(bind(server, reinterpret_cast<sockaddr*>(&place), sizeof place), 0);
    ASSERT_EQ(listen(server, 1), 0);
    socklen_t size = sizeof place;
    getsockname(server, reinterpret_cast<sockaddr*>(&place), &size);
    NoWatcher watcher;
    {
        auto stream = SystemNetwork(watcher).connect({"127.0.0.1", ntohs(place.sin_port)});
        const std::array<std::uint8_t, 2> hi{'h', 'i'};
        while (stream->write(hi) == 0) ASSERT_EQ(stream->failure(), "");
        const int peer = accept(server, nullptr, nullptr);
        std::array<char, 2> heard{};
        EXPECT_EQ(recv(peer, heard.data(), 2, MSG_WAITALL), 2);
        EXPECT_EQ(send(peer, "yo", 2, 0), 2);
        close(peer);
        std::array<std::uint8_t, 8> buffer{};
        std::size_t count = 0;
        while (count == 0) count = stream->read(buffer);
        EXPECT_EQ(count, 2u);
        while (stream->failure().empty()) EXPECT_EQ(stream->read(buffer), 0u);
        EXPECT_NE(stream->failure().find("closed by the server"), std::string::npos);
        EXPECT_EQ(watcher.watched, 1);
    }
    EXPECT_EQ(watcher.watched, 0);
    close(server);
}

}  // namespace
}  // namespace escapement::client
