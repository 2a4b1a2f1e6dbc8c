// For tests: servers on a network that exists only in memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/network.hpp"

namespace escapement::client {

// Both directions of one connection.
struct TestConnection {
    Address address;
    std::string to_client, to_server, failure;
};

class TestNetwork final : public Network {
  public:
    std::unique_ptr<runtime::ByteStream> connect(const Address& address) override {
        connections.push_back(
            std::make_unique<TestConnection>(TestConnection{address, {}, {}, {}}));
        if (refuses) connections.back()->failure = address.text() + ": Connection refused";
        return std::make_unique<Stream>(*connections.back());
    }
    TestConnection& last() { return *connections.back(); }

    std::vector<std::unique_ptr<TestConnection>> connections;
    bool refuses = false;

  private:
    class Stream final : public runtime::ByteStream {
      public:
        explicit Stream(TestConnection& connection) : connection_(connection) {}
        std::size_t write(std::span<const std::uint8_t> bytes) override {
            if (!connection_.failure.empty()) return 0;
            connection_.to_server.append(bytes.begin(), bytes.end());
            return bytes.size();
        }
        std::size_t read(std::span<std::uint8_t> buffer) override {
            const auto count = std::min(buffer.size(), connection_.to_client.size());
            std::memcpy(buffer.data(), connection_.to_client.data(), count);
            connection_.to_client.erase(0, count);
            return count;
        }
        std::string failure() const override { return connection_.failure; }

      private:
        TestConnection& connection_;
    };
};

// The server's end of a WebSocket.
class TestWebSocket {
  public:
    explicit TestWebSocket(TestConnection& connection) : connection_(connection) {}

    // The request, which is agreed to.
    std::string accept() {
        connection_.to_client +=
            "HTTP/1.1 101 Switching Protocols\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        return std::exchange(connection_.to_server, {});
    }
    void say(const std::string& text, int opcode = 1) {
        std::string frame(1, static_cast<char>(0x80 | opcode));
        if (text.size() < 126) {
            frame += static_cast<char>(text.size());
        } else {
            frame += static_cast<char>(126);
            frame += static_cast<char>(text.size() >> 8);
            frame += static_cast<char>(text.size() & 0xFF);
        }
        connection_.to_client += frame + text;
    }
    // The next message of the client; empty: none.
    std::string heard() {
        auto& bytes = connection_.to_server;
        if (bytes.size() < 6) return {};
        std::size_t size = static_cast<unsigned char>(bytes[1]) & 0x7FU, at = 2;
        if (size == 126) {
            size = static_cast<std::size_t>(static_cast<unsigned char>(bytes[2])) << 8 |
                   static_cast<unsigned char>(bytes[3]);
            at = 4;
        }
        std::string text = bytes.substr(at + 4, size);
        for (std::size_t i = 0; i < size; ++i)
            text[i] = static_cast<char>(text[i] ^ bytes[at + i % 4]);
        bytes.erase(0, at + 4 + size);
        return text;
    }

  private:
    TestConnection& connection_;
};

}  // namespace escapement::client
