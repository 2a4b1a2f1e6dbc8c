// WebSocket messages (RFC 6455) as a client sends and receives them, without the connection.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace escapement::client {

struct UpgradeRequest {
    std::string host;  // "voron.local:7125"
    std::string path;  // "/websocket"
    std::string api_key;
};

// The text that asks a web server to speak WebSocket.
std::string upgrade_request(const UpgradeRequest& request);

enum class Opcode : std::uint8_t { more = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

// One message for the server, in one frame.
std::string client_frame(Opcode opcode, std::string_view payload);

// Takes in what a server says: its agreement first, then messages.
class WebSocketReader {
  public:
    static constexpr std::size_t max_header = 16 << 10;
    static constexpr std::size_t max_message = 8 << 20;

    struct Message {
        Opcode opcode = Opcode::text;  // never `more`
        std::string payload;
    };
    // Nothing if there is no whole message yet; an error if the server does not agree, or says
    // what is no WebSocket message: then the connection is of no use any more.
    base::Result<std::optional<Message>> next();
    void add(std::string_view bytes) { buffer_ += bytes; }
    bool agreed() const { return agreed_; }

  private:
    base::Result<bool> read_agreement();
    base::Result<std::optional<Message>> read_frame();

    std::string buffer_, fragments_;
    Opcode fragmented_ = Opcode::text;
    bool agreed_ = false;
};

}  // namespace escapement::client
