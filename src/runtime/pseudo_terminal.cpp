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
#include <filesystem>

namespace escapement::runtime {

namespace {

namespace fs = std::filesystem;

constexpr mode_t device_mode = 0660;

base::Error link_error(const std::string& link, const std::string& why) {
    return {link + ": cannot be made a terminal: " + why};
}

base::Result<void> make_link(const std::string& link, const std::string& device) {
    std::error_code trouble;
    const auto there = fs::symlink_status(link, trouble);
    if (fs::exists(there) && !fs::is_symlink(there))
        return link_error(link, "a file of that name exists; remove it or choose another name");
    fs::remove(link, trouble);
    fs::create_symlink(device, link, trouble);
    if (trouble) return link_error(link, trouble.message());
    return {};
}

// Bytes pass unchanged, and what comes in is not sent back.
void make_transparent(int descriptor) {
    termios settings{};
    tcgetattr(descriptor, &settings);
    cfmakeraw(&settings);
    tcsetattr(descriptor, TCSANOW, &settings);
}

}  // namespace

PseudoTerminal::PseudoTerminal(std::string link, std::string device, int ours, int other)
    : DescriptorStream(std::move(link), ours, Empty::nothing_yet),
      device_(std::move(device)),
      other_(other) {}

PseudoTerminal::~PseudoTerminal() {
    std::error_code trouble;
    if (fs::read_symlink(name(), trouble) == device_) fs::remove(name(), trouble);
    close(other_);
}

base::Result<std::unique_ptr<PseudoTerminal>> PseudoTerminal::open(const std::string& link) {
    const int ours = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (ours < 0) return link_error(link, std::strerror(errno));
    std::array<char, 64> device{};
    if (grantpt(ours) != 0 || unlockpt(ours) != 0 ||
        ptsname_r(ours, device.data(), device.size()) != 0) {
        const int error = errno;
        close(ours);
        return link_error(link, std::strerror(error));
    }
    const int other = ::open(device.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    make_transparent(other);
    std::unique_ptr<PseudoTerminal> terminal(new PseudoTerminal(link, device.data(), ours, other));
    chmod(device.data(), device_mode);
    if (auto made = make_link(link, device.data()); !made) return std::move(made.error());
    return terminal;
}

}  // namespace escapement::runtime
