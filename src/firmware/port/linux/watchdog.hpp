// The watchdog of the computer, which starts it anew if this process stops feeding it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "firmware/port/linux/descriptor.hpp"

namespace escapement::firmware::linux_port {

class Watchdog {
  public:
    static base::Result<Watchdog> open(const std::string& device);

    // To be called often; writes every two seconds.
    void feed(base::HostTime now);

  private:
    Descriptor device_;
    base::HostTime next_{};
};

}  // namespace escapement::firmware::linux_port
