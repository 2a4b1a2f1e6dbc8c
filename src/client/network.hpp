// Connections to servers by name and number.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::client {

struct Address {
    std::string host;
    int port = 0;
    // "voron.local:7125", "[::1]:80": as it stands in a URL.
    std::string text() const {
        const bool numbers = host.find(':') != std::string::npos;
        return (numbers ? "[" + host + "]" : host) + ":" + std::to_string(port);
    }
};

// "voron.local", "http://voron.local:7125/", "[::1]:80"; without a number `usual_port`.
base::Result<Address> parse_address(std::string_view text, int usual_port);

class Network {
  public:
    virtual ~Network() = default;
    // Begins to connect.  Until that is done nothing can be written or read; failure() says why it
    // has not worked.
    virtual std::unique_ptr<runtime::ByteStream> connect(const Address& address) = 0;
};

// That of this computer.  `watcher` hears which descriptors to wait for, and outlives this.
class SystemNetwork final : public Network {
  public:
    explicit SystemNetwork(runtime::Watcher& watcher) : watcher_(watcher) {}
    std::unique_ptr<runtime::ByteStream> connect(const Address& address) override;

  private:
    runtime::Watcher& watcher_;
};

}  // namespace escapement::client
