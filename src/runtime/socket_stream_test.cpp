// Claims about bytes through sockets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/socket_stream.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace escapement::runtime {
namespace {

// Waits for one connection, at a path or at any free port.
class Server {
  public:
    explicit Server(const std::string& path) : listening_(socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un place{};
        place.sun_family = AF_UNIX;
        path.copy(place.sun_path, sizeof place.sun_path - 1);
        unlink(path.c_str());
        listen_at(place);
    }
    Server() : listening_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        listen_at(place);
    }
    ~Server() {
        hang_up();
        close(listening_);
    }
    int port() const {
        sockaddr_in place{};
        socklen_t size = sizeof place;
        EXPECT_EQ(getsockname(listening_, reinterpret_cast<sockaddr*>(&place), &size), 0);
        return ntohs(place.sin_port);
    }
    int answer() { return connection_ = accept(listening_, nullptr, nullptr); }
    void hang_up() {
        if (connection_ >= 0) close(connection_);
        connection_ = -1;
    }

  private:
    template <class Address>
    void listen_at(const Address& place) {
        EXPECT_EQ(bind(listening_, reinterpret_cast<const sockaddr*>(&place), sizeof place), 0);
        EXPECT_EQ(listen(listening_, 1), 0);
    }
    int listening_;
    int connection_ = -1;
};

void passes_bytes_both_ways(Server& server, const std::string& address) {
    ASSERT_TRUE(SocketStream::is_address(address));
    auto stream = SocketStream::connect(address);
    ASSERT_TRUE(stream) << stream.error().what;
    const int end = server.answer();
    const std::array<std::uint8_t, 3> bytes{0, 0x7e, 255};
    std::array<std::uint8_t, 3> heard{};

    EXPECT_EQ((*stream)->read(heard), 0U);
    EXPECT_EQ((*stream)->failure(), "");
    EXPECT_EQ((*stream)->write(bytes), 3U);
    EXPECT_EQ(recv(end, heard.data(), heard.size(), MSG_WAITALL), 3);
    EXPECT_EQ(heard, bytes);

    heard.fill(1);
    EXPECT_EQ(send(end, bytes.data(), bytes.size(), 0), 3);
    EXPECT_EQ((*stream)->read(heard), 3U);
    EXPECT_EQ(heard, bytes);
}

TEST(SocketStream, talks_with_the_owner_of_a_path) {
    const auto path = testing::TempDir() + "/socket";
    Server server(path);

    passes_bytes_both_ways(server, path);
}

TEST(SocketStream, talks_with_a_host_and_port) {
    Server server;

    passes_bytes_both_ways(server, "127.0.0.1:" + std::to_string(server.port()));
}

TEST(SocketStream, notices_when_the_other_end_hangs_up) {
    Server server;
    const auto address = "127.0.0.1:" + std::to_string(server.port());
    auto stream = SocketStream::connect(address);
    ASSERT_TRUE(stream);
    server.answer();

    server.hang_up();

    std::array<std::uint8_t, 3> heard{};
    EXPECT_EQ((*stream)->read(heard), 0U);
    EXPECT_EQ((*stream)->failure(), address + ": the board's program has ended");
    EXPECT_EQ((*stream)->write(heard), 0U);
}

TEST(SocketStream, says_who_does_not_answer) {
    int port = 0;
    {
        const Server gone;
        port = gone.port();
    }

    const auto stream = SocketStream::connect("127.0.0.1:" + std::to_string(port));

    ASSERT_FALSE(stream);
    EXPECT_NE(stream.error().what.find("is the board's program running?"), std::string::npos);
}

TEST(SocketStream, knows_addresses_from_other_names) {
    EXPECT_TRUE(SocketStream::is_address("localhost:4444"));
    EXPECT_FALSE(SocketStream::is_address("/dev/ttyACM0"));
    EXPECT_FALSE(SocketStream::is_address("/dev/serial/by-id/usb-1a86:7523"));
    EXPECT_FALSE(SocketStream::is_address("localhost:"));
}

}  // namespace
}  // namespace escapement::runtime
