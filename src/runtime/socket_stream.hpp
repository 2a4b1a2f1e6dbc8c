// Bytes through a socket: emulators offer boards like this.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/byte_stream.hpp"

namespace escapement::runtime {

// Belongs to one thread.  Never blocks, except while it connects.
class SocketStream final : public ByteStream {
  public:
    // The address is the path of a Unix socket, or HOST:PORT.  Fails with a remedy.
    static base::Result<std::unique_ptr<SocketStream>> connect(const std::string& address);
    // Whether an address can be meant for connect(): a socket's path, or HOST:PORT.
    static bool is_address(const std::string& address);
    ~SocketStream() override;
    SocketStream(const SocketStream&) = delete;
    SocketStream& operator=(const SocketStream&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return failure_; }
    int file_descriptor() const { return descriptor_; }

  private:
    SocketStream(std::string address, int descriptor)
        : address_(std::move(address)), descriptor_(descriptor) {}
    void fail(const char* doing, int error);

    std::string address_;
    int descriptor_;
    std::string failure_;
};

}  // namespace escapement::runtime
