// Tests of the commands that always work.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/base_commands.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using Said = std::vector<std::string>;
using testing::OfflinePrinter;

TEST(BaseCommands, status_says_ready_in_the_words_programs_look_for) {
    OfflinePrinter printer;

    printer.run("STATUS");

    EXPECT_EQ(printer.said(), (Said{"// Klipper state: Ready"}));
}

TEST(BaseCommands, emergency_stop_shuts_the_printer_down_and_says_so) {
    OfflinePrinter printer;

    printer.run("M112");

    EXPECT_EQ(printer.printer().state(), printer::State::shut_down);
    const auto failure = printer.failure("STATUS");
    EXPECT_TRUE(failure.starts_with("Shutdown due to M112 command\n")) << failure;
    EXPECT_TRUE(failure.ends_with("\nKlipper state: Not ready")) << failure;
    EXPECT_FALSE(printer.failure("G28").empty());
}

TEST(BaseCommands, help_lists_extended_commands_with_their_text) {
    OfflinePrinter printer;

    printer.run("HELP");

    const auto said = printer.said();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("// STATUS    : Report the printer status"), std::string::npos);
    EXPECT_EQ(said[0].find("// G1 "), std::string::npos);
}

TEST(BaseCommands, after_a_shutdown_help_lists_what_still_works) {
    OfflinePrinter printer;
    printer.run("M112");
    printer.said();

    printer.run("HELP");

    const auto said = printer.said();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_TRUE(said[0].starts_with("// Printer is not ready - not all commands available."));
    EXPECT_EQ(said[0].find("TURN_OFF_HEATERS"), std::string::npos);
}

TEST(BaseCommands, echo_repeats_the_line) {
    OfflinePrinter printer;

    printer.run("ECHO hello  World=1");

    EXPECT_EQ(printer.said(), (Said{"// ECHO hello  World=1"}));
}

TEST(BaseCommands, line_numbers_may_be_set_and_identity_asked) {
    OfflinePrinter printer;

    printer.run("M110 N7\nM115");

    const auto said = printer.said();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_TRUE(said[0].starts_with("// FIRMWARE_NAME:Escapement FIRMWARE_VERSION:"));
}

TEST(BaseCommands, the_status_object_holds_all_commands) {
    OfflinePrinter printer;

    const auto commands = printer.status("gcode", "commands");

    EXPECT_NE(commands.find("\"TURN_OFF_HEATERS\": {\"help\": \"Turn off all heaters\"}"),
              std::string::npos)
        << commands;
}

}  // namespace
}  // namespace escapement::modules
