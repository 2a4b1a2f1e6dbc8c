// Claims about the words of the simulated board's G-code, and what it answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/board_commands.hpp"

#include <gtest/gtest.h>

#include "client/marlin_sim/board.hpp"

namespace escapement::client::marlin_sim {
namespace {

TEST(BoardCommands, words_are_found_behind_blanks) {
    EXPECT_EQ(word_value("G1 X12.5 Y-3", 'X'), 12.5);
    EXPECT_EQ(word_value("G1 X12.5 Y-3", 'Y'), -3.0);
    EXPECT_EQ(word_value("M104 S", 'S'), std::nullopt);
    EXPECT_EQ(word_value("G1", 'G'), std::nullopt);
}

TEST(BoardCommands, questions_are_answered) {
    const auto ask = [](const std::string& text) {
        Board board({.boot_time = base::Seconds(0)}, base::HostTime{});
        board.poll(base::HostTime{});
        board.hear(text + "\n", base::HostTime{});
        return board.poll(base::HostTime{});
    };

    EXPECT_EQ(ask("M105"), "ok T:21.30 /0.00 B:21.30 /0.00 @:0 B@:0\n");
    EXPECT_EQ(ask("M27"), "Not SD printing\nok\n");
    EXPECT_EQ(ask("M220"), "FR:100%\nok\n");
    EXPECT_EQ(ask("M114"), "X:0.00 Y:0.00 Z:0.00 E:0.00 Count X:0 Y:0 Z:0\nok\n");
    EXPECT_TRUE(ask("M115").starts_with("FIRMWARE_NAME:Marlin"));
    EXPECT_EQ(ask("M23 X.GCO"), "open failed, File: X.GCO.\nok\n");
    EXPECT_EQ(ask("FROB"), "echo:Unknown command: \"FROB\"\nok\n");
}

}  // namespace
}  // namespace escapement::client::marlin_sim
