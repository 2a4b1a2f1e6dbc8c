// Opens SocketCAN interfaces and moves frames.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/can_socket.hpp"

#include <linux/can.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace escapement::mcu {

namespace {

std::string set_up_remedy(const std::string& interface) {
    return "; set it up: sudo ip link set " + interface +
           " up type can bitrate 1000000, and give it txqueuelen 128";
}

base::Error bus_error(const std::string& interface, int error) {
    return {interface + ": " + std::strerror(error) + set_up_remedy(interface)};
}

}  // namespace

base::Result<std::unique_ptr<CanSocket>> CanSocket::open(const std::string& interface,
                                                         std::uint32_t hears) {
    const unsigned index = if_nametoindex(interface.c_str());
    if (index == 0)
        return base::Error{interface + ": there is no such CAN interface" +
                           set_up_remedy(interface)};
    const int descriptor = socket(PF_CAN, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, CAN_RAW);
    if (descriptor < 0) return bus_error(interface, errno);
    auto opened = std::make_unique<CanSocket>(interface, descriptor);
    can_filter filter{};
    filter.can_id = hears;
    filter.can_mask = CAN_SFF_MASK | CAN_EFF_FLAG | CAN_RTR_FLAG;
    sockaddr_can address{};
    address.can_family = AF_CAN;
    address.can_ifindex = static_cast<int>(index);
    if (setsockopt(descriptor, SOL_CAN_RAW, CAN_RAW_FILTER, &filter, sizeof filter) != 0 ||
        bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return bus_error(interface, errno);
    return opened;
}

CanSocket::~CanSocket() {
    close(descriptor_);
}

bool CanSocket::send(const CanFrame& frame) {
    if (!failure_.empty()) return false;
    can_frame raw{};
    raw.can_id = frame.id;
    raw.can_dlc = frame.size;
    std::copy(frame.bytes.begin(), frame.bytes.end(), raw.data);
    if (write(descriptor_, &raw, sizeof raw) == static_cast<ssize_t>(sizeof raw)) return true;
    fail(errno);
    return false;
}

std::optional<CanFrame> CanSocket::receive() {
    if (!failure_.empty()) return std::nullopt;
    can_frame raw{};
    const ssize_t count = read(descriptor_, &raw, sizeof raw);
    if (count < 0) fail(errno);
    if (count == 0) failure_ = name_ + ": closed by the other side";
    if (count != static_cast<ssize_t>(sizeof raw)) return std::nullopt;
    CanFrame frame{.id = raw.can_id,
                   .size = static_cast<std::uint8_t>(std::min<int>(raw.can_dlc, CAN_MAX_DLEN))};
    std::copy_n(raw.data, frame.size, frame.bytes.begin());
    return frame;
}

// A full queue passes.
void CanSocket::fail(int error) {
    if (error == EAGAIN || error == EINTR || error == ENOBUFS) return;
    failure_ = name_ + ": " + std::strerror(error) + set_up_remedy(name_);
}

}  // namespace escapement::mcu
