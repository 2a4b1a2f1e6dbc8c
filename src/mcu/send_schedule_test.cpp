// Claims about what waits to be sent.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/send_schedule.hpp"

#include <gtest/gtest.h>

namespace escapement::mcu {
namespace {

using Octets = std::vector<std::uint8_t>;

Octets pack(SendSchedule& schedule, SendSchedule::Tickets* tickets = nullptr) {
    std::array<std::uint8_t, wire::max_payload_size> payload{};
    SendSchedule::Tickets unwanted;
    const std::size_t size = schedule.pack(payload, tickets ? *tickets : unwanted);
    return {payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size)};
}

TEST(SendSchedule, messages_become_ready_at_their_clock_and_in_their_order) {
    SendSchedule schedule;
    const CommandQueue queue = schedule.new_queue();
    ASSERT_TRUE(schedule.push(Octets{1, 1}, {.min_clock = {200}}, queue, 0));
    ASSERT_TRUE(schedule.push(Octets{2}, {.min_clock = {100}}, queue, 0));

    schedule.admit({199});
    EXPECT_EQ(schedule.ready_bytes(), 0U);
    EXPECT_EQ(schedule.upcoming_bytes(), 3U);
    EXPECT_EQ(schedule.next_admission().raw, 200U);
    schedule.admit({200});

    EXPECT_EQ(schedule.ready_bytes(), 3U);
    EXPECT_EQ(schedule.upcoming_bytes(), 0U);
    EXPECT_EQ(pack(schedule), (Octets{1, 1, 2}));
    EXPECT_EQ(schedule.ready_bytes(), 0U);
}

TEST(SendSchedule, what_is_not_ready_in_one_queue_does_not_hold_up_another) {
    SendSchedule schedule;
    const CommandQueue first = schedule.new_queue();
    const CommandQueue second = schedule.new_queue();
    ASSERT_TRUE(schedule.push(Octets{1}, {.min_clock = {1000}}, first, 0));
    ASSERT_TRUE(schedule.push(Octets{2}, {.req_clock = {5000}}, second, 0));

    schedule.admit({10});

    EXPECT_EQ(schedule.earliest_request({0}).raw, 5000U);
    EXPECT_EQ(pack(schedule), Octets{2});
    EXPECT_EQ(schedule.earliest_request({0}).raw, ~std::uint64_t{0});
}

TEST(SendSchedule, background_work_counts_as_the_clock_that_is_given) {
    SendSchedule schedule;
    const CommandQueue queue = schedule.new_queue();
    ASSERT_TRUE(schedule.push(Octets{1}, {.req_clock = When::background}, queue, 0));

    schedule.admit({0});

    EXPECT_EQ(schedule.earliest_request({77}).raw, 77U);
}

TEST(SendSchedule, a_message_that_does_not_fit_stays_for_the_next_block) {
    SendSchedule schedule;
    const CommandQueue queue = schedule.new_queue();
    ASSERT_TRUE(schedule.push(Octets(40, 1), {}, queue, 0));
    ASSERT_TRUE(schedule.push(Octets(20, 2), {}, queue, 9));
    schedule.admit({0});
    SendSchedule::Tickets tickets;

    EXPECT_EQ(pack(schedule, &tickets), Octets(40, 1));
    EXPECT_TRUE(tickets.empty());
    EXPECT_EQ(pack(schedule, &tickets), Octets(20, 2));
    ASSERT_EQ(tickets.size(), 1U);
    EXPECT_EQ(tickets[0], 9U);
    EXPECT_EQ(pack(schedule), Octets{});
}

TEST(SendSchedule, memory_is_used_again) {
    SendSchedule schedule;
    const CommandQueue queue = schedule.new_queue();

    for (std::size_t i = 0; i < 3 * SendSchedule::max_messages; ++i) {
        ASSERT_TRUE(schedule.push(Octets{1}, {}, queue, 0));
        schedule.admit({0});
        ASSERT_EQ(pack(schedule), Octets{1});
    }
}

TEST(SendSchedule, it_refuses_more_than_it_may_hold_until_it_is_cleared) {
    SendSchedule schedule;
    const CommandQueue queue = schedule.new_queue();
    for (std::size_t i = 0; i < SendSchedule::max_messages; ++i)
        ASSERT_TRUE(schedule.push(Octets{1}, {}, queue, 0));

    EXPECT_FALSE(schedule.push(Octets{1}, {}, queue, 0));
    schedule.clear();

    EXPECT_EQ(schedule.upcoming_bytes(), 0U);
    EXPECT_TRUE(schedule.push(Octets{1}, {}, queue, 0));
}

}  // namespace
}  // namespace escapement::mcu
