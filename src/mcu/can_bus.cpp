// Admin frames, and bytes cut into frames of eight.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers are those of Klipper's docs/CANBUS_protocol.md.
#include "mcu/can_bus.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace escapement::mcu {

namespace {

constexpr std::uint32_t admin_commands = 0x3f0;
constexpr std::uint8_t query_unassigned = 0x00;
constexpr std::uint8_t set_klipper_node = 0x01;
constexpr std::uint8_t set_canboot_node = 0x11;
constexpr std::uint8_t need_node = 0x20;
constexpr int uuid_bytes = 6;

constexpr std::uint32_t to_board(int node) {
    return static_cast<std::uint32_t>(node * 2 + 256);
}
constexpr std::uint32_t to_host(int node) {
    return to_board(node) + 1;
}

std::string application_name(std::uint8_t command) {
    if (command == set_klipper_node) return "Klipper";
    return command == set_canboot_node ? "CanBoot" : "Unknown";
}

}  // namespace

base::Result<CanUuid> CanUuid::parse(std::string_view text) {
    CanUuid uuid;
    const auto [end, problem] =
        std::from_chars(text.data(), text.data() + text.size(), uuid.raw, 16);
    if (problem != std::errc{} || end != text.data() + text.size() || uuid.raw >> 48 != 0)
        return base::Error{"Invalid CAN uuid '" + std::string(text) +
                           "'; it has up to twelve hexadecimal digits, see escapement can-query"};
    return uuid;
}

std::string CanUuid::text() const {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%012llx", static_cast<unsigned long long>(raw));
    return text.data();
}

CanFrame can_query() {
    return {.id = admin_commands, .size = 1, .bytes = {query_unassigned}};
}

std::optional<CanCandidate> read_can_candidate(const CanFrame& frame) {
    if (frame.id != can_admin_answers || frame.size < 1 + uuid_bytes || frame.bytes[0] != need_node)
        return std::nullopt;
    CanCandidate found;
    for (std::size_t i = 1; i <= uuid_bytes; ++i)
        found.uuid.raw = found.uuid.raw << 8 | frame.bytes[i];
    found.application = application_name(frame.size > 7 ? frame.bytes[7] : set_klipper_node);
    return found;
}

CanFrame can_assignment(CanUuid uuid, int node) {
    CanFrame frame{.id = admin_commands, .size = 8};
    frame.bytes[0] = set_klipper_node;
    for (std::size_t i = uuid_bytes; i > 0; --i, uuid.raw >>= 8)
        frame.bytes[i] = static_cast<std::uint8_t>(uuid.raw & 0xff);
    frame.bytes[7] = static_cast<std::uint8_t>(node);
    return frame;
}

base::Result<std::unique_ptr<CanPort>> CanPort::open(const std::string& interface,
                                                     CanUuid uuid,
                                                     int node) {
    auto socket = CanSocket::open(interface, to_host(node));
    if (!socket) return std::move(socket.error());
    if (!(*socket)->send(can_assignment(uuid, node)))
        return base::Error{(*socket)->failure().empty() ? interface + ": busy"
                                                        : (*socket)->failure()};
    return std::make_unique<CanPort>(*std::move(socket), node);
}

std::size_t CanPort::write(std::span<const std::uint8_t> bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        CanFrame frame{.id = to_board(node_)};
        frame.size = static_cast<std::uint8_t>(std::min(bytes.size() - sent, frame.bytes.size()));
        std::copy_n(
            bytes.begin() + static_cast<std::ptrdiff_t>(sent), frame.size, frame.bytes.begin());
        if (!socket_->send(frame)) break;
        sent += frame.size;
    }
    return sent;
}

std::size_t CanPort::read(std::span<std::uint8_t> buffer) {
    std::size_t size = 0;
    while (size + CanFrame{}.bytes.size() <= buffer.size()) {
        const auto frame = socket_->receive();
        if (!frame) break;
        if (frame->id != to_host(node_)) continue;
        std::copy_n(frame->bytes.begin(), frame->size, buffer.begin() + size);
        size += frame->size;
    }
    return size;
}

}  // namespace escapement::mcu
