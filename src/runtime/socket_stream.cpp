// Connected sockets of both kinds, used without waiting.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/socket_stream.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace escapement::runtime {
namespace {

base::Error connect_error(const std::string& address, const std::string& why) {
    return {address + ": " + why + "; is the board's program running?"};
}

base::Result<int> connect_path(const std::string& path) {
    sockaddr_un place{};
    place.sun_family = AF_UNIX;
    if (path.size() >= sizeof place.sun_path)
        return base::Error{path + ": too long for the path of a socket"};
    std::copy(path.begin(), path.end(), place.sun_path);
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return connect_error(path, std::strerror(errno));
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0)
        return descriptor;
    const int error = errno;
    close(descriptor);
    return connect_error(path, std::strerror(error));
}

base::Result<int> connect_host(const std::string& address) {
    const auto colon = address.rfind(':');
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int trouble = getaddrinfo(
        address.substr(0, colon).c_str(), address.substr(colon + 1).c_str(), &hints, &found);
    if (trouble != 0) return base::Error{address + ": " + gai_strerror(trouble)};
    int error = 0;
    int descriptor = -1;
    for (const addrinfo* place = found; place && descriptor < 0; place = place->ai_next) {
        descriptor = socket(place->ai_family, place->ai_socktype | SOCK_CLOEXEC, 0);
        if (descriptor < 0 || ::connect(descriptor, place->ai_addr, place->ai_addrlen) == 0)
            continue;
        error = errno;
        close(descriptor);
        descriptor = -1;
    }
    freeaddrinfo(found);
    if (descriptor < 0) return connect_error(address, std::strerror(error));
    return descriptor;
}

bool is_socket(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode);
}

}  // namespace

bool SocketStream::is_address(const std::string& address) {
    if (is_socket(address)) return true;
    const auto colon = address.rfind(':');
    const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    return colon != std::string::npos && colon + 1 < address.size() &&
           address.find('/') == std::string::npos &&
           std::all_of(
               address.begin() + static_cast<std::ptrdiff_t>(colon) + 1, address.end(), is_digit);
}

base::Result<std::unique_ptr<SocketStream>> SocketStream::connect(const std::string& address) {
    auto descriptor = is_socket(address) ? connect_path(address) : connect_host(address);
    if (!descriptor) return descriptor.error();
    fcntl(*descriptor, F_SETFL, fcntl(*descriptor, F_GETFL) | O_NONBLOCK);
    return std::unique_ptr<SocketStream>(new SocketStream(address, *descriptor));
}

SocketStream::~SocketStream() {
    close(descriptor_);
}

std::size_t SocketStream::write(std::span<const std::uint8_t> bytes) {
    if (!failure_.empty() || bytes.empty()) return 0;
    const auto count = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) return static_cast<std::size_t>(count);
    fail("writing", errno);
    return 0;
}

std::size_t SocketStream::read(std::span<std::uint8_t> buffer) {
    if (!failure_.empty()) return 0;
    const auto count = recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (count > 0) return static_cast<std::size_t>(count);
    if (count == 0 && !buffer.empty()) failure_ = address_ + ": the board's program has ended";
    if (count < 0) fail("reading", errno);
    return 0;
}

// Asking again helps against some errors.
void SocketStream::fail(const char* doing, int error) {
    if (error == EAGAIN || error == EINTR) return;
    failure_ = address_ + ": " + doing + " failed: " + std::strerror(error);
}

}  // namespace escapement::runtime
