// A terminal that only pretends to be one: what other programs open as if it were a device.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/descriptor_stream.hpp"

namespace escapement::runtime {

// Our end of it.  The other end stays open in here as well, so that nothing is noticed when the
// programs that use it come and go.  Belongs to one thread.
class PseudoTerminal final : public DescriptorStream {
  public:
    // `link` is a symbolic link that leads to the device of the other end; a link of that name is
    // replaced, anything else is not, and fails.
    static base::Result<std::unique_ptr<PseudoTerminal>> open(const std::string& link);
    // Removes the link, unless somebody else has replaced it.
    ~PseudoTerminal() override;

    // "/dev/pts/7"
    const std::string& device() const { return device_; }

  private:
    PseudoTerminal(std::string link, std::string device, int ours, int other);

    std::string device_;
    int other_;
};

}  // namespace escapement::runtime
