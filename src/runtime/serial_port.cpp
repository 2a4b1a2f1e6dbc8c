// Sets a terminal device to raw bytes at any rate.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/serial_port.hpp"

// The kernel's own header: that of the C library knows only a list of usual rates.
#include <asm/termbits.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>

namespace escapement::runtime {

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

// Bytes pass unchanged in both directions, eight bits without parity; modem lines are ignored,
// and stay as they are when the port is closed: some boards take their change for a reset.
void make_raw(termios2& settings) {
    settings.c_iflag = IGNBRK;
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    settings.c_cflag &= ~static_cast<tcflag_t>(CSIZE | PARENB | CSTOPB | CRTSCTS | HUPCL);
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

base::Error rate_error(const std::string& path, int baud) {
    return {path + ": cannot be set to " + std::to_string(baud) + " baud: " + std::strerror(errno)};
}

}  // namespace

base::Result<std::unique_ptr<SerialPort>> SerialPort::open(const std::string& path, int baud) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return open_error(path, errno);
    std::unique_ptr<SerialPort> port(new SerialPort(path, descriptor, Empty::nothing_yet));
    if (auto done = port->configure(baud); !done) return std::move(done.error());
    return port;
}

base::Result<void> SerialPort::configure(int baud) {
    termios2 settings{};
    if (ioctl(file_descriptor(), TCGETS2, &settings) != 0)
        return base::Error{name() +
                           ": not a serial port; its name begins with /dev/serial/by-id/, "
                           "/dev/ttyACM or /dev/ttyUSB"};
    // Before anything is changed: to some boards an odd rate is a reset.
    if (ioctl(file_descriptor(), TIOCEXCL) != 0 || flock(file_descriptor(), LOCK_EX | LOCK_NB) != 0)
        return open_error(name(), errno);
    make_raw(settings);
    if (baud > 0) set_rate(settings, baud);
    if (ioctl(file_descriptor(), TCSETS2, &settings) != 0) return rate_error(name(), baud);
    ioctl(file_descriptor(), TCFLSH, TCIOFLUSH);
    return {};
}

base::Result<void> SerialPort::set_baud(int baud) {
    termios2 settings{};
    if (ioctl(file_descriptor(), TCGETS2, &settings) != 0) return rate_error(name(), baud);
    set_rate(settings, baud);
    if (ioctl(file_descriptor(), TCSETS2, &settings) != 0) return rate_error(name(), baud);
    return {};
}

void SerialPort::set_line(ModemLine line, bool asserted) {
    const int bit = line == ModemLine::dtr ? TIOCM_DTR : TIOCM_RTS;
    ioctl(file_descriptor(), asserted ? TIOCMBIS : TIOCMBIC, &bit);
}

}  // namespace escapement::runtime
