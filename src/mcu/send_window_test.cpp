// Claims about unacknowledged blocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/send_window.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;

constexpr base::HostTime start{};
constexpr std::array<std::uint8_t, 3> payload{1, 2, 3};

// With so many blocks under way.
SendWindow window_of(int count) {
    SendWindow window;
    for (int i = 0; i < count; ++i) window.append(payload, start);
    return window;
}

TEST(SendWindow, blocks_are_numbered_from_zero_on_the_cable) {
    const SendWindow window = window_of(2);

    EXPECT_EQ(window[0].content()[1], 0x10);
    EXPECT_EQ(window[1].content()[1], 0x11);
    EXPECT_EQ(window[1].content().size(), 8U);
}

TEST(SendWindow, an_answer_retires_all_blocks_before_the_wanted_one) {
    SendWindow window = window_of(5);

    const auto answer = window.hear({3}, true, start + 1ms);

    EXPECT_TRUE(answer.progress);
    EXPECT_FALSE(answer.repeat);
    EXPECT_EQ(window.size(), 2U);
    EXPECT_EQ(window[0].content()[1], 0x13);
}

TEST(SendWindow, the_same_empty_answer_twice_asks_for_a_repetition_once) {
    SendWindow window = window_of(3);
    window.hear({1}, true, start + 1ms);

    EXPECT_TRUE(window.hear({1}, true, start + 2ms).repeat);
    window.note_repeated(SendWindow::Reason::asked, start + 2ms);
    EXPECT_FALSE(window.hear({1}, true, start + 2ms).repeat);
}

// With a round trip of a millisecond, and the first block wanted again.
SendWindow repeated_window() {
    SendWindow window = window_of(1);
    window.hear({1}, true, start + 1ms);
    for (int i = 0; i < 4; ++i) window.append(payload, start + 2ms);
    window.note_repeated(SendWindow::Reason::silence, start + 100ms);
    return window;
}

TEST(SendWindow, a_request_that_comes_a_round_trip_after_a_repetition_is_honoured) {
    SendWindow window = repeated_window();

    EXPECT_FALSE(window.hear({1}, true, start + 100ms).repeat);  // about what had left before
    EXPECT_TRUE(window.hear({1}, true, start + 101ms).repeat);
}

TEST(SendWindow, one_answer_more_than_blocks_that_arrived_tells_that_the_next_was_lost_again) {
    SendWindow window = repeated_window();

    EXPECT_TRUE(window.hear({3}, true, start + 101ms).progress);
    EXPECT_FALSE(window.hear({3}, true, start + 101ms).repeat);  // two blocks may have been there
    EXPECT_TRUE(window.hear({3}, true, start + 101ms).repeat);
}

TEST(SendWindow, an_answer_to_a_repeated_block_ends_the_patience) {
    SendWindow window = repeated_window();
    for (int i = 0; i <= RoundTrip::usual_silences; ++i)
        window.note_repeated(SendWindow::Reason::silence, start + 200ms);
    ASSERT_GE(window.deadline(), start + 200ms + 40ms);

    window.hear({2}, true, start + 301ms);

    EXPECT_EQ(window.deadline(), start + 301ms + 10ms);
}

TEST(SendWindow, so_does_one_that_asks_once_more) {
    SendWindow window = repeated_window();
    window.hear({2}, true, start + 101ms);
    for (int i = 0; i <= RoundTrip::usual_silences; ++i)
        window.note_repeated(SendWindow::Reason::silence, start + 200ms);
    ASSERT_GE(window.deadline(), start + 200ms + 20ms);

    window.hear({2}, true, start + 205ms);

    EXPECT_EQ(window.deadline(), start + 205ms + 10ms);
}

TEST(SendWindow, an_answer_with_a_message_is_no_request) {
    SendWindow window = window_of(3);
    window.hear({1}, true, start + 1ms);

    EXPECT_FALSE(window.hear({1}, false, start + 2ms).repeat);
}

TEST(SendWindow, answers_to_repeated_blocks_that_had_arrived_ask_for_nothing) {
    SendWindow window = window_of(3);
    window.hear({1}, true, start + 1ms);
    window.note_repeated(SendWindow::Reason::silence, start + 200ms);

    window.hear({3}, true, start + 201ms);
    window.append(payload, start + 201ms);

    EXPECT_FALSE(window.hear({3}, true, start + 202ms).repeat);
}

TEST(SendWindow, an_answer_to_what_was_never_sent_changes_nothing) {
    SendWindow window = window_of(2);
    window.hear({1}, true, start);

    const auto answer = window.hear({9}, true, start);

    EXPECT_FALSE(answer.progress || answer.repeat);
    EXPECT_EQ(answer.shift, 0U);
    EXPECT_EQ(window.size(), 1U);
}

TEST(SendWindow, before_anything_was_accepted_the_board_says_how_to_count) {
    SendWindow window = window_of(2);

    const auto answer = window.hear({9}, true, start);

    EXPECT_TRUE(answer.repeat);
    EXPECT_EQ(answer.shift, 9U);
    EXPECT_EQ(window[0].content()[1], 0x19);
    EXPECT_EQ(window[1].content()[1], 0x1a);
    EXPECT_TRUE(window.hear({11}, true, start).progress);
    EXPECT_TRUE(window.empty());
}

TEST(SendWindow, twelve_blocks_fill_it) {
    EXPECT_TRUE(window_of(11).has_room());
    EXPECT_FALSE(window_of(12).has_room());
}

TEST(SendWindow, a_receive_window_leaves_room_for_a_whole_block) {
    SendWindow window;
    window.set_receive_window(64 + 8);

    EXPECT_TRUE(window.has_room());
    window.append(payload, start);
    EXPECT_TRUE(window.has_room());
    window.append(payload, start);
    EXPECT_FALSE(window.has_room());
    window.hear({1}, false, start);  // perhaps it is not done with the first one
    EXPECT_FALSE(window.has_room());
    window.hear({1}, true, start);
    EXPECT_TRUE(window.has_room());
}

TEST(SendWindow, the_deadline_moves_with_each_answer_and_ends_with_the_last) {
    SendWindow window = window_of(2);
    EXPECT_EQ(window.deadline(), start + 100ms);

    window.hear({1}, true, start + 10ms);
    EXPECT_EQ(window.deadline(), start + 40ms);  // 10 ms round trip, and as much again
    window.hear({2}, true, start + 20ms);
    EXPECT_EQ(window.deadline(), base::HostTime::max());
}

TEST(RoundTrip, a_first_sample_is_trusted_with_a_wide_margin) {
    RoundTrip trip;

    trip.add(100ms);

    EXPECT_DOUBLE_EQ(trip.timeout().count(), 0.3);
}

TEST(RoundTrip, a_long_silence_doubles_the_patience_up_to_a_second) {
    RoundTrip trip;
    trip.add(100ms);

    for (int i = 0; i < RoundTrip::usual_silences; ++i) trip.back_off();
    EXPECT_DOUBLE_EQ(trip.timeout().count(), 0.3);
    trip.back_off();
    EXPECT_DOUBLE_EQ(trip.timeout().count(), 0.6);
    trip.back_off();
    EXPECT_DOUBLE_EQ(trip.timeout().count(), 1.0);
}

}  // namespace
}  // namespace escapement::mcu
