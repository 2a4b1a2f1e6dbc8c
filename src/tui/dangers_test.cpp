// Claims about what is asked before a number takes effect.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/dangers.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

using Kind = Prompt::Kind;

// Hotend at 210 °C, bed at 60 °C.
std::string in_a_print(Kind kind, double value) {
    return danger_of(kind, value, model_of(printing_printer()));
}
std::string in_peace(Kind kind, double value) {
    return danger_of(kind, value, model_of(idle_printer()));
}

TEST(Dangers, a_heater_that_cools_down_ruins_a_print) {
    EXPECT_EQ(in_a_print(Kind::hotend, 0), "Let the hotend cool down in the middle of a print?");
    EXPECT_EQ(in_a_print(Kind::hotend, 189),
              "189 °C for the hotend (now 210) in the middle of a print?");
    EXPECT_EQ(in_a_print(Kind::bed, 35), "35 °C for the bed (now 60) in the middle of a print?");
    for (const double fine : {190.0, 210.0, 240.0}) EXPECT_EQ(in_a_print(Kind::hotend, fine), "");
    EXPECT_EQ(in_a_print(Kind::bed, 40), "");
    EXPECT_EQ(in_peace(Kind::hotend, 0), "");
}

TEST(Dangers, a_heater_that_is_off_may_stay_off) {
    auto known = printing_printer();
    known.bed->target = 0.0;
    EXPECT_EQ(danger_of(Kind::bed, 0, model_of(known)), "");
}

TEST(Dangers, a_paused_print_is_still_one) {
    auto known = printing_printer();
    known.job->state = client::JobState::paused;
    EXPECT_NE(danger_of(Kind::hotend, 0, model_of(known)), "");
}

TEST(Dangers, flow_and_speed_have_a_usual_range) {
    for (const double odd : {10.0, 49.0, 151.0}) EXPECT_NE(in_a_print(Kind::flow, odd), "");
    for (const double fine : {50.0, 95.0, 150.0}) EXPECT_EQ(in_a_print(Kind::flow, fine), "");
    for (const double odd : {1.0, 19.0, 301.0}) EXPECT_NE(in_a_print(Kind::feed_rate, odd), "");
    for (const double fine : {20.0, 100.0, 300.0}) EXPECT_EQ(in_a_print(Kind::feed_rate, fine), "");
    EXPECT_EQ(in_a_print(Kind::flow, 10), "10 % flow in the middle of a print?");
    EXPECT_EQ(in_peace(Kind::flow, 10), "");
    EXPECT_EQ(in_a_print(Kind::fan, 0), "");
}

TEST(Dangers, too_much_heat_is_asked_about_at_any_time) {
    EXPECT_EQ(in_peace(Kind::hotend, 500), "500 °C for the hotend? More than most printers stand.");
    EXPECT_EQ(in_peace(Kind::bed, 131), "131 °C for the bed? More than most printers stand.");
    EXPECT_EQ(in_peace(Kind::hotend, 300), "");
    EXPECT_EQ(in_peace(Kind::bed, 130), "");
}

}  // namespace
}  // namespace escapement::tui
