// What goes over the serial line of a stepper driver: bytes with framing bits and a check sum.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Source: the data sheets of TMC2208 and TMC2209, "UART datagrams".  A byte is a start bit (0),
// eight bits from the lowest and a stop bit (1); the bits of a message follow each other in a row
// of bytes as a microcontroller puts them on a wire, lowest first.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace escapement::chips {

// CRC8-ATM of the bytes, each from its lowest bit.
std::uint8_t datagram_crc(std::span<const std::uint8_t> bytes);

// Bytes as bits on the wire, and back: nothing if a start or stop bit is wrong.
std::vector<std::uint8_t> to_line(std::span<const std::uint8_t> bytes);
std::optional<std::vector<std::uint8_t>> from_line(std::span<const std::uint8_t> bits);

// Asks for a register; the answer takes read_answer_size bytes of bits.
std::vector<std::uint8_t> read_request(std::uint8_t node, std::uint8_t address);
inline constexpr std::uint8_t read_answer_size = 10;
// Sets a register; there is no answer.
std::vector<std::uint8_t> write_request(std::uint8_t node,
                                        std::uint8_t address,
                                        std::uint32_t value);
// What a driver answers to a request for a register, and the value in it: nothing if it is not
// whole or not about that register.
std::vector<std::uint8_t> read_answer(std::uint8_t address, std::uint32_t value);
std::optional<std::uint32_t> value_of_answer(std::uint8_t address,
                                             std::span<const std::uint8_t> bits);

}  // namespace escapement::chips
