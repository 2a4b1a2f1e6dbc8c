// The judge of prints: content with whatever is right, and with nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>

#include "printing.hpp"

namespace escapement::app {
namespace {

void expect_right(const std::string& gcode, std::size_t lines) {
    const auto outcome = print(small_file(gcode));

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.unjudged_from, "");
    EXPECT_EQ(outcome.report.path_lines, lines);
    EXPECT_EQ(outcome.report.path_lines_done, lines);
}

TEST(Judge, follows_homing_of_single_axes) {
    expect_right("G28 X\nG1 X50 F6000\nG28 Y0\nG1 Y40 X60\nG28 Z\nG1 Z3\n", 3);
    expect_right("G28 X Y\nG1 X50.003 Y60.004 F6000\n", 1);
    expect_right("G28 Z\n", 0);
}

TEST(Judge, follows_homing_again_and_again) {
    expect_right(
        "G28\nG1 X50 Y60.123 F9000\nG1 X20\nG28 X\nG1 X10 Y10\nG28\nG28\nG1 X20 Y20\n"
        "M84\nG28\nG1 X20\n",
        5);
}

TEST(Judge, follows_saved_states_and_offsets) {
    expect_right(
        "G28\nG1 X50 Y50 F6000\nSAVE_GCODE_STATE NAME=a\nG91\nG1 X50 Z2\n"
        "RESTORE_GCODE_STATE NAME=a MOVE=1\nG1 X60\n",
        4);
    expect_right(
        "G28\nG1 X50 Y50 Z5 F6000\nSET_GCODE_OFFSET Z=0.3 MOVE=1\nG1 X60\n"
        "SET_GCODE_OFFSET X_ADJUST=2 Y=-3\nG1 X60 Y60\nG28 Y\nG1 Y100\n",
        5);
}

void expect_right_with(const std::string& sections, const std::string& gcode, std::size_t lines) {
    const auto config = example_printer_with(sections);
    const auto outcome = print_with(config, *make_blueprint(config), small_file(gcode));

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.unjudged_from, "");
    EXPECT_EQ(outcome.report.path_lines, lines);
    EXPECT_EQ(outcome.report.path_lines_done, lines);
}

TEST(Judge, follows_the_lines_of_macros_as_they_run) {
    expect_right_with(
        "[gcode_macro SWAY]\ngcode:\n  {% for i in range(500) %}\n"
        "  G1 X{100 + i % 7 * 3} Y{100 + i % 5 * 4} F9000\n  {% endfor %}\n"
        "[gcode_macro TWICE]\ngcode:\n  SWAY\n  G1 X50\n  SWAY\n",
        "G28\nTWICE\nG1 Y30\n",
        1002);
}

TEST(Judge, follows_a_print_that_is_paused_and_goes_on_where_it_was) {
    expect_right_with("[pause_resume]\n[gcode_macro PARK]\ngcode:\n  PAUSE\n  G1 X10 Y10\n",
                      "G28\nG1 X50 Y50 F6000\nPARK\nG1 X60\n",
                      4);
}

TEST(SimulatedPrint, goes_on_behind_errors_that_the_policy_bears) {
    const auto config = example_printer_with("[error_policy]\nmove_out_of_range: warn\n");
    const auto outcome =
        print_with(config, *make_blueprint(config), small_file("G28\nG1 X999 F6000\nG1 X50\n"));

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.path_lines_done, 1u);
}

TEST(SimulatedPrint, fails_with_what_has_ended_a_file_of_the_card) {
    const auto bad = small_file("G28\nG1 X999 F6000\nG1 X50\n");
    const auto config = example_printer_with(
        "[virtual_sdcard]\npath: /nowhere\non_error_gcode: CANCEL_PRINT\n[pause_resume]\n");
    const auto outcome = print_with(config, *make_blueprint(config), bad);

    EXPECT_NE(outcome.failure.find("print_test.gcode:2: Move out of range"), std::string::npos)
        << outcome.failure;
}

TEST(Judge, knows_that_nothing_comes_behind_a_cancelled_print) {
    const auto config = example_printer_with("[pause_resume]\n");
    const auto outcome = print_with(
        config, *make_blueprint(config), small_file("G28\nG1 X50 F6000\nCANCEL_PRINT\nG1 X60\n"));

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.path_lines_done, 1u);
}

TEST(Judge, is_content_with_files_that_do_not_home) {
    expect_right("", 0);
    expect_right("M114\nM105\nM119\nQUERY_ENDSTOPS\nG1 F600\n", 0);
    expect_right("M104 S60\nTEMPERATURE_WAIT SENSOR=extruder MINIMUM=40\n", 0);
}

TEST(Judge, counts_filament_that_is_pushed_before_homing) {
    const auto outcome = print(small_file("M109 S200\nM83\nG1 E5 F300\nM221 S50\nG1 E4\nG28\n"));

    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_NEAR(outcome.report.filament_pins_mm, 7, outcome.report.extruder_step_mm);
}

TEST(Judge, follows_moves_shorter_than_a_step) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> apart(-0.03, 0.03);
    std::string gcode = "G28\nG1 X100 Y100 F6000\nG91\n";
    for (int i = 0; i < 300; ++i)
        gcode +=
            "G1 X" + std::to_string(apart(random)) + " Y" + std::to_string(apart(random)) + "\n";

    expect_right(gcode + "G90\nG1 X150\n", 302);
}

TEST(Judge, leaves_refusals_to_the_printer) {
    const auto outcome = print(small_file("G1 X50\nG28\n"));

    EXPECT_NE(outcome.failure.find("print_test.gcode:1: Must home axis first"), std::string::npos)
        << outcome.failure;
}

TEST(Judge, says_from_where_on_it_cannot_follow) {
    const auto outcome =
        print(small_file("G28\nG1 X50 Y50 F6000\nG2 X60 Y60 I5\nG1 X100\nG28\nG1 X5\n"));

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_NE(outcome.report.unjudged_from.find("print_test.gcode:3 (G2)"), std::string::npos);
    EXPECT_EQ(outcome.report.path_lines_done, 1u);
}

TEST(Judge, knows_commands_whose_names_macros_have_taken) {
    expect_right_with(
        "[gcode_macro G1]\nrename_existing: G1.1\ngcode:\n  G1.1 {rawparams}\n"
        "[gcode_macro G28]\nrename_existing: G28.6245197\ngcode:\n  G28.6245197 {rawparams}\n",
        "G28\nG1 X50 F6000\nG28 X\nG1 X60\n",
        2);
}

TEST(SimulatedPrinter, leaves_the_configuration_as_it_is) {
    const auto config = example_printer_with("[gcode_macro KEEP]\ngcode:\n  SAVE_CONFIG\n");
    std::ifstream before(config.file());
    const std::string text{std::istreambuf_iterator<char>(before), {}};

    const auto outcome =
        print_with(config,
                   *make_blueprint(config),
                   small_file("PID_CALIBRATE HEATER=extruder TARGET=100\nSAVE_CONFIG\n"));

    EXPECT_NE(outcome.failure.find("SAVE_CONFIG: the printer is simulated, and "),
              std::string::npos)
        << outcome.failure;
    std::ifstream after(config.file());
    EXPECT_EQ((std::string{std::istreambuf_iterator<char>(after), {}}), text);
}

TEST(Judge, measures_acceleration_without_the_stops_of_homing) {
    const auto outcome = print(small_file("G28\nG1 X50 Y60 F9000\nG1 X150 Y80\nG28 X\n"));

    EXPECT_NEAR(outcome.report.peak_speed, 150, 2);
    EXPECT_NEAR(outcome.report.peak_acceleration, 4000, 150);
}

TEST(Judge, notices_a_motor_whose_steps_have_another_length) {
    auto machine = *make_blueprint(example_printer());
    machine.motors[0].step_distance *= 1.001;

    const auto outcome = print_on(machine, small_file("G28\nG1 X50 Y60 F9000\n"));

    EXPECT_GT(outcome.report.excess_mm, 0.01);
    EXPECT_GT(outcome.report.short_of_end_mm, 0.05);
    EXPECT_GE(outcome.report.complaints().size(), 2u);
}

TEST(Judge, notices_an_endstop_in_another_place) {
    auto machine = *make_blueprint(example_printer());
    machine.endstops[0].position -= 0.5;

    const auto outcome = print_on(machine, small_file("G28 X\nG1 X50 F6000\n"));

    EXPECT_NEAR(outcome.report.homing_offset_mm[0], -0.5, 0.0125);
    EXPECT_EQ(outcome.report.complaints().size(), 1u) << outcome.report.text();
}

TEST(Judge, notices_filament_of_another_length) {
    auto machine = *make_blueprint(example_printer());
    for (auto& motor : machine.motors)
        if (motor.name == "extruder") motor.step_distance *= 1.001;

    const auto outcome =
        print_on(machine, small_file("M109 S200\nG28\nG1 X50 F6000\nG1 X150 E15 F3000\n"));

    ASSERT_EQ(outcome.report.complaints().size(), 1u) << outcome.report.text();
    EXPECT_NE(outcome.report.complaints()[0].find("mm of filament were pushed instead of 15.0000"),
              std::string::npos);
}

// Prints on the example printer while what the judge sees of the pins is tampered with.
class FaultyPins final : public sim::StepObserver {
  public:
    void stepped(base::Seconds at, const sim::Pose& pose) override {
        judge_->stepped(at, {pose.x + fault_.x, pose.y + fault_.y, pose.z + fault_.z, pose.e});
    }
    PrintReport print(std::initializer_list<std::string> before, const std::string& last) {
        world_.machine().observe(this);
        session_.add_board({.name = "mcu", .serial = {}, .baud = 0, .restart = {}});
        session_.run([&]() -> runtime::Task<> {
            judge_.emplace(world_, session_.host());
            for (const auto& line : before) co_await run(line);
            fault_ = wanted;
            co_await run(last);
            judge_->finish();
        });
        PrintReport report;
        judge_->add_to(report);
        return report;
    }

    sim::Pose wanted;  // how the pins are off while the last line is printed

  private:
    runtime::Task<> run(std::string text) {
        const auto line = gcode::parse_line(text);
        if (auto task = session_.host().printer().gcode().run(line)) co_await *task;
        co_await session_.host().toolhead().wait_moves();
    }

    config::Document config_ = example_printer();
    sim::World world_{*make_blueprint(config_)};
    SimWiring wiring_{world_};
    Journal journal_;
    Session session_{{.outside = world_,
                      .config = config_,
                      .wiring = wiring_,
                      .journal = journal_,
                      .manner = {}}};
    std::optional<PrintJudge> judge_;
    sim::Pose fault_;
};

TEST(Judge, is_content_with_pins_that_are_not_tampered_with) {
    FaultyPins pins;

    const auto report = pins.print({"G28", "G1 X50 Y50 F6000"}, "G1 X60");

    EXPECT_TRUE(report.complaints().empty()) << report.text();
}

TEST(Judge, notices_two_microsteps) {
    FaultyPins pins;
    pins.wanted = {.y = 2 * 0.0125};

    const auto report = pins.print({"G28", "G1 X50 Y50 F6000"}, "G1 X60");

    EXPECT_GT(report.excess_mm, 0.005);
    EXPECT_GT(report.short_of_end_mm, 0.02);
}

TEST(Judge, notices_a_single_missing_step) {
    FaultyPins pins;
    pins.wanted = {.x = -0.0125 / 2, .y = -0.0125 / 2};  // of the motor of x + y

    const auto report = pins.print({"G28", "G1 X50 Y50 F6000"}, "G1 X60");

    EXPECT_FALSE(report.complaints().empty());
    EXPECT_NEAR(report.short_of_end_mm, 0.0088, 0.0001);
}

}  // namespace
}  // namespace escapement::app
