// Claims about single lines, above all the odd ones.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_line.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

using Tone = MarlinLine::Tone;

TEST(MarlinLine, a_bare_ok_proves_nothing) {
    EXPECT_TRUE(parse_marlin_line("ok").ok);
    EXPECT_FALSE(parse_marlin_line("ok").unambiguous());
    EXPECT_FALSE(parse_marlin_line("wait").unambiguous());
    EXPECT_FALSE(parse_marlin_line("T:21.3").unambiguous());
    EXPECT_TRUE(parse_marlin_line("ok T:21.3 /0.0 B:21.0 /0.0").unambiguous());
    EXPECT_TRUE(parse_marlin_line("echo:Marlin 2.0.9").unambiguous());
    EXPECT_TRUE(parse_marlin_line("FIRMWARE_NAME:Teacup").unambiguous());
}

TEST(MarlinLine, words_that_begin_like_ok_are_not) {
    EXPECT_FALSE(parse_marlin_line("okay").ok);
    EXPECT_FALSE(parse_marlin_line("o").ok);
}

TEST(MarlinLine, both_dialects_of_resend_are_understood) {
    for (const char* text :
         {"Resend: 12", "Resend:12", "resend 12", "rs 12", "rs N12", "rs N12 Expected checksum 36"})
        EXPECT_EQ(parse_marlin_line(text).resend, 12u) << text;
    EXPECT_FALSE(parse_marlin_line("Resend: x").resend);
    EXPECT_FALSE(parse_marlin_line("Resend: 99999999999999999999999").resend);
}

TEST(MarlinLine, what_was_refused_is_told_from_what_went_wrong) {
    EXPECT_TRUE(parse_marlin_line("!! Must home axis first").refused);
    EXPECT_TRUE(parse_marlin_line("echo:Printer locked! (Unlock with M511 or LCD)").refused);
    EXPECT_FALSE(parse_marlin_line("Error:checksum mismatch, Last Line: 3").refused);
    EXPECT_FALSE(parse_marlin_line("echo:busy: processing").refused);
}

TEST(MarlinLine, busy_comes_with_a_colon_or_without) {
    EXPECT_TRUE(parse_marlin_line("echo:busy: processing").busy);
    EXPECT_TRUE(parse_marlin_line("echo:busy paused for user").busy);
    EXPECT_FALSE(parse_marlin_line("echo:busybody").busy);
}

TEST(MarlinLine, blanks_around_targets_do_not_matter) {
    const auto told = parse_marlin_line("ok T:21.30/ 0.00 B:21.30/ 60.00 @:64").temperatures;
    ASSERT_TRUE(told);
    EXPECT_EQ(told->active, (Heater{21.3, 0.0, {}}));
    EXPECT_EQ(told->bed, (Heater{21.3, 60.0, {}}));
}

TEST(MarlinLine, a_bed_alone_is_a_report_but_counted_steps_are_not) {
    EXPECT_TRUE(parse_marlin_line("B:21.30").temperatures);
    const auto moved = parse_marlin_line("ok X:0 Y:0 Z:0 E:0 Count: A:0 B:0 C:0");
    EXPECT_FALSE(moved.temperatures);
    EXPECT_TRUE(moved.position);
}

TEST(MarlinLine, absurd_numbers_of_tools_are_ignored) {
    const auto told = parse_marlin_line("T99:20 /0 T:21 /0 T16:3").temperatures;
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->tools.empty());
}

TEST(MarlinLine, errors_of_the_cable_are_told_from_those_of_commands) {
    EXPECT_EQ(parse_marlin_line("Error:checksum mismatch, Last Line: 3").tone, Tone::transmission);
    EXPECT_EQ(parse_marlin_line("Error: expected line 4 got 7").tone, Tone::transmission);
    EXPECT_EQ(parse_marlin_line("Error:No Checksum with line number, Last Line: 1").tone,
              Tone::transmission);
    EXPECT_EQ(parse_marlin_line("E: Bad M-code 27").tone, Tone::error);
    EXPECT_EQ(parse_marlin_line("!! Must home axis first").tone, Tone::error);
    EXPECT_EQ(parse_marlin_line("Error:Printer halted. kill() called!").tone, Tone::fatal);
    EXPECT_EQ(parse_marlin_line("!!").tone, Tone::fatal);
    EXPECT_EQ(parse_marlin_line("echo:EMERGENCY SHUTDOWN DETECTED. KILLED.").tone, Tone::fatal);
}

TEST(MarlinLine, files_are_listed_in_four_ways) {
    EXPECT_EQ(parse_file_entry("CUBE.GCO 12 a b.gcode")->name, "a b.gcode");
    EXPECT_EQ(parse_file_entry("my 2 cubes.gcode 12")->path, "my 2 cubes.gcode");
    EXPECT_EQ(parse_file_entry("my 2 cubes.gcode")->path, "my 2 cubes.gcode");
    EXPECT_EQ(parse_file_entry("CUBE.GCO 12 0x1234 \"c\"")->name, "c");
    EXPECT_FALSE(parse_file_entry("etc/"));
    EXPECT_FALSE(parse_file_entry("  "));
}

TEST(MarlinLine, capabilities_say_yes_or_no) {
    EXPECT_EQ(parse_marlin_line("Cap:BABYSTEPPING:1").capability,
              (std::pair{std::string("BABYSTEPPING"), true}));
    EXPECT_EQ(parse_marlin_line("Cap:X:0").capability->second, false);
}

}  // namespace
}  // namespace escapement::client
