// Real time: the only place that reads the computer's clock or sleeps.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "runtime/clock.hpp"

namespace escapement::runtime {

// The monotonic clock.  Waits in the kernel until the time comes or one of the watched file
// descriptors has something to read.
class SystemOutside final : public Outside {
  public:
    HostTime now() const override;
    void wait_until(HostTime when) override;
    void watch(int file_descriptor) { watched_.push_back(file_descriptor); }
    void unwatch(int file_descriptor) { std::erase(watched_, file_descriptor); }

  private:
    std::vector<int> watched_;
};

}  // namespace escapement::runtime
