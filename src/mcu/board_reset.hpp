// Restarting boards by the lines of their serial port, or by their power.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.hpp"
#include "runtime/executor.hpp"
#include "runtime/serial_port.hpp"
#include "runtime/task.hpp"

namespace escapement::mcu {

// Nobody else may have the port open; all of these belong to one thread.  They fail when the port
// cannot be opened.

// A pulse on DTR, as Arduino boards are reset.
runtime::Task<base::Result<void>> reset_like_arduino(std::string path, runtime::Executor& executor);
// Two pulses on DTR, with RTS so that a Cheetah board does not stay in its boot loader.
runtime::Task<base::Result<void>> reset_like_cheetah(std::string path, runtime::Executor& executor);
// Switches the power of all USB sockets of a Raspberry Pi (up to 3) off for two seconds.
// `devices` and `buses` are where the kernel shows USB devices and lets them be spoken to.
struct UsbFolders {
    std::string devices = "/sys/bus/usb/devices";
    std::string buses = "/dev/bus/usb";
};
runtime::Task<base::Result<void>> reset_by_usb_power(runtime::Executor& executor,
                                                     UsbFolders folders = {});

// Tells a boot loader (STK500 v2) that nobody wants to program the board, which would otherwise
// wait for a while.  Others are not disturbed.  Ends with the port at `baud`.
runtime::Task<> leave_boot_loader(runtime::SerialPort& port, int baud, runtime::Executor& executor);

}  // namespace escapement::mcu
