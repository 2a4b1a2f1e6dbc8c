// Tests of what is made of a link's traces.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/probable_cause.hpp"

#include <gtest/gtest.h>

namespace escapement::mcu {
namespace {

bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

LinkEvidence calm() {
    return {.period = base::Seconds{9.8},
            .bytes_write = 50'000,
            .round_trip = base::Seconds{0.002},
            .least_lead = base::Seconds{0.2}};
}

TEST(ProbableCause, blames_the_cable_for_repeated_bytes) {
    LinkEvidence seen = calm();
    seen.bytes_retransmit = 4000;

    const auto text = probable_cause("Timer too close", seen);

    EXPECT_TRUE(text.starts_with("In the 10 seconds before:\n4000 of 50000 bytes were sent again"))
        << text;
    EXPECT_TRUE(says(text, "cable"));
}

TEST(ProbableCause, blames_the_computer_when_it_was_late) {
    LinkEvidence seen = calm();
    seen.lateness = base::Seconds{0.312};
    seen.least_lead = base::Seconds{0.001};

    const auto text = probable_cause("Missed scheduling of next digital out event", seen);

    EXPECT_TRUE(says(text, "This computer was 312.0 ms late")) << text;
    EXPECT_FALSE(says(text, "planned too late"));
}

TEST(ProbableCause, blames_a_slow_way_a_busy_board_or_late_plans) {
    LinkEvidence seen = calm();
    seen.round_trip = base::Seconds{0.080};
    EXPECT_TRUE(says(probable_cause("Timer too close", seen), "An answer took 80.0 ms"));

    seen = calm();
    seen.load = 0.93;
    EXPECT_TRUE(says(probable_cause("Timer too close", seen), "busy for 93 %"));

    seen = calm();
    seen.least_lead = base::Seconds{0.0005};
    EXPECT_TRUE(
        says(probable_cause("Timer too close", seen), "left only 0.5 ms before its moment"));
}

TEST(ProbableCause, looks_at_the_board_that_fell_silent) {
    LinkEvidence seen = calm();
    seen.silence = base::Seconds{5.1};

    const auto text = probable_cause("Lost communication with MCU 'mcu'", seen);

    EXPECT_TRUE(says(text, "fell silent at once, 5 seconds ago")) << text;
    EXPECT_FALSE(says(text, "sent again"));
}

TEST(ProbableCause, a_few_lost_bytes_among_many_mean_nothing) {
    LinkEvidence seen = calm();
    seen.bytes_retransmit = 60;

    EXPECT_TRUE(says(probable_cause("Timer too close", seen), "nothing unusual"));
}

TEST(ProbableCause, says_how_early_messages_left_if_any_had_a_moment) {
    LinkEvidence seen = calm();
    EXPECT_TRUE(says(probable_cause("Timer too close", seen), "messages at least 200.0 ms before"));

    seen.least_lead = LinkEvidence{}.least_lead;
    EXPECT_FALSE(says(probable_cause("Timer too close", seen), "before their moment"));
}

TEST(ProbableCause, explains_reasons_that_are_no_matter_of_the_link) {
    LinkEvidence seen = calm();
    seen.bytes_retransmit = 4000;

    EXPECT_TRUE(says(probable_cause("ADC out of range", seen), "min_temp"));
    EXPECT_TRUE(says(probable_cause("Rescheduled timer in the past", seen), "microsteps"));
    EXPECT_TRUE(says(probable_cause("Command request", seen), "M112"));
    EXPECT_EQ(probable_cause("config_reset only available when shutdown", seen), "");
}

}  // namespace
}  // namespace escapement::mcu
