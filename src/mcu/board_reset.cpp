// Pulses on modem lines, with the pauses that boards need to notice them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/board_reset.hpp"

#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace escapement::mcu {

namespace {

using base::Result;
using runtime::Task;
using Line = runtime::SerialPort::ModemLine;

// A rate that nothing else uses: opening a port with it makes some adapters begin anew.
constexpr int odd_baud = 2400;
constexpr int boot_loader_baud = 115200;
constexpr base::Seconds pulse{0.100};
constexpr base::Seconds boot_loader_answers{0.050};
constexpr base::Seconds power_off{2.0};

// STK500 v2: start, sequence 1, length 1, token, "leave programming mode", checksum (exclusive or).
constexpr std::array<std::uint8_t, 7> leave_programming{0x1b, 0x01, 0x00, 0x01, 0x0e, 0x11, 0x04};

// The hub that all sockets of a Raspberry Pi hang on, and the port that switches them.
constexpr const char* pi_hub = "1-1";
constexpr std::uint16_t pi_power_port = 2;
// USB 2.0, 11.24.2: requests to a hub's port, and the feature that is its power.
constexpr std::uint8_t to_hub_port = 0x23;
constexpr std::uint8_t clear_feature = 1;
constexpr std::uint8_t set_feature = 3;
constexpr std::uint16_t port_power = 8;
constexpr std::uint32_t usb_timeout_ms = 5000;

void discard_input(runtime::SerialPort& port) {
    std::array<std::uint8_t, 4096> ignored;
    while (port.read(ignored) > 0) {
    }
}

std::string three_digits(int number) {
    auto text = std::to_string(number);
    return std::string(text.size() < 3 ? 3 - text.size() : 0, '0') + text;
}

// "/dev/bus/usb/001/002"
Result<std::string> hub_device(const UsbFolders& folders) {
    int bus = 0, device = 0;
    std::ifstream(folders.devices + "/" + pi_hub + "/busnum") >> bus;
    std::ifstream(folders.devices + "/" + pi_hub + "/devnum") >> device;
    if (bus > 0 && device > 0)
        return folders.buses + "/" + three_digits(bus) + "/" + three_digits(device);
    return base::Error{
        "restart_method rpi_usb: this computer has no such USB hub as a Raspberry Pi 1 to 3; "
        "choose another restart_method"};
}

Result<void> switch_power(const std::string& hub, bool on) {
    const int descriptor = open(hub.c_str(), O_RDWR | O_CLOEXEC);
    usbdevfs_ctrltransfer request{};
    request.bRequestType = to_hub_port;
    request.bRequest = on ? set_feature : clear_feature;
    request.wValue = port_power;
    request.wIndex = pi_power_port;
    request.timeout = usb_timeout_ms;
    const bool done = descriptor >= 0 && ioctl(descriptor, USBDEVFS_CONTROL, &request) >= 0;
    const int error = errno;
    if (descriptor >= 0) close(descriptor);
    if (done) return {};
    return base::Error{"restart_method rpi_usb: " + hub + ": " + std::strerror(error) +
                       "; the user of this program needs write access to it"};
}

}  // namespace

Task<Result<void>> reset_like_arduino(std::string path, runtime::Executor& executor) {
    auto port = runtime::SerialPort::open(path, odd_baud);
    if (!port) co_return std::move(port.error());
    discard_input(**port);
    co_await executor.after(pulse);
    (*port)->set_line(Line::dtr, true);
    co_await executor.after(pulse);
    (*port)->set_line(Line::dtr, false);
    co_await executor.after(pulse);
    co_return Result<void>{};
}

Task<Result<void>> reset_like_cheetah(std::string path, runtime::Executor& executor) {
    auto port = runtime::SerialPort::open(path, odd_baud);
    if (!port) co_return std::move(port.error());
    (*port)->set_line(Line::rts, true);
    discard_input(**port);
    for (const bool rts_follows : {true, false}) {
        co_await executor.after(pulse);
        (*port)->set_line(Line::dtr, true);
        co_await executor.after(pulse);
        (*port)->set_line(Line::dtr, false);
        if (!rts_follows) break;
        co_await executor.after(pulse);
        (*port)->set_line(Line::rts, false);
    }
    co_await executor.after(pulse);
    co_return Result<void>{};
}

Task<Result<void>> reset_by_usb_power(runtime::Executor& executor, UsbFolders folders) {
    const auto hub = hub_device(folders);
    if (!hub) co_return base::Error{hub.error()};
    if (auto off = switch_power(*hub, false); !off) co_return std::move(off.error());
    co_await executor.after(power_off);
    co_return switch_power(*hub, true);
}

Task<> leave_boot_loader(runtime::SerialPort& port, int baud, runtime::Executor& executor) {
    static_cast<void>(port.set_baud(odd_baud));
    discard_input(port);
    static_cast<void>(port.set_baud(boot_loader_baud));
    co_await executor.after(pulse);
    discard_input(port);
    port.write(leave_programming);
    co_await executor.after(boot_loader_answers);
    discard_input(port);
    static_cast<void>(port.set_baud(baud));
}

}  // namespace escapement::mcu
