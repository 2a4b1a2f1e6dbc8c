// Simulated drivers on an SPI bus.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/driver_bus.hpp"

#include <gtest/gtest.h>

#include "chips/driver_chips.hpp"

namespace escapement::sim {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes exchange(DriverBus& bus, Bytes bytes) {
    bus.select();
    for (auto& byte : bytes) byte = bus.exchange(byte);
    bus.release();
    return bytes;
}

// The same, bit by bit.
Bytes exchange_bits(DriverBus& bus, Bytes bytes) {
    bus.select();
    for (auto& byte : bytes) {
        std::uint8_t in = 0;
        for (int i = 7; i >= 0; --i) {
            bus.clock_rises(byte >> i & 1);
            in = static_cast<std::uint8_t>(in << 1 | (bus.bit() ? 1 : 0));
        }
        byte = in;
    }
    bus.release();
    return bytes;
}

std::int64_t at_rest() {
    return 0;
}

TEST(DriverBus, an_answer_comes_with_the_next_message) {
    DriverModel driver(chips::tmc5160(), at_rest);
    DriverBus bus;
    bus.add(1, driver);

    exchange(bus, {0x90, 0x00, 0x08, 0x1f, 0x10});
    EXPECT_EQ(exchange(bus, {0x10, 0, 0, 0, 0}), (Bytes{0x00, 0x00, 0x08, 0x1f, 0x10}));
    EXPECT_EQ(exchange_bits(bus, {0x00, 0, 0, 0, 0}), (Bytes{0x00, 0x00, 0x08, 0x1f, 0x10}));
}

TEST(DriverBus, a_chain_passes_messages_on) {
    DriverModel near(chips::tmc5160(), at_rest), far(chips::tmc5160(), at_rest);
    DriverBus bus;
    bus.add(1, near);
    bus.add(2, far);

    exchange(bus, {0x90, 0, 0, 0, 2, 0x90, 0, 0, 0, 1});

    EXPECT_EQ(far.read(0x10), 2u);
    EXPECT_EQ(near.read(0x10), 1u);
    exchange(bus, {0x10, 0, 0, 0, 0, 0x10, 0, 0, 0, 0});
    EXPECT_EQ(exchange(bus, Bytes(10)), (Bytes{0, 0, 0, 0, 2, 0, 0, 0, 0, 1}));
}

TEST(DriverBus, the_2660_answers_what_it_was_told_to) {
    DriverModel driver(chips::tmc2660(), at_rest);
    DriverBus bus;
    bus.add(1, driver);
    exchange(bus, {0x0c, 0x00, 0x1a});  // SGCSCONF: CS 26

    exchange(bus, {0x0e, 0x00, 0x20});  // DRVCONF: RDSEL 2

    const auto answer = exchange(bus, {0x0e, 0x00, 0x20});
    const auto value = answer[0] << 16 | answer[1] << 8 | answer[2];
    EXPECT_EQ(value >> 14 & 0x1f, 26);
}

TEST(DriverBus, nothing_happens_while_it_is_not_selected) {
    DriverModel driver(chips::tmc5160(), at_rest);
    DriverBus bus;
    bus.add(1, driver);

    EXPECT_FALSE(bus.selected());
    bus.release();
    bus.select();
    bus.release();  // nothing was sent

    EXPECT_EQ(driver.read(0x10), 0u);
}

}  // namespace
}  // namespace escapement::sim
