// Asks the kernel; that of the C library knows only a list of usual rates.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/terminal_rate.hpp"

#include <asm/termbits.h>
#include <sys/ioctl.h>

namespace escapement::runtime {

int terminal_rate(int descriptor) {
    termios2 settings{};
    if (ioctl(descriptor, TCGETS2, &settings) != 0) return 0;
    return static_cast<int>(settings.c_ospeed);
}

}  // namespace escapement::runtime
