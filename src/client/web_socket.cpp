// Frames: two bytes, a length, a mask in our direction, and the payload.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The key of the handshake only keeps caches from answering for the server, so it may be a
// constant; it is the one whose answer RFC 6455 gives in section 1.3.  The same holds for masks.
#include "client/web_socket.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"

namespace escapement::client {

namespace {

constexpr std::string_view handshake_key = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view expected_answer = "s3pplmbitxaq9kygzzhzrbk+xoo=";  // in lower case
constexpr std::array<unsigned char, 4> mask{0x37, 0xfa, 0x21, 0x3d};

void add_number(std::string& bytes, std::uint64_t number, int size) {
    for (int i = size - 1; i >= 0; --i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
}

std::uint64_t read_number(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

}  // namespace

std::string upgrade_request(const UpgradeRequest& request) {
    std::string text = "GET " + request.path + " HTTP/1.1\r\nHost: " + request.host +
                       "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " +
                       std::string(handshake_key) + "\r\nSec-WebSocket-Version: 13\r\n";
    if (!request.api_key.empty()) text += "X-Api-Key: " + request.api_key + "\r\n";
    return text + "\r\n";
}

std::string client_frame(Opcode opcode, std::string_view payload) {
    std::string frame(1, static_cast<char>(0x80 | static_cast<int>(opcode)));
    const auto size = payload.size();
    if (size < 126) {
        add_number(frame, 0x80 | size, 1);
    } else {
        const bool longer = size > 0xFFFF;
        add_number(frame, 0x80 | (longer ? 127 : 126), 1);
        add_number(frame, size, longer ? 8 : 2);
    }
    for (const auto byte : mask) frame += static_cast<char>(byte);
    for (std::size_t i = 0; i < size; ++i)
        frame += static_cast<char>(static_cast<unsigned char>(payload[i]) ^ mask[i % 4]);
    return frame;
}

base::Result<bool> WebSocketReader::read_agreement() {
    const auto end = buffer_.find("\r\n\r\n");
    if (end == std::string::npos) {
        if (buffer_.size() > max_header) return base::Error{"the server does not speak HTTP"};
        return false;
    }
    const auto header = base::lower_case(std::string_view(buffer_).substr(0, end));
    const auto status = buffer_.substr(0, buffer_.find("\r\n"));
    buffer_.erase(0, end + 4);
    if (status.find(" 101") == std::string::npos) {
        const bool refused = status.find(" 401") != std::string::npos;
        return base::Error{refused ? "the server wants an API key or a login"
                                   : "the server does not speak WebSocket: " + status};
    }
    if (header.find(expected_answer) == std::string::npos)
        return base::Error{"the server's agreement to speak WebSocket is wrong"};
    agreed_ = true;
    return true;
}

base::Result<std::optional<WebSocketReader::Message>> WebSocketReader::next() {
    if (!agreed_) {
        const auto agreed = read_agreement();
        if (!agreed) return agreed.error();
        if (!*agreed) return std::optional<Message>();
    }
    return read_frame();
}

base::Result<std::optional<WebSocketReader::Message>> WebSocketReader::read_frame() {
    while (buffer_.size() >= 2) {
        const auto first = static_cast<unsigned char>(buffer_[0]);
        const auto second = static_cast<unsigned char>(buffer_[1]);
        const std::size_t width = (second & 0x7F) == 126 ? 2 : (second & 0x7F) == 127 ? 8 : 0;
        if (buffer_.size() < 2 + width) break;
        const std::uint64_t size =
            width == 0 ? second & 0x7FU : read_number(std::string_view(buffer_).substr(2, width));
        if ((second & 0x80) != 0 || (first & 0x70) != 0)
            return base::Error{"the server sends what is no WebSocket message"};
        if (size > max_message || fragments_.size() + size > max_message)
            return base::Error{"the server sends a message of more than 8 MB"};
        if (buffer_.size() < 2 + width + size) break;
        std::string payload = buffer_.substr(2 + width, size);
        buffer_.erase(0, 2 + width + size);
        const auto opcode = static_cast<Opcode>(first & 0x0F);
        const bool last = (first & 0x80) != 0;
        if (opcode >= Opcode::close) return std::optional(Message{opcode, std::move(payload)});
        if (opcode != Opcode::more) fragmented_ = opcode;
        fragments_ += payload;
        if (last) return std::optional(Message{fragmented_, std::exchange(fragments_, {})});
    }
    return std::optional<Message>();
}

}  // namespace escapement::client
