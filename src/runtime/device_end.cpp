// A pseudo-terminal whose bytes nobody interprets, and which knows whether it is used.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/device_end.hpp"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace escapement::runtime {
namespace {

// The device echoes and edits lines until its user says otherwise, and what a board says before
// that would come back to it.
bool let_bytes_pass(int descriptor) {
    termios settings{};
    if (tcgetattr(descriptor, &settings) != 0) return false;
    cfmakeraw(&settings);
    return tcsetattr(descriptor, TCSANOW, &settings) == 0;
}

}  // namespace

base::Result<std::unique_ptr<DeviceEnd>> DeviceEnd::open() {
    const int descriptor = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    std::array<char, 128> name{};
    if (descriptor < 0 || grantpt(descriptor) != 0 || unlockpt(descriptor) != 0 ||
        ptsname_r(descriptor, name.data(), name.size()) != 0 || !let_bytes_pass(descriptor)) {
        const base::Error error{std::string("no pseudo-terminal can be had: ") +
                                std::strerror(errno) + "; is /dev/pts mounted?"};
        if (descriptor >= 0) close(descriptor);
        return error;
    }
    std::unique_ptr<DeviceEnd> terminal(new DeviceEnd(descriptor, name.data()));
    terminal->forget_unread();  // the kernel tells of users only once the first one has left
    return terminal;
}

DeviceEnd::~DeviceEnd() {
    close(descriptor_);
}

bool DeviceEnd::connected() const {
    pollfd polled{descriptor_, POLLIN, 0};
    return poll(&polled, 1, 0) >= 0 && (polled.revents & POLLHUP) == 0;
}

void DeviceEnd::forget_unread() {
    // Only the device's own side knows what it has not read.
    const int device = ::open(device_.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (device < 0) return;
    tcflush(device, TCIFLUSH);
    close(device);
}

std::size_t DeviceEnd::write(std::span<const std::uint8_t> bytes) {
    if (bytes.empty() || !connected()) return bytes.size();
    const auto count = ::write(descriptor_, bytes.data(), bytes.size());
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

// At the end of a connection there is an error, which is no more than nothing to read.
std::size_t DeviceEnd::read(std::span<std::uint8_t> buffer) {
    const auto count = ::read(descriptor_, buffer.data(), buffer.size());
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

}  // namespace escapement::runtime
