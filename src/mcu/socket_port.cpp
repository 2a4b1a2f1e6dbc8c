// Connects sockets without waiting for the other side.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/socket_port.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace escapement::mcu {

namespace {

using Stream = std::unique_ptr<runtime::DescriptorStream>;
using runtime::DescriptorStream;

constexpr std::string_view scheme = "socket://";

struct FreeList {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

base::Error address_error(const std::string& target, const std::string& why) {
    return {target + ": " + why + "; it must be socket://HOST:PORT"};
}

base::Result<Stream> connect_to(const std::string& name, const sockaddr* address, socklen_t size) {
    const int descriptor =
        socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return base::Error{name + ": " + std::strerror(errno)};
    auto stream =
        std::make_unique<DescriptorStream>(name, descriptor, DescriptorStream::Empty::the_end);
    if (connect(descriptor, address, size) != 0 && errno != EINPROGRESS)
        return base::Error{name + ": " + std::strerror(errno) +
                           "; does the program at the other end run?"};
    // Blocks are short and must not wait for each other.
    const int on = 1;
    if (address->sa_family != AF_UNIX)
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return stream;
}

}  // namespace

bool is_network_address(const std::string& target) {
    return target.starts_with(scheme);
}

base::Result<Stream> connect_network(const std::string& target) {
    const auto colon = target.rfind(':');
    if (colon == std::string::npos || colon <= scheme.size())
        return address_error(target, "has no port");
    std::string host = target.substr(scheme.size(), colon - scheme.size());
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    const std::string port = target.substr(colon + 1);
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int problem = getaddrinfo(host.c_str(), port.c_str(), &wanted, &found);
    const std::unique_ptr<addrinfo, FreeList> list(found);
    if (problem != 0) return address_error(target, gai_strerror(problem));
    return connect_to(target, list->ai_addr, list->ai_addrlen);
}

base::Result<Stream> connect_local(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return base::Error{path + ": name too long"};
    path.copy(address.sun_path, path.size());
    return connect_to(path, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

}  // namespace escapement::mcu
