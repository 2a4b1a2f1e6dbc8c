// The device's end of a serial port that exists only in this computer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/byte_stream.hpp"

namespace escapement::runtime {

// Another program opens device() as it would a board's serial port, and this end hears and says
// what the board would.  Programs may come and go.  Belongs to one thread.
class DeviceEnd final : public ByteStream {
  public:
    // Fails if the system has no pseudo-terminal left.
    static base::Result<std::unique_ptr<DeviceEnd>> open();
    ~DeviceEnd() override;
    DeviceEnd(const DeviceEnd&) = delete;
    DeviceEnd& operator=(const DeviceEnd&) = delete;

    // "/dev/pts/7".
    const std::string& device() const { return device_; }
    // Whether a program has the device open.  While none has, the kernel calls the descriptor
    // ready without end: who waits for it would never sleep.
    bool connected() const;
    // What was written and nobody has read is forgotten.
    void forget_unread();
    int file_descriptor() const { return descriptor_; }

    // With nobody at the other end bytes are lost, as on any cable.
    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return {}; }

  private:
    DeviceEnd(int descriptor, std::string device)
        : descriptor_(descriptor), device_(std::move(device)) {}

    int descriptor_;
    std::string device_;
};

}  // namespace escapement::runtime
