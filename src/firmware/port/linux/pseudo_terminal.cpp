// Pseudo-terminals of Linux.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/pseudo_terminal.hpp"

#include <fcntl.h>
#include <pty.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace escapement::firmware::linux_port {
namespace {

base::Error last_error(const std::string& place) {
    return {place + ": " + std::strerror(errno)};
}

// Makes way for a new link, but not at the cost of somebody's file.
base::Result<void> remove_link(const std::string& link) {
    std::error_code error;
    const auto status = std::filesystem::symlink_status(link, error);
    if (status.type() == std::filesystem::file_type::not_found) return {};
    if (status.type() != std::filesystem::file_type::symlink)
        return base::Error{link + ": exists and is no symbolic link; choose another name or " +
                           "remove it"};
    if (::unlink(link.c_str()) < 0) return last_error(link);
    return {};
}

}  // namespace

PseudoTerminal::PseudoTerminal(Descriptor board_end, Descriptor host_end, std::string link)
    : board_end_(std::move(board_end)), host_end_(std::move(host_end)), link_(std::move(link)) {}

PseudoTerminal::~PseudoTerminal() {
    ::unlink(link_.c_str());
}

base::Result<std::unique_ptr<PseudoTerminal>> PseudoTerminal::make(const std::string& link) {
    int board_end = -1, host_end = -1;
    std::array<char, 256> name{};
    termios raw{};
    cfmakeraw(&raw);
    if (::openpty(&board_end, &host_end, name.data(), &raw, nullptr) < 0)
        return last_error("pseudo-terminal");
    std::unique_ptr<PseudoTerminal> terminal(
        new PseudoTerminal(Descriptor(board_end), Descriptor(host_end), link));
    ::fcntl(board_end, F_SETFD, FD_CLOEXEC);
    ::fcntl(host_end, F_SETFD, FD_CLOEXEC);
    if (::fcntl(board_end, F_SETFL, O_NONBLOCK) < 0) return last_error("pseudo-terminal");
    if (::chmod(name.data(), 0660) < 0) return last_error(name.data());
    auto removed = remove_link(link);
    if (!removed) {
        terminal->link_.clear();
        return std::move(removed.error());
    }
    if (::symlink(name.data(), link.c_str()) < 0) {
        const auto error = last_error(link);
        terminal->link_.clear();
        return error;
    }
    return terminal;
}

std::size_t PseudoTerminal::write(std::span<const std::uint8_t> bytes) {
    const auto written = ::write(board_end_.number(), bytes.data(), bytes.size());
    return written < 0 ? 0 : static_cast<std::size_t>(written);
}

std::size_t PseudoTerminal::read(std::span<std::uint8_t> buffer) {
    const auto got = ::read(board_end_.number(), buffer.data(), buffer.size());
    return got < 0 ? 0 : static_cast<std::size_t>(got);
}

}  // namespace escapement::firmware::linux_port
