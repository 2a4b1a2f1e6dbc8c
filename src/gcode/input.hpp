// Where G-code bytes come from: a file, or memory in tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.hpp"

namespace escapement::gcode {

class Input {
  public:
    virtual ~Input() = default;

    // Fills the front of `room`; 0 bytes mean the end.  Fails with the system's reason.
    virtual base::Result<std::size_t> read(std::span<char> room) = 0;
    // Bytes there are in all, 0 if that cannot be known.
    virtual std::uint64_t size() const = 0;
    // Goes on reading there.  Fails with the system's reason.
    virtual base::Result<void> seek(std::uint64_t offset) = 0;
};

class MemoryInput : public Input {
  public:
    explicit MemoryInput(std::string content) : content_(std::move(content)) {}

    base::Result<std::size_t> read(std::span<char> room) override;
    std::uint64_t size() const override { return content_.size(); }
    base::Result<void> seek(std::uint64_t offset) override;

  private:
    std::string content_;
    std::size_t position_ = 0;
};

// Opens a file for reading.
base::Result<std::unique_ptr<Input>> open_file(const std::string& path);

}  // namespace escapement::gcode
