// Claims about boards behind cables in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/world.hpp"

#include <gtest/gtest.h>

#include <array>

#include "messages/all.hpp"
#include "wire/frame.hpp"

namespace escapement::sim {
namespace {

using namespace std::chrono_literals;

Blueprint one_board() {
    Blueprint plan;
    plan.boards = {{.name = "mcu", .pins = {"PA0", "PA1"}}};
    for (int i = 0; i < 3; ++i) {
        MotorBlueprint motor{.name = "m", .step = {0, "PA0"}, .dir = {0, "PA1"}};
        motor.blend[static_cast<std::size_t>(i)] = 1;
        plan.motors.push_back(motor);
    }
    return plan;
}

// "identify offset=0 count=40" as the first block of a host.
std::vector<std::uint8_t> identify_block() {
    std::array<std::uint8_t, wire::max_block_size> block{};
    wire::Writer payload(block);
    payload.put_int(1);
    payload.put_int(0);
    payload.put_int(40);
    std::array<std::uint8_t, wire::max_block_size> framed{};
    const auto size = wire::encode_block(wire::Sequence{0}, payload.bytes(), framed);
    return {framed.begin(), framed.begin() + static_cast<std::ptrdiff_t>(size)};
}

// Lets a second pass and returns what arrived, with the moment of the first byte.
std::pair<std::vector<std::uint8_t>, base::HostTime> converse(World& world) {
    world.cable(0).write(identify_block());
    std::vector<std::uint8_t> heard;
    base::HostTime first{};
    while (world.now() < base::HostTime(1s)) {
        world.wait_until(base::HostTime(1s));
        std::array<std::uint8_t, 256> buffer{};
        const auto count = world.cable(0).read(buffer);
        if (count && heard.empty()) first = world.now();
        heard.insert(
            heard.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return {heard, first};
}

TEST(World, time_passes_though_a_board_talks_to_nobody) {
    auto plan = one_board();
    plan.boards.push_back({.name = "other", .pins = {"PA0"}});
    World world(plan);
    world.cable(0).write(identify_block());

    for (int looks = 0; looks < 100 && world.now() < base::HostTime(1s); ++looks) {
        world.wait_until(base::HostTime(1s));
        std::array<std::uint8_t, 256> buffer{};
        world.cable(0).read(buffer);
    }

    EXPECT_EQ(world.now(), base::HostTime(1s));
    std::array<std::uint8_t, 256> buffer{};
    EXPECT_GT(world.cable(1).read(buffer), 0U) << "it has talked";
}

TEST(World, what_a_board_says_takes_its_time_on_the_cable) {
    World world(one_board());

    const auto [heard, first] = converse(world);

    EXPECT_GT(heard.size(), 40u);
    EXPECT_GE(first.time_since_epoch(), 100us);
    EXPECT_LT(first.time_since_epoch(), 1ms);
}

TEST(World, two_runs_are_alike_to_the_bit) {
    World one(one_board()), two(one_board());

    EXPECT_EQ(converse(one), converse(two));
    EXPECT_EQ(one.machine().fingerprint(), two.machine().fingerprint());
}

TEST(World, a_cut_cable_says_so_and_carries_nothing) {
    World world(one_board());

    world.cut_cable(0, "unplugged");

    EXPECT_TRUE(converse(world).first.empty());
    EXPECT_EQ(world.cable(0).failure(), "unplugged");
}

TEST(World, time_reaches_exactly_the_moment_asked_for) {
    World world(one_board());

    std::array<std::uint8_t, 256> buffer{};
    for (int i = 0; i < 10; ++i) {  // what the board says at first ends a wait early
        world.wait_until(base::HostTime(1234567ns));
        world.cable(0).read(buffer);
    }

    EXPECT_EQ(world.now(), base::HostTime(1234567ns));
}

}  // namespace
}  // namespace escapement::sim
