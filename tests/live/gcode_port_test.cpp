// G-code from a terminal whose user misbehaves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage.hpp"

namespace escapement::app {
namespace {

TEST(GcodePort, joins_lines_that_come_in_pieces) {
    Stage stage;
    stage.outside.at(3.0, [&] { stage.terminal.type("ECHO o"); });
    stage.outside.at(3.1, [&] { stage.terminal.type("ne\r\nECHO two"); });

    stage.run(4.0);

    EXPECT_TRUE(stage.said("// ECHO one\nok\n")) << stage.terminal.answers;
    EXPECT_FALSE(stage.said("two"));
}

TEST(GcodePort, an_endless_line_is_ignored_and_said_to_be) {
    Stage stage;
    stage.type(3.0, std::string(1'000'000, 'G'));
    stage.type(3.1, "ECHO after");

    stage.run(4.0);

    EXPECT_TRUE(stage.said("!! Line of more than 4096 characters ignored"));
    EXPECT_TRUE(stage.said("// ECHO after\nok\n"));
    EXPECT_LT(stage.terminal.answers.size(), 1000U) << "the line itself is not repeated";
}

TEST(GcodePort, an_endless_remark_is_cut_off_and_displaces_nothing) {
    Stage stage;
    stage.outside.at(3.0, [&] { stage.port.say("// " + std::string(1'000'000, 'a')); });
    stage.type(3.1, "ECHO after");

    stage.run(4.0);

    EXPECT_TRUE(stage.said("aaa ... (cut off here)\n"));
    EXPECT_TRUE(stage.said("// ECHO after\nok\n"));
    EXPECT_LT(stage.terminal.answers.size(), GcodePort::max_unsent);
}

TEST(GcodePort, lines_behind_a_restart_are_no_more_for_the_printer_that_ends) {
    Stage stage("[force_move]\nenable_force_move: True\n");
    stage.type(3.0, "RESTART\nSET_KINEMATIC_POSITION X=50 Y=50 Z=5\nM114");

    stage.run(12.0);

    const std::string refused =
        "// Printer is not ready\n// The host is still connecting to the microcontrollers.\n"
        "!! Printer is not ready\nok\n";
    EXPECT_TRUE(stage.said("ok\n// Klipper state: Disconnect\n" + refused + refused +
                           "// Klipper state: Ready"))
        << stage.terminal.answers;
}

TEST(GcodePort, an_emergency_stop_is_seen_behind_what_waits) {
    Stage stage;
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "G4 P1000\n";
    stage.type(3.0, many + "M112");

    stage.run(3.2);

    EXPECT_EQ(stage.world.shutdown_reason(), "mcu: Command request");
}

TEST(GcodePort, keeps_a_bounded_amount_for_those_who_do_not_read) {
    Stage stage;
    stage.terminal.nobody_reads = true;
    std::string many;
    for (int i = 0; i < 3000; ++i) many += "HELP\n";
    stage.type(3.0, many);
    stage.outside.at(20.0, [&] { stage.terminal.nobody_reads = false; });
    stage.type(21.0, "ECHO back");

    stage.run(22.0);

    EXPECT_TRUE(stage.said("// ECHO back\nok\n"));
    EXPECT_LT(stage.terminal.answers.size(), 1000U);
}

TEST(GcodePort, a_command_that_is_unknown_or_refused_is_acknowledged) {
    Stage stage;
    stage.type(3.0, "NONSENSE\nG1 X10\n;comment\n");

    stage.run(4.0);

    EXPECT_TRUE(stage.said("// Unknown command:\"NONSENSE\"\nok\n"));
    EXPECT_TRUE(stage.said("!! Must home axis first"));
    EXPECT_TRUE(stage.terminal.answers.find("ok\nok\nok\n") != std::string::npos)
        << stage.terminal.answers;
}

}  // namespace
}  // namespace escapement::app
