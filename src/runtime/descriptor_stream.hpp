// A stream of bytes through a file descriptor that never blocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "runtime/byte_stream.hpp"

namespace escapement::runtime {

// Owns the descriptor, which must not block.  Belongs to one thread.
class DescriptorStream : public ByteStream {
  public:
    // What a read of no bytes means: of a terminal that there is nothing yet, of a socket that
    // the other side has closed it.
    enum class Empty { nothing_yet, the_end };

    // `name` is for errors.
    DescriptorStream(std::string name, int descriptor, Empty empty)
        : name_(std::move(name)), descriptor_(descriptor), empty_(empty) {}
    ~DescriptorStream() override;
    DescriptorStream(const DescriptorStream&) = delete;
    DescriptorStream& operator=(const DescriptorStream&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return failure_; }

    const std::string& name() const { return name_; }
    // For those who wait until there is something to read.
    int file_descriptor() const { return descriptor_; }

  private:
    void fail(const char* doing, int error);

    std::string name_;
    int descriptor_;
    Empty empty_;
    std::string failure_;
};

}  // namespace escapement::runtime
