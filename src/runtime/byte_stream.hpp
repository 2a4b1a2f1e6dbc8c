// Bytes to and from somewhere: a serial port, a pseudo-terminal, a simulated cable.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace escapement::runtime {

// Belongs to one thread.  Neither call blocks.
class ByteStream {
  public:
    virtual ~ByteStream() = default;
    // Takes as many bytes as it can now and says how many.
    virtual std::size_t write(std::span<const std::uint8_t> bytes) = 0;
    // Fills `buffer` with what has arrived; zero when there is nothing.
    virtual std::size_t read(std::span<std::uint8_t> buffer) = 0;
    // Empty while the stream works; afterwards why it ended ("/dev/ttyACM0: unplugged").
    virtual std::string failure() const = 0;
};

}  // namespace escapement::runtime
