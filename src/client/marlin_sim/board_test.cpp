// Claims about the simulated board: what a Marlin does on the wire.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/board.hpp"

#include <gtest/gtest.h>

namespace escapement::client::marlin_sim {
namespace {

using base::HostTime;
using base::Seconds;

class BoardTest : public ::testing::Test {
  protected:
    HostTime at(double seconds) { return HostTime(base::host_duration(Seconds(seconds))); }
    std::string tell(const std::string& text, double seconds) {
        board.hear(text, at(seconds));
        return board.poll(at(seconds));
    }
    void booted() { board.poll(at(1.5)); }
    Board board{BoardOptions{}, HostTime{}};
};

TEST_F(BoardTest, it_is_deaf_while_it_boots_and_then_says_who_it_is) {
    EXPECT_EQ(tell("M105\n", 1.0), "");
    const auto text = board.poll(at(1.5));

    EXPECT_TRUE(text.starts_with("start\nMarlin 2.1.2.1 (simulated)\n")) << text;
    EXPECT_EQ(text.find("ok T:"), std::string::npos);
}

TEST_F(BoardTest, lines_are_checked_as_marlin_checks_them) {
    booted();
    EXPECT_EQ(tell("N0 M110 N0*125\n", 2), "ok\n");
    EXPECT_EQ(tell("N1 M140 S0*100\n", 2), "ok\n");
    EXPECT_EQ(tell("N2 M140 S0*1\n", 2), "Error:checksum mismatch, Last Line: 1\nResend: 2\nok\n");
    EXPECT_EQ(tell("N3 M140 S0*102\n", 2),
              "Error:Line Number is not Last Line Number+1, Last Line: 1\nResend: 2\nok\n");
    EXPECT_EQ(tell("N2 M140 S0\n", 2),
              "Error:No Checksum with line number, Last Line: 1\nResend: 2\nok\n");
    EXPECT_EQ(tell("M140 S0*1\n", 2),
              "Error:No Line Number with checksum, Last Line: 1\nResend: 2\nok\n");
}

TEST_F(BoardTest, it_is_busy_while_it_homes) {
    booted();
    EXPECT_EQ(tell("G28\n", 2), "");
    EXPECT_EQ(board.poll(at(4)), "echo:busy: processing\n");
    EXPECT_EQ(board.poll(at(8)), "ok\n");
}

TEST_F(BoardTest, waiting_for_heat_reports_every_second) {
    booted();
    tell("M109 S33\n", 2);
    EXPECT_TRUE(board.poll(at(3)).starts_with(" T:"));
    EXPECT_TRUE(board.poll(at(4)).ends_with("ok\n"));
}

TEST_F(BoardTest, two_reports_at_once_get_mixed_up) {
    booted();
    tell("M23 CUBE.GCO\nM24\nM155 S1\nM27 S1\n", 2);
    EXPECT_TRUE(board.poll(at(3)).starts_with(" T:SD printing byte"));
}

TEST_F(BoardTest, it_obeys_the_simulation) {
    booted();
    tell("!sim lose-ok\n", 2);
    EXPECT_EQ(tell("M140 S0\n", 2), "");
    EXPECT_TRUE(tell("!sim resend\n", 2).starts_with("Error:checksum mismatch"));
    EXPECT_NE(tell("!sim kill\n", 2).find("Heating failed"), std::string::npos);
    EXPECT_TRUE(board.halted());
    tell("!sim reset\n", 3);
    EXPECT_TRUE(board.poll(at(4.5)).starts_with("start"));
    EXPECT_FALSE(board.halted());
}

std::string numbered(int number, const std::string& text) {
    const auto line = "N" + std::to_string(number) + " " + text;
    int sum = 0;
    for (const char c : line) sum ^= c;
    return line + "*" + std::to_string(sum) + "\n";
}

TEST_F(BoardTest, faults_in_a_print_have_their_turn) {
    booted();
    tell(numbered(0, "M110 N0"), 2);
    EXPECT_EQ(tell(numbered(1, "!sim card B1000"), 2), "ok\n");
    EXPECT_EQ(board.card().bytes_per_s, 1000.0);
    EXPECT_EQ(tell(numbered(2, "!sim lose-ok"), 2), "");
    EXPECT_EQ(tell(numbered(3, "M140 S0"), 2), "ok\n");
    EXPECT_EQ(tell(numbered(4, "!sim resend"), 2),
              "Error:checksum mismatch, Last Line: 4\nResend: 5\nok\n");
    EXPECT_TRUE(
        tell(numbered(5, "!sim explode"), 2).starts_with("echo:!sim: 'explode' is no fault"));
    EXPECT_EQ(tell(numbered(6, "!sim runaway"), 2),
              "Error:Thermal Runaway, system stopped! Heater_ID: 0\n"
              "Error:Printer halted. kill() called!\n");
}

TEST_F(BoardTest, a_print_may_meet_a_reset) {
    booted();
    tell(numbered(0, "M110 N0"), 2);
    EXPECT_EQ(tell(numbered(1, "!sim reset") + numbered(2, "M140 S0"), 2), "");
    EXPECT_TRUE(board.poll(at(4)).starts_with("start\n"));
}

TEST_F(BoardTest, faults_may_wait_for_a_line) {
    board = Board({.boot_time = Seconds(0),
                   .faults = {{{Fault::Kind::resend}, 1},
                              {{Fault::Kind::lose_ok}, 2},
                              {{Fault::Kind::unplug, 5.0}, 3},
                              {{Fault::Kind::kill}, 4}}},
                  HostTime{});
    board.poll(at(0));
    tell(numbered(0, "M110 N0"), 0);
    EXPECT_EQ(tell(numbered(1, "M140 S0"), 0),
              "Error:checksum mismatch, Last Line: 0\nResend: 1\nok\n");
    EXPECT_EQ(tell(numbered(1, "M140 S0"), 0), "ok\n");
    EXPECT_EQ(tell(numbered(2, "M140 S0"), 0), "");
    EXPECT_EQ(tell(numbered(3, "M140 S0"), 0), "ok\n");
    EXPECT_EQ(board.take_unplugging(), Seconds(5.0));
    EXPECT_TRUE(tell(numbered(4, "M140 S0"), 0).starts_with("Error:Heating failed"));
    EXPECT_TRUE(board.halted());
}

TEST_F(BoardTest, an_aborted_print_cools_down) {
    booted();
    tell("M23 CUBE.GCO\nM24\nM104 S200\n", 2);
    EXPECT_TRUE(board.heaters().any_on());
    tell("M524\n", 3);
    EXPECT_FALSE(board.heaters().any_on());
    EXPECT_FALSE(board.card().printing());
}

TEST_F(BoardTest, what_does_not_fit_is_lost) {
    booted();
    tell("G28\n", 2);
    for (int i = 0; i < 100; ++i) tell("M117 a rather long message\n", 2);
    std::string answers;
    for (int s = 3; s < 20; ++s) answers += board.poll(at(s));
    EXPECT_LT(answers.size(), 200u);
}

TEST_F(BoardTest, room_in_the_buffers_is_told_if_wanted) {
    board = Board({.advanced_ok = true, .boot_time = Seconds(0)}, HostTime{});
    board.poll(at(0));
    tell("N0 M110 N0*125\n", 0);
    EXPECT_EQ(tell("N1 M140 S0*100\n", 0), "ok N1 P15 B3\n");
}

}  // namespace
}  // namespace escapement::client::marlin_sim
