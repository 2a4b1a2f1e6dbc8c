// Claims about WebSocket messages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/web_socket.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

const std::string agreement =
    "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: "
    "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

std::string payload(WebSocketReader& reader) {
    const auto message = reader.next();
    if (!message) return message.error().what;
    return *message ? (*message)->payload : "nothing yet";
}

TEST(WebSocket, the_masked_hello_of_the_standard) {
    EXPECT_EQ(client_frame(Opcode::text, "Hello"),
              std::string("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11));
}

TEST(WebSocket, messages_come_whole_however_the_bytes_come) {
    WebSocketReader reader;
    const std::string bytes =
        agreement + "\x81\x05Hello" + "\x01\x03Hel" + std::string("\x80\x02lo", 4);
    for (const char byte : bytes.substr(0, bytes.size() - 1)) {
        reader.add(std::string(1, byte));
        const auto message = reader.next();
        ASSERT_TRUE(message);
        if (*message) {
            EXPECT_EQ((*message)->payload, "Hello");
        }
    }
    EXPECT_EQ(payload(reader), "nothing yet");
    reader.add(bytes.substr(bytes.size() - 1));
    EXPECT_EQ(payload(reader), "Hello");
}

TEST(WebSocket, long_messages_have_long_lengths) {
    for (const std::size_t size : {125u, 126u, 65535u, 65536u}) {
        auto frame = client_frame(Opcode::text, std::string(size, 'x'));
        WebSocketReader reader;
        frame[1] = static_cast<char>(frame[1] & 0x7F);
        const std::size_t header = size < 126 ? 2 : size < 65536 ? 4 : 10;
        frame = frame.substr(0, header) + std::string(size, 'x');
        reader.add(agreement + frame);
        EXPECT_EQ(payload(reader).size(), size);
    }
}

TEST(WebSocket, what_cannot_go_on_is_an_error) {
    const auto said = [](const std::string& bytes) {
        WebSocketReader reader;
        reader.add(bytes);
        return payload(reader);
    };
    EXPECT_EQ(said("HTTP/1.1 401 Unauthorized\r\n\r\n"), "the server wants an API key or a login");
    EXPECT_EQ(said("HTTP/1.1 404 Not Found\r\n\r\n"),
              "the server does not speak WebSocket: HTTP/1.1 404 Not Found");
    EXPECT_EQ(said("HTTP/1.1 101 Fine\r\n\r\n"),
              "the server's agreement to speak WebSocket is wrong");
    EXPECT_EQ(said(std::string(20000, 'x')), "the server does not speak HTTP");
    EXPECT_EQ(said(agreement + "\xf1\x01x"), "the server sends what is no WebSocket message");
    EXPECT_EQ(said(agreement + std::string("\x81\x7f\0\0\0\0\xff\0\0\0", 10)),
              "the server sends a message of more than 8 MB");
}

TEST(WebSocket, keys_go_into_the_request) {
    const auto text = upgrade_request({"voron:7125", "/websocket", "secret"});
    EXPECT_TRUE(text.starts_with("GET /websocket HTTP/1.1\r\nHost: voron:7125\r\n"));
    EXPECT_NE(text.find("X-Api-Key: secret\r\n"), std::string::npos);
    EXPECT_EQ(upgrade_request({"voron:7125", "/websocket", ""}).find("X-Api-Key"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::client
