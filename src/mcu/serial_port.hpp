// A serial line or pseudo-terminal as a stream of bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/byte_stream.hpp"

namespace escapement::mcu {

// Belongs to one thread.  Never blocks.
class SerialPort final : public runtime::ByteStream {
  public:
    // Opens a terminal device exclusively and makes it transparent.  Any rate that the hardware
    // can do is possible; 0 leaves it alone (pipes, USB).  Fails with a remedy.
    static base::Result<std::unique_ptr<SerialPort>> open(const std::string& path, int baud);
    ~SerialPort() override;
    SerialPort(const SerialPort&) = delete;
    SerialPort& operator=(const SerialPort&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return failure_; }
    // For those who wait until there is something to read.
    int file_descriptor() const { return descriptor_; }

  private:
    SerialPort(std::string path, int descriptor)
        : path_(std::move(path)), descriptor_(descriptor) {}
    void fail(const char* doing, int error);

    std::string path_;
    int descriptor_;
    std::string failure_;
};

}  // namespace escapement::mcu
