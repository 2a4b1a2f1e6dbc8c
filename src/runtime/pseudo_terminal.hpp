// A terminal that only pretends to be one: what other programs open as if it were a device.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/descriptor_stream.hpp"
#include "runtime/device_link.hpp"

namespace escapement::runtime {

// Our end of it.  The other end stays open in here as well, so that nothing is noticed when the
// programs that use it come and go.  Belongs to one thread.
class PseudoTerminal final : public DescriptorStream {
  public:
    // `link` is to lead to the device of the other end for as long as this lives.
    static base::Result<std::unique_ptr<PseudoTerminal>> open(const std::string& link);
    ~PseudoTerminal() override;

    // "/dev/pts/7"
    const std::string& device() const { return device_; }

  private:
    PseudoTerminal(DeviceLink link, std::string device, int ours, int other);

    DeviceLink link_;
    std::string device_;
    int other_;
};

}  // namespace escapement::runtime
