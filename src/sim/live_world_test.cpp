// Claims about worlds that keep step with a clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/live_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>

#include "wire/frame.hpp"

namespace escapement::sim {
namespace {

using namespace std::chrono_literals;
using base::HostTime;

constexpr HostTime wall(1000s);

Blueprint one_board() {
    Blueprint plan;
    plan.boards = {{.name = "mcu", .pins = {"PA0", "PA1"}}};
    for (std::size_t i = 0; i < 3; ++i) {
        MotorBlueprint motor{.name = "m", .step = {0, "PA0"}, .dir = {0, "PA1"}};
        motor.blend[i] = 1;
        plan.motors.push_back(motor);
    }
    return plan;
}

World::Options fast_cable() {
    return {.cable_latency = base::Seconds(0),
            .cable_bytes_per_s = std::numeric_limits<double>::infinity()};
}

// A host's end of a serial port.
class Host final : public runtime::ByteStream {
  public:
    std::size_t write(std::span<const std::uint8_t> bytes) override {
        const auto count = std::min(bytes.size(), room);
        heard.insert(heard.end(), bytes.begin(), bytes.begin() + count);
        return count;
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const auto count = std::min(buffer.size(), to_say.size());
        std::copy_n(to_say.begin(), count, buffer.begin());
        to_say.erase(to_say.begin(), to_say.begin() + static_cast<std::ptrdiff_t>(count));
        return count;
    }
    std::string failure() const override { return {}; }

    // "identify offset=0 count=40" as the first block of a host.
    void ask() {
        std::array<std::uint8_t, wire::max_payload_size> fields{};
        wire::Writer payload(fields);
        for (const std::uint32_t value : {1U, 0U, 40U}) payload.put_int(value);
        to_say.resize(wire::max_block_size);
        to_say.resize(wire::encode_block(wire::Sequence{0}, payload.bytes(), to_say));
    }

    std::size_t room = std::numeric_limits<std::size_t>::max();
    std::vector<std::uint8_t> to_say, heard;
};

struct Rig {
    explicit Rig(const Pace::Options& options = {})
        : world(one_board(), fast_cable()), live(world, Pace(options, wall, world.now())) {
        live.connect(0, host);
    }
    World world;
    Host host;
    LiveWorld live;
};

TEST(LiveWorld, has_virtual_time_pass_as_the_clock_says) {
    Rig rig;

    for (auto at = wall; at <= wall + 1s; at += 10ms) rig.live.poll(at);

    EXPECT_EQ(rig.world.now(), HostTime(1s));
    EXPECT_EQ(rig.live.pace().slipped().count(), 0.0);
}

TEST(LiveWorld, answers_at_the_very_poll_that_finds_a_question) {
    Rig rig;
    rig.live.poll(wall);
    rig.host.heard.clear();
    rig.host.ask();

    rig.live.poll(wall + 3ms);

    EXPECT_GT(rig.host.heard.size(), 40U);
    EXPECT_LT(rig.world.now() - HostTime(3ms), 1us);
}

TEST(LiveWorld, sleeps_while_its_boards_do) {
    Rig rig;
    rig.live.poll(wall);
    const auto first = rig.live.next_wake();
    rig.live.poll(first);

    EXPECT_GE(rig.live.next_wake() - first, 1ms);
    EXPECT_GT(rig.live.next_wake() - wall, 100ms);
}

TEST(LiveWorld, writes_later_what_a_stream_does_not_take_now) {
    Rig rig;
    rig.host.room = 7;
    rig.host.ask();

    rig.live.poll(wall);
    const auto at_once = rig.host.heard.size();
    for (int i = 1; i < 50; ++i) rig.live.poll(wall + i * 1ms);

    EXPECT_LT(at_once, 40U);
    EXPECT_GT(rig.host.heard.size(), 40U);
}

TEST(LiveWorld, stands_still_for_a_moment_rather_than_race) {
    Rig rig({.speed = 1000.0, .most_behind = base::Seconds(0.001)});
    rig.live.poll(wall);

    rig.live.poll(wall + 3600s);  // the computer was asleep; the board had things to do

    EXPECT_LT(rig.world.now(), HostTime(3600s));
    EXPECT_GT(rig.live.pace().slipped().count(), 3500.0);
}

}  // namespace
}  // namespace escapement::sim
