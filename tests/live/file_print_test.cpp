// Printing files live: pauses in the middle of a wait, and going on afterwards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printing_stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

TEST(FilePrint, prints_a_file_that_the_terminal_chose) {
    PrintingStage stage;
    stage.write("G28\nG1 X50 Y40 F6000\nG1 X60\nECHO last line\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 1.0);
        EXPECT_EQ(PrintingStage::stats(session).state, "printing");
        co_await stage.finish_file(session);

        EXPECT_EQ(PrintingStage::stats(session).state, "complete");
        EXPECT_DOUBLE_EQ(session.host().toolhead().position()[0].value, 60.0);
        EXPECT_GT(PrintingStage::stats(session).total_duration, 1.0);
    });

    EXPECT_TRUE(stage.said("// ECHO last line\n")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("Done printing file\n"));
}

TEST(FilePrint, a_pause_while_heating_takes_effect_at_once_and_loses_no_heat) {
    PrintingStage stage;
    stage.write("M109 S150\nECHO warm\nG1 X50 F6000\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "G28", 1.0);
        co_await stage.finish_lines(session);
        co_await stage.type_and_wait(session, PrintingStage::print_it, 5.0);
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 150.0);
        co_await stage.type_and_wait(session, "PAUSE", 0.05);
        EXPECT_TRUE(PrintingStage::is_idle(session));
        EXPECT_EQ(PrintingStage::stats(session).state, "paused");
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 150.0);

        co_await stage.type_and_wait(session, "TURN_OFF_HEATERS\nG1 X20 F6000", 60.0);
        EXPECT_FALSE(stage.said("// ECHO warm"));
        co_await stage.type_and_wait(session, "RESUME", 0.05);
        EXPECT_EQ(PrintingStage::stats(session).state, "printing");
        co_await stage.finish_file(session);

        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 150.0);
        const auto status = session.host().printer().status("extruder");
        EXPECT_NEAR(*status.find("temperature")->as<double>(), 150.0, 5.0);
        EXPECT_DOUBLE_EQ(session.host().toolhead().position()[0].value, 50.0);
    });

    EXPECT_TRUE(stage.said("// ECHO warm\n")) << stage.terminal.answers;
}

TEST(FilePrint, a_pause_in_the_middle_of_a_dwell_leaves_the_rest_for_later) {
    PrintingStage stage;
    stage.write("G4 P60000\nECHO rested\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 40.0);
        co_await stage.type_and_wait(session, "PAUSE", 0.05);
        EXPECT_TRUE(PrintingStage::is_idle(session));
        co_await stage.wait(session, 100.0);
        EXPECT_FALSE(stage.said("// ECHO rested"));
        const auto resumed = session.host().executor().now();
        co_await stage.type_and_wait(session, "RESUME", 0.05);
        co_await stage.finish_file(session);

        const base::Seconds rest = session.host().executor().now() - resumed;
        EXPECT_GT(rest.count(), 18.0);
        EXPECT_LT(rest.count(), 22.0);
    });

    EXPECT_TRUE(stage.said("// ECHO rested\n"));
}

TEST(FilePrint, a_pause_in_the_middle_of_a_macro_leaves_its_other_lines_for_later) {
    PrintingStage stage(
        "[gcode_macro LOOP]\ngcode:\n  {% for i in range(20) %}\n    G4 P500\n    M118 round\n"
        "  {% endfor %}\n[respond]\n");
    stage.write("LOOP\n");
    const auto rounds = [&] {
        int count = 0;
        for (std::size_t at = 0;
             (at = stage.terminal.answers.find("echo: round\n", at)) != std::string::npos;
             ++at)
            ++count;
        return count;
    };

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 5.0);
        co_await stage.type_and_wait(session, "PAUSE", 0.05);
        EXPECT_TRUE(PrintingStage::is_idle(session));
        const int before = rounds();
        EXPECT_GT(before, 3);
        EXPECT_LT(before, 16);
        co_await stage.wait(session, 60.0);
        EXPECT_EQ(rounds(), before);
        co_await stage.type_and_wait(session, "RESUME", 0.05);
        co_await stage.finish_file(session);
        EXPECT_EQ(rounds(), 20);
    });
}

TEST(FilePrint, a_paused_wait_is_ended_by_another_file) {
    PrintingStage stage;
    stage.write("M109 S200\nECHO never\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 5.0);
        co_await stage.type_and_wait(session, "PAUSE", 0.05);
        stage.folder.write("other.gcode", "ECHO other\n");
        co_await stage.type_and_wait(session, "SDCARD_PRINT_FILE FILENAME=other.gcode", 0.5);

        EXPECT_EQ(PrintingStage::stats(session).state, "complete");
        EXPECT_TRUE(PrintingStage::is_idle(session));
    });

    EXPECT_TRUE(stage.said("// ECHO other\n")) << stage.terminal.answers;
    EXPECT_FALSE(stage.said("// ECHO never"));
}

TEST(FilePrint, the_terminal_gets_its_turn_between_lines) {
    PrintingStage stage;
    std::string many = "G28\n";
    for (int i = 0; i < 500; ++i) many += "G1 X" + std::to_string(20 + i % 50) + " F600\n";
    stage.write(many);

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 30.0);
        co_await stage.type_and_wait(session, "ECHO in between", 0.05);
        EXPECT_TRUE(stage.said("// ECHO in between\nok\n"));
        EXPECT_TRUE(PrintingStage::card(session).is_active());
        co_await stage.type_and_wait(session, "CANCEL_PRINT", 0.05);
    });
}

TEST(FilePrint, a_shutdown_ends_the_print_with_its_reason) {
    PrintingStage stage;
    stage.write("M109 S200\nECHO never\n");
    std::string state, message;
    stage.work = [&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 5.0);
        co_await stage.type_and_wait(session, "M112", 0.05);
        state = PrintingStage::stats(session).state;
        message = PrintingStage::stats(session).message;
    };

    stage.run(100.0);

    EXPECT_EQ(state, "error");
    EXPECT_EQ(message, "Shutdown due to M112 command");
    EXPECT_FALSE(stage.said("// ECHO never"));
}

}  // namespace
}  // namespace escapement::app
