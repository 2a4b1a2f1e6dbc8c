// Claims about counted edges: what the board is told, and what its reports mean.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/pulse_counter.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_board.hpp"
#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using testing::BoardRig;
using testing::OfflineRig;

TEST(PulseCounter, begins_after_the_configuration) {
    OfflineRig rig;
    const auto counter = PulseCounter::make(
        rig.mcu, {.pin = {"PA4", false, 1}, .poll_interval = base::Seconds(0.001)});
    ASSERT_TRUE(counter) << counter.error().what;
    ASSERT_TRUE(rig.configure());

    const auto lines = rig.lines();

    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[1], "config_counter oid=0 pin=PA4 pull_up=1");
    EXPECT_EQ(lines[3], "query_counter oid=0 clock=1500000 poll_ticks=1000 sample_ticks=1000000");
}

TEST(PulseCounter, intervals_must_be_countable) {
    OfflineRig rig;

    const auto counter =
        PulseCounter::make(rig.mcu, {.pin = {"PA4"}, .poll_interval = base::Seconds(1e6)});

    ASSERT_FALSE(counter);
    EXPECT_NE(counter.error().what.find("poll interval must be from 0 to"), std::string::npos);
}

TEST(PulseCounter, counts_on_when_the_board_wraps) {
    const auto dictionary = testing::usual_dictionary().build();
    BoardRig rig(dictionary);
    ASSERT_TRUE(rig.identify());
    const auto counter = *PulseCounter::make(rig.mcu, {.pin = {"PA4"}});
    std::vector<std::uint64_t> edges;
    counter->on_count([&](const PulseCounter::Count& count) { edges.push_back(count.edges); });

    for (const std::uint32_t count : {0xfffffff0U, 0x00000010U}) {
        const EncodedMessage message(*wire::response_id<messages::CounterState>(dictionary),
                                     messages::CounterState{{0}, {1000}, count, {500}});
        rig.peer.say({message.bytes().begin(), message.bytes().end()});
        rig.pass(base::Seconds(0.01));
    }

    EXPECT_EQ(edges, (std::vector<std::uint64_t>{0xfffffff0U, 0x100000010U}));
}

}  // namespace
}  // namespace escapement::mcu
