// Frames on a CAN bus, through the kernel's sockets.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace escapement::mcu {

// With an 11-bit identifier, as boards use them.
struct CanFrame {
    std::uint32_t id = 0;
    std::uint8_t size = 0;  // of the bytes that count
    std::array<std::uint8_t, 8> bytes{};

    bool operator==(const CanFrame&) const = default;
};

// Belongs to one thread.  Never blocks.
class CanSocket {
  public:
    // Hears only frames with that identifier.  Fails with a remedy.
    static base::Result<std::unique_ptr<CanSocket>> open(const std::string& interface,
                                                         std::uint32_t hears);
    // Takes a socket over that carries the kernel's can_frame; `name` is for errors.
    CanSocket(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}
    ~CanSocket();
    CanSocket(const CanSocket&) = delete;
    CanSocket& operator=(const CanSocket&) = delete;

    // False if there is no room for it now.
    [[nodiscard]] bool send(const CanFrame& frame);
    // The next one that has arrived.
    std::optional<CanFrame> receive();
    // Empty while the bus works; afterwards why it ended.
    const std::string& failure() const { return failure_; }
    int file_descriptor() const { return descriptor_; }

  private:
    void fail(int error);

    std::string name_;
    int descriptor_;
    std::string failure_;
};

}  // namespace escapement::mcu
