// Real time: the only place that reads the computer's clock or sleeps.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poll.h>

#include <string>
#include <vector>

#include "runtime/clock.hpp"

namespace escapement::runtime {

// The monotonic clock.  Waits in the kernel until the time comes or one of the watched file
// descriptors has something to read.
class SystemOutside final : public Outside {
  public:
    HostTime now() const override;
    void wait_until(HostTime when) override;
    void watch(int file_descriptor) { watched_.push_back({file_descriptor, POLLIN, 0}); }
    void unwatch(int file_descriptor) {
        std::erase_if(watched_, [=](const pollfd& entry) { return entry.fd == file_descriptor; });
    }

  private:
    std::vector<pollfd> watched_;
};

// The date and the time of day where the computer is, for names of files: "20261126_083000".
std::string date_and_time();

}  // namespace escapement::runtime
