// Thermometers on the kernel's one-wire bus, each read by a thread of its own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "firmware/board.hpp"
#include "firmware/port/linux/descriptor.hpp"

namespace escapement::firmware::linux_port {

// What the kernel shows of a DS18B20: two lines of bytes, the first ends in YES if their checksum
// is right, the second in t= and thousandths of a degree.  Nothing if it is anything else.
std::optional<std::int32_t> parse_w1_slave(std::string_view text);

// Reading the file blocks for most of a second.  So a thread of this object does it, and only
// when asked; all else belongs to the thread that made the object.
class OneWireReader {
  public:
    // Takes over the open file.
    explicit OneWireReader(Descriptor file);
    // Waits for the reading that is under way.
    ~OneWireReader();
    OneWireReader(const OneWireReader&) = delete;
    OneWireReader& operator=(const OneWireReader&) = delete;

    void request();
    Reading state() const;
    // Of the last good reading.
    std::int32_t millidegrees() const;

  private:
    void work();
    std::optional<std::int32_t> read_file() const;

    const Descriptor file_;
    mutable std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    Reading state_ = Reading::none;
    std::int32_t millidegrees_ = 0;
    bool stopping_ = false;
    std::thread thread_;  // last: all else is there before it starts
};

}  // namespace escapement::firmware::linux_port
