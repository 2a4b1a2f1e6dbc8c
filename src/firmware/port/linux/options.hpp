// What can be said on the command line of the Linux firmware; as Klipper's Linux process has it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace escapement::firmware::linux_port {

struct Options {
    std::string link = "/tmp/klipper_host_mcu";
    std::string stand_in;  // a folder instead of the kernel's devices; empty: none
    bool real_time_required = false;
    bool watchdog = false;
    bool help = false;
};

inline constexpr std::string_view usage =
    "Usage: escapement_firmware_linux [OPTION]...\n"
    "This computer as a board: a host talks to it as if it were a serial port.\n"
    "\n"
    "  -I PATH          name of the port (default /tmp/klipper_host_mcu)\n"
    "  -r               do not run without real-time priority\n"
    "  -w               feed the watchdog of this computer, /dev/watchdog\n"
    "  --stand-in DIR   files below DIR in the place of GPIO, SPI, I2C, PWM, analog, one-wire\n"
    "  -h, --help       this\n";

// Arguments without the program's name.
base::Result<Options> parse_options(const std::vector<std::string>& arguments);

}  // namespace escapement::firmware::linux_port
