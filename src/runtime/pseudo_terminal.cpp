// Opens both ends of a pseudo-terminal and puts a link to one of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/pseudo_terminal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace escapement::runtime {

namespace {

constexpr mode_t device_mode = 0660;

base::Error terminal_error(int reason) {
    return {std::string("no pseudo-terminal can be had: ") + std::strerror(reason) +
            "; is /dev/pts mounted?"};
}

// Bytes pass unchanged, and what comes in is not sent back.
void make_transparent(int descriptor) {
    termios settings{};
    tcgetattr(descriptor, &settings);
    cfmakeraw(&settings);
    tcsetattr(descriptor, TCSANOW, &settings);
}

}  // namespace

PseudoTerminal::PseudoTerminal(DeviceLink link, std::string device, int ours, int other)
    : DescriptorStream(link.path(), ours, Empty::nothing_yet),
      link_(std::move(link)),
      device_(std::move(device)),
      other_(other) {}

PseudoTerminal::~PseudoTerminal() {
    close(other_);
}

base::Result<std::unique_ptr<PseudoTerminal>> PseudoTerminal::open(const std::string& link) {
    const int ours = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (ours < 0) return terminal_error(errno);
    std::array<char, 64> device{};
    if (grantpt(ours) != 0 || unlockpt(ours) != 0 ||
        ptsname_r(ours, device.data(), device.size()) != 0) {
        const int error = errno;
        close(ours);
        return terminal_error(error);
    }
    auto made = DeviceLink::make(link, device.data());
    if (!made) {
        close(ours);
        return std::move(made.error());
    }
    const int other = ::open(device.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    make_transparent(other);
    chmod(device.data(), device_mode);
    return std::unique_ptr<PseudoTerminal>(
        new PseudoTerminal(*std::move(made), device.data(), ours, other));
}

}  // namespace escapement::runtime
