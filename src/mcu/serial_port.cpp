// Sets a terminal device to raw bytes at any rate, and talks with it without blocking.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/serial_port.hpp"

// The kernel's own header: that of the C library knows only a list of usual rates.
#include <asm/termbits.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace escapement::mcu {

namespace {

base::Error open_error(const std::string& path, int error) {
    std::string what = path + ": ";
    if (error == ENOENT || error == ENXIO || error == ENODEV)
        what += "no such device; is the board connected? ls /dev/serial/by-id/";
    else if (error == EACCES || error == EPERM)
        what += "permission denied; add yourself to group dialout: sudo usermod -aG dialout $USER";
    else if (error == EBUSY || error == EWOULDBLOCK)
        what += "in use by another program; stop that first";
    else
        what += std::strerror(error);
    return {what};
}

// Bytes pass unchanged in both directions, eight bits without parity; modem lines are ignored.
void make_raw(termios2& settings) {
    settings.c_iflag = IGNBRK;
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    settings.c_cflag &= ~static_cast<tcflag_t>(CSIZE | PARENB | CSTOPB | CRTSCTS);
    settings.c_cflag |= CS8 | CREAD | CLOCAL;
    settings.c_cc[VMIN] = 0;
    settings.c_cc[VTIME] = 0;
}

void set_rate(termios2& settings, int baud) {
    settings.c_cflag &= ~static_cast<tcflag_t>(CBAUD | CBAUDEX | ((CBAUD | CBAUDEX) << IBSHIFT));
    settings.c_cflag |= BOTHER | (BOTHER << IBSHIFT);
    settings.c_ispeed = static_cast<speed_t>(baud);
    settings.c_ospeed = static_cast<speed_t>(baud);
}

base::Result<void> configure(const std::string& path, int descriptor, int baud) {
    termios2 settings{};
    if (ioctl(descriptor, TCGETS2, &settings) != 0)
        return base::Error{path +
                           ": not a serial port; its name begins with /dev/serial/by-id/, "
                           "/dev/ttyACM or /dev/ttyUSB"};
    make_raw(settings);
    if (baud > 0) set_rate(settings, baud);
    if (ioctl(descriptor, TCSETS2, &settings) != 0)
        return base::Error{path + ": cannot be set to " + std::to_string(baud) +
                           " baud: " + std::strerror(errno)};
    if (ioctl(descriptor, TIOCEXCL) != 0 || flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return open_error(path, errno);
    ioctl(descriptor, TCFLSH, TCIOFLUSH);
    return {};
}

}  // namespace

base::Result<std::unique_ptr<SerialPort>> SerialPort::open(const std::string& path, int baud) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return open_error(path, errno);
    std::unique_ptr<SerialPort> port(new SerialPort(path, descriptor));
    if (auto done = configure(path, descriptor, baud); !done) return std::move(done.error());
    return port;
}

SerialPort::~SerialPort() {
    close(descriptor_);
}

std::size_t SerialPort::write(std::span<const std::uint8_t> bytes) {
    if (!failure_.empty() || bytes.empty()) return 0;
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    fail("writing", errno);
    return 0;
}

std::size_t SerialPort::read(std::span<std::uint8_t> buffer) {
    if (!failure_.empty()) return 0;
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    fail("reading", errno);
    return 0;
}

// Asking again helps against some errors; the others mean that the device is gone.
void SerialPort::fail(const char* doing, int error) {
    if (error == EAGAIN || error == EINTR) return;
    failure_ = path_ + ": " + doing + " failed: " +
               (error == EIO || error == ENXIO || error == ENODEV ? "unplugged or switched off"
                                                                  : std::strerror(error));
}

}  // namespace escapement::mcu
