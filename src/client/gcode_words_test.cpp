// Claims about what each firmware is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/gcode_words.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

Lines told(Dialect dialect, const Command& command) {
    Snapshot known{.dialect = dialect};
    return gcode_for(command, known);
}

TEST(GcodeWords, the_usual_dialect) {
    const auto marlin = [](const Command& command) { return told(Dialect::marlin, command); };

    EXPECT_EQ(marlin(SetHotend{1, 210}), Lines{"M104 T1 S210"});
    EXPECT_EQ(marlin(SetBed{62.5}), Lines{"M140 S62.5"});
    EXPECT_EQ(marlin(SetFan{0.5}), Lines{"M106 S128"});
    EXPECT_EQ(marlin(SetFan{0}), Lines{"M107"});
    EXPECT_EQ(marlin(SetFeedRate{1.1}), Lines{"M220 S110"});
    EXPECT_EQ(marlin(SetFlow{0.95}), Lines{"M221 S95"});
    EXPECT_EQ(marlin(Babystep{-0.05}), Lines{"M290 Z-0.05"});
    EXPECT_EQ(marlin(Pause{}), Lines{"M25"});
    EXPECT_EQ(marlin(Resume{}), Lines{"M24"});
    EXPECT_EQ(marlin(Cancel{}), Lines{"M524"});
    EXPECT_EQ(marlin(StartFile{"CUBE.GCO"}), (Lines{"M23 CUBE.GCO", "M24"}));
    EXPECT_EQ(marlin(Send{"G91\n G1 Z5 \n\nG90"}), (Lines{"G91", "G1 Z5", "G90"}));
}

TEST(GcodeWords, a_typed_stop_is_one) {
    EXPECT_TRUE(stops_everything(EmergencyStop{}));
    EXPECT_TRUE(stops_everything(Send{"m112"}));
    EXPECT_TRUE(stops_everything(Send{"G28\n M112"}));
    EXPECT_FALSE(stops_everything(Send{"M1120"}));
    EXPECT_FALSE(stops_everything(Send{"M117 M112"}));
    EXPECT_FALSE(stops_everything(Pause{}));
}

TEST(GcodeWords, words_of_a_line) {
    EXPECT_TRUE(is_command("M104 S210", "M104"));
    EXPECT_TRUE(is_command("M104", "M104"));
    EXPECT_FALSE(is_command("M1040 S210", "M104"));
    EXPECT_EQ(word_of("M104 T1 S210.5", 'S'), 210.5);
    EXPECT_FALSE(word_of("M104 T1 S", 'S'));
    EXPECT_FALSE(word_of("M104", 'S'));
}

TEST(GcodeWords, firmwares_differ_in_babysteps_and_in_how_a_print_ends) {
    EXPECT_EQ(told(Dialect::klipper, Babystep{0.05}),
              Lines{"SET_GCODE_OFFSET Z_ADJUST=0.05 MOVE=1"});
    EXPECT_EQ(told(Dialect::klipper, ResetBabystep{}), Lines{"SET_GCODE_OFFSET Z=0 MOVE=1"});
    EXPECT_EQ(told(Dialect::reprapfirmware, Babystep{0.05}), Lines{"M290 S0.05"});
    EXPECT_EQ(told(Dialect::smoothie, Babystep{0.05}), Lines{});
    EXPECT_EQ(told(Dialect::klipper, Cancel{}), Lines{"CANCEL_PRINT"});
    EXPECT_EQ(told(Dialect::prusa, Cancel{}), Lines{"M603"});
}

TEST(GcodeWords, babysteps_are_taken_back_by_their_sum) {
    Snapshot known{.dialect = Dialect::marlin};
    EXPECT_EQ(gcode_for(ResetBabystep{}, known), Lines{});
    known.babystep = 0.15;
    EXPECT_EQ(gcode_for(ResetBabystep{}, known), Lines{"M290 Z-0.15"});
}

}  // namespace
}  // namespace escapement::client
