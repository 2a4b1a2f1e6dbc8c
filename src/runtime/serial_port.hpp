// A serial line or pseudo-terminal as a stream of bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/descriptor_stream.hpp"

namespace escapement::runtime {

// Belongs to one thread.  Never blocks.
class SerialPort final : public DescriptorStream {
  public:
    // Opens a terminal device exclusively and makes it transparent.  Any rate that the hardware
    // can do is possible; 0 leaves it alone (pipes, USB).  Fails with a remedy.
    static base::Result<std::unique_ptr<SerialPort>> open(const std::string& path, int baud);

    // Changes the rate.  Fails if the hardware cannot do it.
    base::Result<void> set_baud(int baud);
    // The two lines with which a computer can reset some boards.  Ports without such lines
    // ignore it.
    enum class ModemLine { dtr, rts };
    void set_line(ModemLine line, bool asserted);

  private:
    using DescriptorStream::DescriptorStream;
    base::Result<void> configure(int baud);
};

}  // namespace escapement::runtime
