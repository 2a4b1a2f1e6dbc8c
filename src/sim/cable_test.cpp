// Claims about bytes under way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/cable.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace escapement::sim {
namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::uint8_t>;

TEST(Wire, a_block_arrives_when_its_last_byte_is_through) {
    Wire wire({.latency = 100us, .per_byte = 10us});

    wire.send({1, 2, 3}, base::HostTime(1ms));

    EXPECT_EQ(wire.next_arrival(), base::HostTime(1130us));
    EXPECT_TRUE(wire.take(base::HostTime(1129us)).empty());
    EXPECT_EQ(wire.take(base::HostTime(1130us)), (Bytes{1, 2, 3}));
}

TEST(Wire, blocks_wait_for_the_ones_before_them) {
    Wire wire({.latency = 0us, .per_byte = 10us});

    wire.send({1, 2}, base::HostTime(0us));
    wire.send({3}, base::HostTime(5us));

    EXPECT_EQ(wire.take(base::HostTime(29us)), (Bytes{1, 2}));
    EXPECT_TRUE(wire.take(base::HostTime(29us)).empty());
    EXPECT_EQ(wire.take(base::HostTime(30us)), Bytes{3});
}

TEST(Cable, hands_the_host_what_its_buffer_holds) {
    runtime::VirtualClock clock;
    Cable cable(clock, {.latency = 0us, .per_byte = 0us});
    cable.to_host.send({1, 2, 3}, clock.now());
    Bytes buffer(2);

    EXPECT_EQ(cable.read(buffer), 2u);
    EXPECT_EQ(buffer, (Bytes{1, 2}));
    EXPECT_EQ(cable.read(buffer), 1u);
    EXPECT_EQ(buffer[0], 3);
}

}  // namespace
}  // namespace escapement::sim
