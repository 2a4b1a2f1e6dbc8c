// The serial ports of a computer, as far as clients of printers use them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::client {

class SerialLine : public runtime::ByteStream {
  public:
    // Fails if the hardware cannot do it.
    virtual base::Result<void> set_baud(int baud) = 0;
};

// Outlives the lines that it has opened.
class SerialPorts {
  public:
    virtual ~SerialPorts() = default;
    // Where printers may be: "/dev/ttyACM0".
    virtual std::vector<std::string> list() = 0;
    // Fails with a remedy.  A board may take this for a reset.
    virtual base::Result<std::unique_ptr<SerialLine>> open(const std::string& path, int baud) = 0;
};

// Those of this computer.  `watcher` hears which descriptors to wait for, and outlives this.
class SystemPorts final : public SerialPorts {
  public:
    explicit SystemPorts(runtime::Watcher& watcher) : watcher_(watcher) {}
    std::vector<std::string> list() override;
    base::Result<std::unique_ptr<SerialLine>> open(const std::string& path, int baud) override;

  private:
    runtime::Watcher& watcher_;
};

}  // namespace escapement::client
