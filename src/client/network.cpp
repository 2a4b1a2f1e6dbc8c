// Names are looked up by a thread of their own, for that may take seconds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/network.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <future>
#include <utility>

#include "base/text.hpp"

namespace escapement::client {

namespace {

// A socket that is about to connect, or why there is none.
base::Result<int> begin_connecting(const Address& address) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const auto port = std::to_string(address.port);
    const int error = getaddrinfo(address.host.c_str(), port.c_str(), &hints, &found);
    if (error != 0) return base::Error{address.text() + ": " + gai_strerror(error)};
    base::Result<int> result = base::Error{address.text() + ": has no address"};
    for (const auto* one = found; one && !result; one = one->ai_next) {
        const int descriptor =
            socket(one->ai_family, one->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (descriptor < 0) continue;
        if (::connect(descriptor, one->ai_addr, one->ai_addrlen) == 0 || errno == EINPROGRESS) {
            result = descriptor;
        } else {
            result = base::Error{address.text() + ": " + std::strerror(errno)};
            close(descriptor);
        }
    }
    freeaddrinfo(found);
    return result;
}

class SocketStream final : public runtime::ByteStream {
  public:
    SocketStream(Address address, runtime::Watcher& watcher)
        : address_(std::move(address)),
          watcher_(watcher),
          begun_(std::async(std::launch::async, begin_connecting, address_)) {}
    ~SocketStream() override {
        if (begun_.valid()) take_socket();
        if (descriptor_ < 0) return;
        watcher_.unwatch(descriptor_);
        close(descriptor_);
    }
    SocketStream(const SocketStream&) = delete;
    SocketStream& operator=(const SocketStream&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        if (!ready() || bytes.empty()) return 0;
        const auto count = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0) return static_cast<std::size_t>(count);
        fail();
        return 0;
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        if (!ready()) return 0;
        const auto count = recv(descriptor_, buffer.data(), buffer.size(), 0);
        if (count > 0) return static_cast<std::size_t>(count);
        if (count == 0 && failure_.empty()) failure_ = address_.text() + ": closed by the server";
        if (count < 0) fail();
        return 0;
    }
    std::string failure() const override { return failure_; }

  private:
    void take_socket() {
        const auto begun = begun_.get();
        if (!begun) {
            failure_ = begun.error().what;
            return;
        }
        descriptor_ = *begun;
        watcher_.watch(descriptor_);
    }
    bool ready() {
        if (begun_.valid() && begun_.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
            take_socket();
        if (descriptor_ < 0 || !failure_.empty()) return false;
        if (connected_) return true;
        pollfd polled{descriptor_, POLLOUT, 0};
        if (poll(&polled, 1, 0) <= 0) return false;
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0) failure_ = address_.text() + ": " + std::strerror(error);
        connected_ = error == 0;
        return connected_;
    }
    void fail() {
        if (errno != EAGAIN && errno != EINTR)
            failure_ = address_.text() + ": " + std::strerror(errno);
    }

    Address address_;
    runtime::Watcher& watcher_;
    std::future<base::Result<int>> begun_;
    int descriptor_ = -1;
    bool connected_ = false;
    std::string failure_;
};

}  // namespace

base::Result<Address> parse_address(std::string_view text, int usual_port) {
    const base::Error error{"'" + std::string(text) +
                            "' is no address; voron.local or http://192.168.1.5:7125 are"};
    if (text.starts_with("https://"))
        return base::Error{"'" + std::string(text) + "': only http:// is served, not https://"};
    for (const std::string_view scheme : {"http://", "ws://"})
        if (text.starts_with(scheme)) text.remove_prefix(scheme.size());
    text = text.substr(0, text.find('/'));
    Address address{std::string(text), usual_port};
    const auto colon = text.rfind(':');
    const auto bracket = text.rfind(']');
    const bool numbered =
        colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    if (numbered) {
        const auto port = base::parse_whole(text.substr(colon + 1));
        if (!port || *port < 1 || *port > 65535) return error;
        address = {std::string(text.substr(0, colon)), static_cast<int>(*port)};
    }
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    const bool odd = address.host.find_first_of(" \t\r\n\"<>@") != std::string::npos;
    if (address.host.empty() || odd) return error;
    return address;
}

std::unique_ptr<runtime::ByteStream> SystemNetwork::connect(const Address& address) {
    return std::make_unique<SocketStream>(address, watcher_);
}

}  // namespace escapement::client
