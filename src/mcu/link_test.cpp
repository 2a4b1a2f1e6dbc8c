// Claims about the link, against a scripted board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/link.hpp"

#include <gtest/gtest.h>

#include <array>

#include "mcu/testing_peer.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using testing::LinkRig;
using testing::Octets;

constexpr base::HostTime at(base::HostTime::duration since_start) {
    return base::HostTime{since_start};
}

// `count` messages of ten bytes each, the first byte counting.
void send_many(LinkRig& rig, int count) {
    for (int i = 0; i < count; ++i) rig.send(Octets(10, static_cast<std::uint8_t>(i)));
}
Octets many(int count) {
    Octets all;
    for (int i = 0; i < count; ++i) all.insert(all.end(), 10, static_cast<std::uint8_t>(i));
    return all;
}

TEST(Link, messages_share_a_block_as_far_as_they_fit) {
    LinkRig rig;

    send_many(rig, 7);
    rig.pass(10ms);

    ASSERT_EQ(rig.peer.accepted.size(), 2U);
    EXPECT_EQ(rig.peer.accepted[0].payload, many(5));
    EXPECT_EQ(rig.peer.all(), many(7));
}

TEST(Link, of_what_may_leave_the_earliest_goes_first) {
    LinkRig rig;
    const CommandQueue other = rig.link.new_queue();

    rig.send(Octets(30, 1), {.req_clock = {300}});
    rig.send(Octets(30, 2), {.req_clock = {100}});  // behind the other of its queue
    rig.link.send(Octets(30, 3), {.req_clock = {200}}, other);
    rig.pass(10ms);

    ASSERT_EQ(rig.peer.accepted.size(), 3U);
    EXPECT_EQ(rig.peer.accepted[0].payload[0], 3);
    EXPECT_EQ(rig.peer.accepted[1].payload[0], 1);
    EXPECT_EQ(rig.peer.accepted[2].payload[0], 2);
}

TEST(Link, a_message_leaves_at_once_if_the_cable_rests) {
    LinkRig rig;
    rig.know_clock();

    rig.send({1, 2, 3}, {.req_clock = {1'000'000}});
    rig.pass(2s);

    ASSERT_EQ(rig.peer.accepted.size(), 1U);
    EXPECT_LE(rig.peer.accepted[0].at, at(1ms));
}

TEST(Link, while_a_block_waits_for_its_answer_the_next_leaves_a_tenth_of_a_second_before_its_time) {
    LinkRig rig;
    rig.know_clock();
    rig.peer.latency = 1500ms;

    rig.send({9});
    rig.pass(1ms);
    rig.send({1, 2, 3}, {.req_clock = {1'000'000}});
    rig.pass(2s);

    ASSERT_EQ(rig.peer.accepted.size(), 2U);
    EXPECT_GE(rig.peer.accepted[1].at, at(900ms));
    EXPECT_LE(rig.peer.accepted[1].at, at(901ms));
}

TEST(Link, what_waited_for_an_answer_leaves_when_it_comes) {
    LinkRig rig;
    rig.know_clock();

    rig.send({9});
    rig.pass(1ms);
    rig.send({1, 2, 3}, {.req_clock = {1'000'000}});
    rig.pass(10ms);

    ASSERT_EQ(rig.peer.accepted.size(), 2U);
    EXPECT_LE(rig.peer.accepted[1].at, at(3ms));
}

TEST(Link, a_message_waits_until_the_board_has_room_for_it) {
    LinkRig rig;
    rig.know_clock();

    rig.send({1, 2, 3}, {.min_clock = {995'000}, .req_clock = {1'000'000}});
    rig.pass(2s);

    ASSERT_EQ(rig.peer.accepted.size(), 1U);
    EXPECT_GE(rig.peer.accepted[0].at, at(995ms));
    EXPECT_LE(rig.peer.accepted[0].at, at(996ms));
}

TEST(Link, full_blocks_leave_early) {
    LinkRig rig;
    rig.know_clock();

    rig.peer.latency = 50ms;
    rig.send({9});
    rig.pass(1ms);
    for (int i = 0; i < 7; ++i) rig.send(Octets(10, 1), {.req_clock = {5'000'000}});
    rig.pass(10ms);

    ASSERT_EQ(rig.peer.accepted.size(), 2U);
    EXPECT_EQ(rig.peer.accepted[1].payload.size(), 50U);
}

TEST(Link, a_board_never_hears_of_a_moment_half_a_turn_of_its_clock_ahead) {
    LinkRig rig;
    rig.link.set_clock_estimate({.frequency_hz = 1e9});

    for (int i = 0; i < 7; ++i) rig.send(Octets(10, 1), {.req_clock = {5'000'000'000}});
    rig.pass(10s);

    ASSERT_EQ(rig.peer.accepted.size(), 2U);
    EXPECT_GE(rig.peer.accepted[0].at, at(3389ms));  // 3 * 2^29 ticks before it
}

TEST(Link, background_work_waits_for_an_idle_cable_or_rides_along) {
    LinkRig rig;
    rig.know_clock();
    const CommandQueue background = rig.link.new_queue();

    rig.link.send(Octets{1}, {.req_clock = When::background}, background);
    rig.pass(100ms);
    rig.link.send(Octets{2}, {.req_clock = When::background}, background);
    rig.send({3});
    rig.pass(100ms);

    ASSERT_EQ(rig.peer.accepted.size(), 2U);
    EXPECT_GE(rig.peer.accepted[0].at, at(250us));
    EXPECT_LE(rig.peer.accepted[0].at, at(1ms));
    EXPECT_EQ(rig.peer.accepted[1].payload, (Octets{3, 2}));
}

TEST(Link, a_lost_block_is_repeated_as_soon_as_the_board_misses_it) {
    LinkRig rig;
    rig.peer.lose = {1};

    send_many(rig, 20);
    rig.pass(20ms);

    EXPECT_EQ(rig.peer.all(), many(20));
    EXPECT_GT(rig.link.stats().bytes_retransmit, 0U);
}

TEST(Link, a_damaged_block_is_repeated) {
    LinkRig rig;
    rig.peer.damage = {0, 2, 5};

    send_many(rig, 20);
    rig.pass(500ms);

    EXPECT_EQ(rig.peer.all(), many(20));
}

TEST(Link, the_last_block_is_repeated_when_no_answer_comes) {
    LinkRig rig;
    rig.peer.lose = {0, 1};

    rig.send({1, 2, 3});
    rig.pass(1s);

    EXPECT_EQ(rig.peer.all(), (Octets{1, 2, 3}));
    EXPECT_GE(rig.peer.accepted[0].at, at(200ms));  // 100 ms, twice
    EXPECT_LT(rig.peer.accepted[0].at, at(210ms));
}

TEST(Link, a_lost_answer_does_not_make_a_message_arrive_twice) {
    LinkRig rig;
    rig.peer.lose_ack = {0, 1, 2};

    send_many(rig, 12);
    rig.pass(1s);
    send_many(rig, 2);
    rig.pass(1s);

    Octets expected = many(12);
    for (std::uint8_t byte : many(2)) expected.push_back(byte);
    EXPECT_EQ(rig.peer.all(), expected);
}

TEST(Link, an_answer_that_comes_twice_does_no_harm) {
    LinkRig rig;
    rig.send({1});
    rig.pass(10ms);

    rig.peer.say({});
    rig.peer.say({});
    rig.pass(10ms);
    send_many(rig, 12);
    rig.peer.say({});
    rig.pass(100ms);

    Octets expected{1};
    for (std::uint8_t byte : many(12)) expected.push_back(byte);
    EXPECT_EQ(rig.peer.all(), expected);
}

TEST(Link, a_board_that_counts_from_the_start_again_is_still_heard) {
    LinkRig rig;
    for (int i = 0; i < 3; ++i) {
        send_many(rig, 5);
        rig.pass(10ms);
    }
    rig.taken();

    rig.peer.wanted = 0;
    rig.peer.say({42});
    rig.pass(10ms);

    EXPECT_EQ(rig.taken(), std::vector<Octets>{{42}});
}

TEST(Link, garbage_between_answers_is_skipped_and_counted) {
    LinkRig rig;
    rig.peer.say_raw({0x00, 0xff, 0x55, 0x7e});

    rig.send({1});
    rig.pass(10ms);
    rig.peer.say_raw({7, 0x10, 1, 2, 3, 4, 5, 6});
    rig.peer.say_raw({0x7e});
    rig.peer.say({9, 9});
    rig.pass(10ms);

    EXPECT_EQ(rig.taken(), (std::vector<Octets>{{9, 9}}));
    EXPECT_EQ(rig.link.stats().bytes_invalid, 13U);
}

TEST(Link, no_more_than_twelve_blocks_are_unanswered) {
    LinkRig rig;
    rig.peer.latency = 10ms;

    send_many(rig, 200);
    rig.pass(1s);

    EXPECT_EQ(rig.peer.all(), many(200));
    EXPECT_EQ(rig.peer.longest_wait, 12U);
}

TEST(Link, a_board_with_a_small_buffer_is_not_overrun) {
    LinkRig rig;
    rig.peer.latency = 10ms;
    rig.link.set_receive_window(192);

    send_many(rig, 100);
    rig.pass(1s);

    EXPECT_EQ(rig.peer.all(), many(100));
    EXPECT_EQ(rig.peer.longest_wait, 3U);
}

TEST(Link, it_goes_on_counting_where_the_board_is) {
    LinkRig rig;
    rig.peer.wanted = 11;

    send_many(rig, 20);
    rig.pass(50ms);

    EXPECT_EQ(rig.peer.all(), many(20));
}

TEST(Link, a_ticket_comes_back_after_all_that_the_message_made_the_board_say) {
    LinkRig rig;
    rig.peer.answer = [](const Octets& payload) {
        return std::vector<Octets>{{50, payload[0]}, {51, payload[0]}};
    };

    rig.link.send_with_ticket(Octets{1}, {}, rig.queue, 7);
    rig.pass(10ms);

    EXPECT_EQ(rig.taken(), (std::vector<Octets>{{50, 1}, {51, 1}, {7}}));
}

TEST(Link, an_answer_that_may_wait_comes_when_the_owner_asks_or_with_others) {
    LinkRig rig;
    int told = 0;
    rig.link.on_news([&] { ++told; });
    rig.peer.answer = [](const Octets& payload) { return std::vector<Octets>{payload}; };
    rig.link.let_wait(50);
    const auto exchange = [&](const Octets& message) {
        rig.send(message);
        for (const auto wait : {0ms, 10ms}) {
            rig.peer.wait_until(rig.peer.now() + wait);
            rig.link.serve(rig.peer.now());
        }
        return rig.link.has_news();
    };

    EXPECT_FALSE(exchange({50, 0x82, 0x01}));
    rig.link.tell_news();
    EXPECT_EQ(told, 1);
    rig.link.tell_news();
    EXPECT_EQ(told, 1);
    EXPECT_TRUE(exchange({50, 1, 51, 1})) << "something else is in the same block";
    EXPECT_TRUE(exchange({51, 1}));
    rig.link.tell_news();
    EXPECT_EQ(told, 2);
    EXPECT_EQ(rig.taken().size(), 3u);
}

TEST(Link, the_time_of_sending_is_known_unless_a_block_was_repeated) {
    LinkRig rig;
    rig.peer.lose = {1};
    rig.peer.answer = [](const Octets&) { return std::vector<Octets>{{50}}; };
    std::vector<std::optional<base::HostTime>> sent;

    for (int i = 0; i < 3; ++i) {
        rig.send({1});
        rig.pass(500ms);
        while (const auto received = rig.link.take()) sent.push_back(received->sent);
    }

    ASSERT_EQ(sent.size(), 3U);
    EXPECT_EQ(sent[0], at(0ms));
    EXPECT_EQ(sent[1], std::nullopt);
    EXPECT_EQ(sent[2], at(1s));
}

TEST(Link, patience_follows_the_round_trips) {
    LinkRig rig;
    rig.peer.latency = 50ms;

    for (int i = 0; i < 50; ++i) {
        rig.send({1});
        rig.pass(100ms);
    }

    EXPECT_NEAR(rig.link.stats().srtt.count(), 0.050, 0.001);
    EXPECT_NEAR(rig.link.stats().rto.count(), 0.051, 0.003);
    EXPECT_EQ(rig.link.stats().bytes_retransmit, 0U);
}

TEST(Link, a_stream_that_takes_a_few_bytes_at_a_time_gets_them_all) {
    LinkRig rig;
    rig.peer.bytes_per_write = 7;

    send_many(rig, 20);
    rig.pass(500ms);

    EXPECT_EQ(rig.peer.all(), many(20));
}

TEST(Link, silence_ends_it_after_five_seconds) {
    LinkRig rig;
    int news = 0;
    rig.link.on_news([&] { ++news; });
    rig.peer.silent = true;

    rig.send({1});
    rig.pass(4900ms);
    EXPECT_EQ(rig.link.failure(), "");
    rig.pass(200ms);

    EXPECT_EQ(rig.link.failure(), "no answer for 5 seconds; check its cable and its power supply");
    EXPECT_EQ(news, 1);
    EXPECT_EQ(rig.link.next_wake(), runtime::never);
}

// Otherwise whoever waits for the cable would be called at once, over and over.
TEST(Link, throws_away_what_arrives_after_its_end) {
    LinkRig rig;
    rig.peer.silent = true;
    rig.send({1});
    rig.pass(5100ms);
    ASSERT_NE(rig.link.failure(), "");

    rig.peer.say({1, 2, 3});
    rig.pass(10ms);

    std::array<std::uint8_t, 16> left;
    EXPECT_EQ(rig.peer.read(left), 0U);
    EXPECT_FALSE(rig.link.take());
}

TEST(Link, a_broken_stream_ends_it_and_says_why) {
    LinkRig rig;
    rig.pass(10ms);

    rig.peer.broken = "/dev/ttyACM0: unplugged";
    rig.link.poll(rig.peer.now());
    rig.send({1});
    rig.link.poll(rig.peer.now());

    EXPECT_EQ(rig.link.failure(), "/dev/ttyACM0: unplugged");
    EXPECT_TRUE(rig.peer.accepted.empty());
}

TEST(Link, what_waits_can_be_forgotten) {
    LinkRig rig;
    rig.know_clock();
    rig.send({1}, {.req_clock = {1'000'000}});

    rig.link.drop_waiting();
    rig.send({2});
    rig.pass(2s);

    EXPECT_EQ(rig.peer.all(), Octets{2});
}

TEST(Link, a_queue_without_end_ends_it) {
    LinkRig rig;
    rig.know_clock();

    for (std::size_t i = 0; i <= SendSchedule::max_messages; ++i)
        rig.send({1}, {.req_clock = {1'000'000'000}});

    EXPECT_NE(rig.link.failure().find("too many messages"), std::string::npos);
}

TEST(Link, remembers_how_late_it_was_polled_and_how_short_a_lead_was) {
    LinkRig rig;
    rig.know_clock();
    rig.pass(base::Seconds{1.0});
    rig.link.take_worst();
    rig.peer.silent = true;
    rig.send({0x55}, {.req_clock = {1'030'000}});
    rig.pass(1ms);  // its answer is due 0.1 s later

    rig.peer.wait_until(at(1170ms));
    rig.link.poll(rig.peer.now());
    const auto worst = rig.link.take_worst();

    EXPECT_NEAR(worst.lateness.count(), 0.070, 0.001);
    EXPECT_NEAR(worst.lead.count(), 0.030, 0.001);
    EXPECT_EQ(rig.link.take_worst().lateness, base::Seconds{});
}

}  // namespace
}  // namespace escapement::mcu
