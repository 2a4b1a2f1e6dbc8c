// Puts datagrams together and takes them apart.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/driver_datagram.hpp"

#include <algorithm>
#include <array>

namespace escapement::chips {
namespace {

// The reserved bits of the first byte are sent as ones by the host and as zeros by a driver.
constexpr std::uint8_t sync_of_host = 0xf5, sync_of_driver = 0x05;
constexpr std::uint8_t host_node = 0xff;
constexpr std::uint8_t write_flag = 0x80;
constexpr std::size_t bits_per_byte = 10;

std::vector<std::uint8_t> sealed(std::vector<std::uint8_t> bytes) {
    bytes.push_back(datagram_crc(bytes));
    return to_line(bytes);
}

std::vector<std::uint8_t> with_value(std::array<std::uint8_t, 3> head, std::uint32_t value) {
    std::vector<std::uint8_t> bytes(head.begin(), head.end());
    for (const int shift : {24, 16, 8, 0})
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
    return sealed(std::move(bytes));
}

bool bit_at(std::span<const std::uint8_t> bits, std::size_t position) {
    return bits[position / 8] >> position % 8 & 1;
}

}  // namespace

std::uint8_t datagram_crc(std::span<const std::uint8_t> bytes) {
    std::uint8_t crc = 0;
    for (const std::uint8_t byte : bytes)
        for (unsigned bit = 0; bit < 8; ++bit) {
            const bool flip = (crc >> 7 ^ byte >> bit) & 1;
            crc = static_cast<std::uint8_t>(crc << 1 ^ (flip ? 0x07 : 0));
        }
    return crc;
}

std::vector<std::uint8_t> to_line(std::span<const std::uint8_t> bytes) {
    std::vector<std::uint8_t> bits((bytes.size() * bits_per_byte + 7) / 8);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const unsigned framed = bytes[i] << 1U | 1U << (bits_per_byte - 1);
        for (std::size_t bit = 0; bit < bits_per_byte; ++bit)
            if (const std::size_t place = i * bits_per_byte + bit; framed >> bit & 1)
                bits[place / 8] = static_cast<std::uint8_t>(bits[place / 8] | 1U << place % 8);
    }
    return bits;
}

std::optional<std::vector<std::uint8_t>> from_line(std::span<const std::uint8_t> bits) {
    std::vector<std::uint8_t> bytes(bits.size() * 8 / bits_per_byte);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t start = i * bits_per_byte;
        if (bit_at(bits, start) || !bit_at(bits, start + bits_per_byte - 1)) return std::nullopt;
        for (unsigned bit = 0; bit < 8; ++bit)
            if (bit_at(bits, start + 1 + bit))
                bytes[i] = static_cast<std::uint8_t>(bytes[i] | 1U << bit);
    }
    return bytes;
}

std::vector<std::uint8_t> read_request(std::uint8_t node, std::uint8_t address) {
    return sealed({sync_of_host, node, address});
}

std::vector<std::uint8_t> write_request(std::uint8_t node,
                                        std::uint8_t address,
                                        std::uint32_t value) {
    return with_value({sync_of_host, node, static_cast<std::uint8_t>(address | write_flag)}, value);
}

std::vector<std::uint8_t> read_answer(std::uint8_t address, std::uint32_t value) {
    return with_value({sync_of_driver, host_node, address}, value);
}

std::optional<std::uint32_t> value_of_answer(std::uint8_t address,
                                             std::span<const std::uint8_t> bits) {
    if (bits.size() != read_answer_size) return std::nullopt;
    const auto bytes = from_line(bits);
    if (!bytes) return std::nullopt;
    const auto& b = *bytes;
    const auto value = static_cast<std::uint32_t>(b[3]) << 24 |
                       static_cast<std::uint32_t>(b[4]) << 16 |
                       static_cast<std::uint32_t>(b[5]) << 8 | b[6];
    if (!std::ranges::equal(read_answer(address, value), bits)) return std::nullopt;
    return value;
}

}  // namespace escapement::chips
