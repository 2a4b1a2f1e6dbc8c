// What users of a live printer meet, from connecting to every way of ending.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>

#include "stage.hpp"

namespace escapement::app {
namespace {

TEST(LivePrinter, gets_ready_answers_lines_in_turn_and_switches_off_at_the_end) {
    Stage stage;
    stage.type(3.0, "STATUS");
    stage.type(3.1, "M105");
    stage.type(3.2, "M104 S150\nM140 S50\nG4 P500\nM400\nECHO over");
    double celsius_set = 0.0;
    stage.outside.at(20.0, [&] { celsius_set = stage.world.machine().heater_duty(0); });

    const auto result = stage.run(21.0);

    EXPECT_TRUE(result.interrupted);
    EXPECT_TRUE(stage.said("// Klipper state: Ready\nok\n")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("ok B:2")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("ok\nok\nok\nok\n// ECHO over\nok\n")) << stage.terminal.answers;
    EXPECT_GT(celsius_set, 0.0);
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
    EXPECT_EQ(stage.world.shutdown_reason(), "");
}

TEST(LivePrinter, refuses_most_commands_until_it_is_ready) {
    Stage stage;
    stage.wiring.plugged_in = false;
    stage.type(1.0, "G28");
    stage.type(1.1, "M105");
    stage.outside.at(30.0, [&] { stage.wiring.plugged_in = true; });
    stage.type(40.0, "STATUS");

    stage.run(41.0);

    EXPECT_TRUE(stage.said("!! Printer is not ready\nok\n")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// mcu 'mcu': not connected yet: [mcu] serial: /dev/ttyMCU"));
    EXPECT_TRUE(stage.said("ok T:0\n"));
    EXPECT_TRUE(stage.said("// Klipper state: Ready\nok\n"));
    EXPECT_TRUE(stage.noted("not connected yet: [mcu] serial: /dev/ttyMCU: no such device"));
}

TEST(LivePrinter, an_emergency_stop_overtakes_everything_and_ends_what_waits) {
    Stage stage;
    stage.type(3.0, "M109 S200\nECHO never\nN12 M112\nECHO after");
    stage.outside.at(3.5, [&] {
        EXPECT_TRUE(stage.said("// Klipper state: Shutdown"));
        EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
    });
    stage.type(4.0, "STATUS");

    stage.run(5.0);

    EXPECT_TRUE(stage.said("!! Shutdown due to M112 command")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// ECHO after\nok"));
    EXPECT_EQ(stage.world.shutdown_reason(), "mcu: Command request");
}

TEST(LivePrinter, restart_takes_a_board_over_as_it_is_and_reads_the_configuration_anew) {
    Stage stage;
    stage.type(3.0, "SET_KINEMATIC_POSITION X=50");
    stage.type(3.5, "RESTART");
    stage.outside.at(3.6, [&] { stage.config += "[force_move]\nenable_force_move: True\n"; });
    stage.type(10.0, "SET_KINEMATIC_POSITION X=50 Y=50 Z=5\nM114");

    stage.run(12.0);

    EXPECT_TRUE(stage.said("// Unknown command:\"SET_KINEMATIC_POSITION\""))
        << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// Klipper state: Disconnect\n// Klipper state: Ready"));
    EXPECT_TRUE(stage.said("X:50.000 Y:50.000 Z:5.000")) << stage.terminal.answers;
    EXPECT_FALSE(stage.noted("Restarted MCU")) << stage.notes;
}

TEST(LivePrinter, restart_switches_heaters_off_first) {
    Stage stage;
    stage.type(3.0, "M104 S150\nM140 S50\nM106 S255");
    stage.type(20.0, "RESTART");
    std::vector<std::string> before{"nothing"}, after{"nothing"};
    stage.outside.at(19.0, [&] { before = stage.heaters_and_motors_on(); });
    stage.outside.at(26.0, [&] { after = stage.heaters_and_motors_on(); });

    stage.run(27.0);

    EXPECT_NE(before, std::vector<std::string>{});
    EXPECT_EQ(after, std::vector<std::string>{});
}

TEST(LivePrinter, firmware_restart_helps_after_a_shutdown) {
    Stage stage;
    stage.type(3.0, "M112");
    stage.type(4.0, "FIRMWARE_RESTART");
    stage.type(10.0, "STATUS\nG28");

    stage.run(40.0);

    EXPECT_TRUE(stage.noted("Restarted MCU 'mcu'")) << stage.notes;
    EXPECT_TRUE(stage.said("// Klipper state: Ready\nok\nok\n")) << stage.terminal.answers;
    EXPECT_EQ(stage.world.shutdown_reason(), "");
}

TEST(LivePrinter, a_board_that_is_configured_otherwise_is_restarted_by_itself) {
    Stage stage;
    stage.type(3.0, "RESTART");
    stage.outside.at(3.1, [&] { stage.config += "[fan]\nmax_power: 0.5\ncycle_time: 0.02\n"; });
    stage.type(12.0, "STATUS");

    stage.run(13.0);

    EXPECT_TRUE(stage.noted("MCU 'mcu' CRC does not match config")) << stage.notes;
    EXPECT_TRUE(stage.noted("Restarted MCU 'mcu'"));
    EXPECT_TRUE(stage.said("// Klipper state: Ready\nok\n")) << stage.terminal.answers;
}

TEST(LivePrinter, a_wrong_configuration_can_be_corrected_and_restarted) {
    Stage stage("[heater_generic chamber]\nheater_pin: PA99\n");
    stage.type(5.0, "G28\nSTATUS");
    stage.outside.at(6.0, [&] { stage.config = Stage::example() + "[nonsense\n"; });
    stage.type(7.0, "RESTART");
    stage.type(12.0, "STATUS");
    stage.outside.at(13.0, [&] { stage.config = Stage::example(); });
    stage.type(14.0, "FIRMWARE_RESTART");
    stage.type(20.0, "STATUS");

    stage.run(21.0);

    EXPECT_TRUE(stage.said("use the \"RESTART\"")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("Printer is halted"));
    EXPECT_TRUE(stage.said("[nonsense"));
    EXPECT_TRUE(stage.said("// Klipper state: Ready\nok\n"));
}

TEST(LivePrinter, a_pulled_cable_stops_everything_and_firmware_restart_brings_it_back) {
    Stage stage;
    stage.type(3.0, "M109 S200");
    stage.outside.at(5.0, [&] { stage.wiring.plugged_in = false; });
    stage.type(6.0, "STATUS");
    stage.outside.at(20.0, [&] { stage.wiring.plugged_in = true; });
    stage.type(21.0, "FIRMWARE_RESTART");
    stage.type(30.0, "STATUS");

    stage.run(31.0);

    EXPECT_TRUE(stage.said("!! Lost communication with MCU 'mcu': unplugged or switched off"))
        << stage.terminal.answers;
    EXPECT_TRUE(stage.said("seconds before:"));
    EXPECT_TRUE(stage.said("// Klipper state: Ready\nok\n")) << stage.notes;
    EXPECT_EQ(stage.world.shutdown_reason(), "");
}

TEST(LivePrinter, a_mistake_of_this_program_stops_the_printer_and_is_named) {
    Stage stage;
    stage.type(3.0, "M104 S200");
    stage.outside.at(10.0, [] { throw std::logic_error("two and two make five"); });
    stage.type(11.0, "STATUS");

    stage.run(12.0);

    EXPECT_TRUE(stage.said("!! Internal error: two and two make five")) << stage.terminal.answers;
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
    EXPECT_EQ(stage.world.shutdown_reason(), "mcu: Command request");
}

TEST(LivePrinter, a_computer_that_was_too_slow_is_named_as_the_cause) {
    Stage stage("[force_move]\nenable_force_move: True\n");
    stage.type(3.0, "SET_KINEMATIC_POSITION X=50 Y=50 Z=5\nG1 X220 F600");
    stage.outside.at(10.0, [&] { stage.wiring.stall(base::Seconds{2.0}); });
    stage.type(15.0, "STATUS");

    stage.run(16.0);

    EXPECT_TRUE(stage.said("!! MCU 'mcu' shutdown: ")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// This computer was ")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said(" ms late with its work"));
}

TEST(LivePrinter, gives_up_a_board_that_cannot_be_reached) {
    Stage stage;
    stage.wiring.plugged_in = false;
    stage.type(95.0, "STATUS");

    const auto result = stage.run(96.0);

    EXPECT_TRUE(stage.said("!! mcu 'mcu': Unable to connect")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("use the \"FIRMWARE_RESTART\""));
    EXPECT_GT(stage.wiring.opened, 80);
    EXPECT_TRUE(result.interrupted);
}

TEST(LivePrinter, every_moment_at_which_the_device_vanishes_ends_in_words) {
    for (int i = 0; i < 40; ++i) {
        const double moment = 0.0004 * i * i;  // up to 0.6 s: identifying, clock, configuring
        Stage stage;
        stage.patience = base::Seconds{2.0};
        stage.outside.at(moment, [&] { stage.wiring.plugged_in = false; });
        stage.type(9.0, "STATUS");

        stage.run(10.0);

        EXPECT_TRUE(stage.said("!! mcu 'mcu': Unable to connect") ||
                    stage.said("!! Lost communication with MCU 'mcu'"))
            << moment << "\n"
            << stage.terminal.answers;
        EXPECT_TRUE(stage.said("// Klipper state: Not ready"));
    }
}

TEST(LivePrinter, ctrl_c_waits_for_what_ends_soon_but_not_for_what_does_not) {
    Stage calm("[force_move]\nenable_force_move: True\n");
    calm.type(3.0, "SET_KINEMATIC_POSITION X=50 Y=50 Z=5\nG1 X60 F3000");
    calm.run(3.3);
    EXPECT_EQ(calm.world.shutdown_reason(), "");
    EXPECT_EQ(calm.heaters_and_motors_on(), std::vector<std::string>{});

    Stage busy;
    busy.type(3.0, "G4 P60000");
    busy.run(4.0);
    EXPECT_EQ(busy.world.shutdown_reason(), "mcu: Command request");

    Stage again;
    again.type(3.0, "M112");
    again.run(4.0);
    EXPECT_TRUE(again.said("Shutdown"));
}

TEST(LivePrinter, a_board_that_an_earlier_run_stopped_is_restarted_by_itself) {
    Stage stage;
    stage.type(3.0, "M112");
    stage.type(4.0, "RESTART");
    stage.type(12.0, "STATUS");

    stage.run(13.0);

    EXPECT_TRUE(stage.noted("Previous MCU 'mcu' shutdown: Command request")) << stage.notes;
    EXPECT_TRUE(stage.said("// Klipper state: Ready\nok\n")) << stage.terminal.answers;
}

TEST(LivePrinter, a_file_is_printed_and_then_all_is_off) {
    Stage stage;
    int lines = 0;
    stage.work = [&](Session& session) -> runtime::Task<> {
        auto& gcode = session.host().printer().gcode();
        co_await gcode.run_script("M104 S60\nG28\nG1 X100 F6000\nM400\n");
        ++lines;
    };

    const auto result = stage.run(600.0);

    EXPECT_EQ(result.failure, "");
    EXPECT_FALSE(result.interrupted);
    EXPECT_EQ(lines, 1);
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
}

TEST(LivePrinter, work_that_fails_ends_with_its_reason_and_all_is_off) {
    Stage stage;
    stage.work = [&](Session& session) -> runtime::Task<> {
        co_await session.host().printer().gcode().run_script("M104 S60\nG1 X9999\n");
    };

    const auto result = stage.run(600.0);

    EXPECT_NE(result.failure.find("Must home axis first"), std::string::npos) << result.failure;
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
}

TEST(LivePrinter, writes_numbers_into_its_log_every_second) {
    Stage stage;

    stage.run(8.0);

    EXPECT_NE(stage.log.find("Loaded MCU 'mcu' "), std::string::npos);
    EXPECT_NE(stage.log.find("Stats 5."), std::string::npos) << stage.log;
    for (const char* part : {"gcodein=0 mcu: mcu_awake=",
                             " bytes_retransmit=0 ",
                             " freq=",
                             " extruder: target=0 temp=2",
                             " sysload=",
                             " print_time="})
        EXPECT_NE(stage.log.find(part), std::string::npos) << part;
    EXPECT_EQ(stage.notes.find("Stats"), std::string::npos);
}

}  // namespace
}  // namespace escapement::app
