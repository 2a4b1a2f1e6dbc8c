// The devices of this computer: /dev/gpiochipN, /dev/spidevB.D, /dev/i2c-B, /sys.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "firmware/port/linux/devices.hpp"

namespace escapement::firmware::linux_port {

// Nothing is opened before it is asked for.  Needs Linux 5.10 for GPIO.
Devices kernel_devices();

}  // namespace escapement::firmware::linux_port
