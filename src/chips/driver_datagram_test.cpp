// Datagrams of stepper drivers; the bytes are those that Klipper sends.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/driver_datagram.hpp"

#include <gtest/gtest.h>

namespace escapement::chips {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(Datagram, requests_carry_node_register_and_check_sum) {
    EXPECT_EQ(read_request(0, 0x02), (Bytes{0xea, 0x03, 0x48, 0x20, 0xe4}));
    EXPECT_EQ(read_request(3, 0x6f), (Bytes{0xea, 0x1b, 0xe8, 0x2d, 0x97}));
    EXPECT_EQ(write_request(1, 0x10, 0x000a1f08),
              (Bytes{0xea, 0x0b, 0x08, 0x32, 0x80, 0x14, 0xfa, 0x08, 0xa1, 0xd6}));
    EXPECT_EQ(read_answer(0x6c, 0x12345678),
              (Bytes{0x0a, 0xfa, 0x8f, 0x2d, 0x89, 0x68, 0xb2, 0x0a, 0x2f, 0x93}));
}

TEST(Datagram, an_answer_gives_back_its_value) {
    for (const std::uint32_t value : {0u, 0x12345678u, 0xffffffffu})
        EXPECT_EQ(value_of_answer(0x6f, read_answer(0x6f, value)), value);
}

TEST(Datagram, what_was_damaged_on_the_way_has_no_value) {
    const auto whole = read_answer(0x6f, 0x12345678);
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        auto damaged = whole;
        damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1U << bit % 8);
        EXPECT_EQ(value_of_answer(0x6f, damaged), std::nullopt) << bit;
    }
    EXPECT_EQ(value_of_answer(0x6f, Bytes{}), std::nullopt);
    EXPECT_EQ(value_of_answer(0x01, whole), std::nullopt);
}

TEST(Datagram, bytes_survive_the_line) {
    const Bytes bytes{0xf5, 0x00, 0xff, 0x6f};
    EXPECT_EQ(from_line(to_line(bytes)), bytes);
    EXPECT_EQ(from_line(Bytes{0xff, 0xff}), std::nullopt);
}

}  // namespace
}  // namespace escapement::chips
