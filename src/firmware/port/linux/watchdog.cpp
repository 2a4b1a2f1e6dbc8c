// Watchdogs of Linux, /dev/watchdog.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/watchdog.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

namespace escapement::firmware::linux_port {

base::Result<Watchdog> Watchdog::open(const std::string& device) {
    Watchdog watchdog;
    watchdog.device_ = Descriptor(::open(device.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
    if (!watchdog.device_) return base::Error{device + ": " + std::strerror(errno)};
    return watchdog;
}

void Watchdog::feed(base::HostTime now) {
    if (now < next_) return;
    next_ = now + std::chrono::seconds(2);
    if (::write(device_.number(), ".", 1) != 1) next_ = now;
}

}  // namespace escapement::firmware::linux_port
