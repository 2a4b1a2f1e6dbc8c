// The whole machine: a sliced file printed by the host on simulated boards, judged at the pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <future>

#include "printing.hpp"

namespace escapement::app {
namespace {

TEST(Print, leaves_no_measurements_behind) {
    const auto config = example_printer_with(
        "[adxl345]\ncs_pin: PA4\n[resonance_tester]\naccel_chip: adxl345\n"
        "probe_points: 100, 100, 20\n");
    const std::string path = "/tmp/resonances_x_simulated_print.csv";
    std::ofstream(path) << "of a real printer\n";

    const auto printed = print_with(config,
                                    *make_blueprint(config),
                                    small_file("G28\nTEST_RESONANCES AXIS=X OUTPUT=resonances "
                                               "NAME=simulated_print FREQ_START=50 FREQ_END=52\n"));

    EXPECT_EQ(printed.failure, "");
    std::ifstream file(path);
    std::string line;
    EXPECT_TRUE(std::getline(file, line));
    EXPECT_EQ(line, "of a real printer");
    std::filesystem::remove(path);
}

TEST(Print, goes_by_a_second_board_as_well) {
    const auto config = example_printer_with(
        "[mcu tool]\nserial: /dev/ttyTool\n[mcu idle]\ncanbus_uuid: 112233445566\n"
        "[fan_generic blower]\npin: tool:PA1\n"
        "[manual_stepper feeder]\nstep_pin: tool:PA2\ndir_pin: tool:PA3\nrotation_distance: 40\n"
        "microsteps: 16\n");

    const auto printed = print_with(
        config,
        *make_blueprint(config),
        small_file("G28\nSET_FAN_SPEED FAN=blower SPEED=0.5\nMANUAL_STEPPER STEPPER=feeder MOVE=5\n"
                   "G1 X50 Y50 F6000\nSET_FAN_SPEED FAN=blower SPEED=0\n"));

    EXPECT_EQ(printed.failure, "");
    EXPECT_EQ(printed.report.complaints(), std::vector<std::string>{});
}

TEST(Print, the_example_comes_out_right_and_twice_alike) {
    // At the same time, so that the thread sanitizer sees what two printers would share.
    const auto print_it = [] { return print(examples + "escape_wheel.gcode"); };
    auto beside = std::async(std::launch::async, print_it);
    const auto first = print_it();
    const auto second = beside.get();

    EXPECT_EQ(first.failure, "");
    EXPECT_TRUE(first.report.complaints().empty()) << first.report.text();
    EXPECT_EQ(first.report.fingerprint, second.report.fingerprint);
    EXPECT_GT(first.report.layers, 15u);
    EXPECT_GT(first.report.heaters[0].peak_celsius, 200.0);
    EXPECT_LT(first.report.heaters[0].peak_celsius, 215.0);
    EXPECT_EQ(first.report.path_lines_done, first.report.path_lines);
    EXPECT_NEAR(first.report.peak_acceleration, 4000, 200);  // max_accel
}

TEST(Print, stops_at_an_error_and_leaves_nothing_on) {
    const auto outcome = print(small_file("G28\nM104 S200\nG1 X50 Y50 F6000\nG1 X900\n"));

    EXPECT_NE(outcome.failure.find("print_test.gcode:4: Move out of range"), std::string::npos)
        << outcome.failure;
    EXPECT_TRUE(outcome.report.left_on.empty());
}

TEST(Print, an_emergency_stop_switches_everything_off_at_once) {
    const auto outcome = print(small_file("G28\nM104 S200\nG4 P3000\nM112\nG1 X50\n"));

    EXPECT_NE(outcome.failure.find("M112"), std::string::npos) << outcome.failure;
    EXPECT_TRUE(outcome.failure.ends_with("print_test.gcode:4")) << outcome.failure;
    EXPECT_NE(outcome.report.shutdown_reason, "");
    for (const auto& name : outcome.report.left_on) EXPECT_NE(name, "extruder");
}

TEST(Print, a_temperature_that_never_comes_ends_it) {
    const auto outcome = print(small_file("M190 S10\n"));  // it is warmer than that

    EXPECT_NE(outcome.failure.find("print_test.gcode:1: waited an hour for a temperature"),
              std::string::npos)
        << outcome.failure;
}

TEST(Print, cold_extrusion_is_refused) {
    const auto outcome = print(small_file("G28\nG1 X50 Y50 E5 F600\n"));

    EXPECT_NE(outcome.failure.find("Extrude below minimum temp"), std::string::npos)
        << outcome.failure;
}

TEST(Print, moving_before_homing_is_refused) {
    const auto outcome = print(small_file("M84\nG28\nM84\nG1 X50 Y50 F6000\n"));

    EXPECT_NE(outcome.failure.find("Must home axis first"), std::string::npos) << outcome.failure;
}

}  // namespace
}  // namespace escapement::app
