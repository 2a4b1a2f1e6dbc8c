// Commands to motors that push filament.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/filament_drive.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/extruder.hpp"
#include "modules/extruder_stepper.hpp"
#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string helper = R"(
[extruder_stepper helper]
extruder: extruder
step_pin: PC0
dir_pin: PC1
rotation_distance: 67
microsteps: 16
)";
const std::string other_extruder = R"(
[extruder1]
step_pin: PC5
dir_pin: PC6
rotation_distance: 33.5
microsteps: 16
nozzle_diameter: 0.4
filament_diameter: 1.75
heater_pin: PC3
sensor_type: Generic 3950
sensor_pin: PC4
control: watermark
min_temp: 0
max_temp: 270
)";

std::int64_t steps_of(OfflinePrinter& printer, const char* name) {
    printer.sent("");
    auto& modules = printer.printer().modules();
    if (auto* extruder = modules.find<Extruder>(name)) return extruder->stepper()->mcu_position();
    return modules.find<ExtruderStepper>(name)->stepper()->mcu_position();
}

TEST(FilamentDrive, pushes_the_same_amount_whatever_is_pushed_ahead) {
    for (const char* advance : {"0", "0.01", "0.5"}) {
        OfflinePrinter printer(std::string("[extruder]\npressure_advance: ") + advance + "\n");
        ASSERT_EQ(printer.problems(), "");

        printer.run("G28\nM83\nG1 X20 E0.67 F6000\nG1 X40\nG1 X41 Y9 E0.67\nG1 E-0.335");

        EXPECT_EQ(steps_of(printer, "extruder"), 64 + 64 - 32) << advance;
    }
}

TEST(FilamentDrive, pushes_ahead_and_takes_back) {
    OfflinePrinter plain, advanced("[extruder]\npressure_advance: 0.1\n");

    for (auto* printer : {&plain, &advanced}) printer->run("G28\nM83\nG1 X100 E3.35 F6000");

    // Forward once; with pressure advance back at the end of the line.
    EXPECT_EQ(advanced.sent("set_next_step_dir").size(),
              plain.sent("set_next_step_dir").size() + 1);
}

TEST(FilamentDrive, takes_new_parameters_and_says_them) {
    OfflinePrinter printer(helper);
    ASSERT_EQ(printer.problems(), "");

    printer.run("SET_PRESSURE_ADVANCE ADVANCE=0.045");
    EXPECT_EQ(printer.said(),
              std::vector<std::string>{"// pressure_advance: 0.045000\n"
                                       "// pressure_advance_smooth_time: 0.040000"});
    printer.run("SET_PRESSURE_ADVANCE EXTRUDER=helper ADVANCE=0.1 SMOOTH_TIME=0.02");

    EXPECT_EQ(printer.status("extruder", "pressure_advance"), "0.045");
    EXPECT_EQ(printer.status("extruder", "smooth_time"), "0.04");
    EXPECT_EQ(printer.status("extruder_stepper helper", "pressure_advance"), "0.1");
    EXPECT_EQ(printer.status("extruder_stepper helper", "smooth_time"), "0.02");
}

TEST(FilamentDrive, refuses_parameters_that_make_no_sense) {
    OfflinePrinter printer(other_extruder);

    EXPECT_NE(printer.failure("SET_PRESSURE_ADVANCE ADVANCE=-1"), "");
    EXPECT_NE(printer.failure("SET_PRESSURE_ADVANCE ADVANCE=1e9"), "");
    EXPECT_NE(printer.failure("SET_PRESSURE_ADVANCE MODEL=tanh OFFSET=1e9 VELOCITY=1"), "");
    EXPECT_NE(printer.failure("SET_PRESSURE_ADVANCE SMOOTH_TIME=0.3"), "");
    EXPECT_NE(printer.failure("SET_PRESSURE_ADVANCE ADVANCE=nan"), "");
    EXPECT_NE(printer.failure("SET_PRESSURE_ADVANCE EXTRUDER=extruder7 ADVANCE=1"), "");
    EXPECT_NE(printer.failure("SYNC_EXTRUDER_MOTION EXTRUDER=extruder"), "");
    EXPECT_EQ(printer.failure("SYNC_EXTRUDER_MOTION EXTRUDER=extruder MOTION_QUEUE=fan"),
              "'fan' is not a valid extruder.");
    EXPECT_EQ(printer.failure("SET_EXTRUDER_ROTATION_DISTANCE EXTRUDER=extruder DISTANCE=0"),
              "Rotation distance can not be zero");
    EXPECT_NE(printer.failure("SET_EXTRUDER_ROTATION_DISTANCE EXTRUDER=extruder DISTANCE=1e-9"),
              "");
}

TEST(FilamentDrive, cannot_guess_the_motor_of_an_extruder_that_another_one_leads) {
    OfflinePrinter printer(other_extruder);
    printer.run("SYNC_EXTRUDER_MOTION EXTRUDER=extruder MOTION_QUEUE=extruder1");

    EXPECT_TRUE(printer.failure("SET_PRESSURE_ADVANCE ADVANCE=0.1")
                    .starts_with("Unable to infer active extruder stepper"));
    EXPECT_EQ(printer.failure("SET_PRESSURE_ADVANCE EXTRUDER=extruder ADVANCE=0.1"), "");
}

TEST(FilamentDrive, follows_whichever_extruder_it_is_told_to) {
    OfflinePrinter printer(other_extruder + helper);
    ASSERT_EQ(printer.problems(), "");
    printer.run("G28\nM83\nG1 X20 E0.67 F6000");
    EXPECT_EQ(steps_of(printer, "extruder_stepper helper"), 32);

    printer.run("SYNC_EXTRUDER_MOTION EXTRUDER=extruder1 MOTION_QUEUE=extruder\nG1 X40 E0.67");
    printer.run("SYNC_EXTRUDER_MOTION EXTRUDER=extruder MOTION_QUEUE=\nG1 X60 E0.67");

    EXPECT_EQ(printer.status("extruder1", "motion_queue"), "\"extruder\"");
    EXPECT_EQ(printer.status("extruder", "motion_queue"), "null");
    EXPECT_EQ(printer.status("extruder_stepper helper", "motion_queue"), "\"extruder\"");
    EXPECT_EQ(steps_of(printer, "extruder"), 128);
    EXPECT_EQ(steps_of(printer, "extruder1"), 128);
    EXPECT_EQ(steps_of(printer, "extruder_stepper helper"), 96);
}

TEST(FilamentDrive, turns_as_far_as_the_rotation_distance_says_and_either_way) {
    OfflinePrinter printer;
    printer.run("G28\nM83\nG1 X20 E0.67 F6000");
    EXPECT_EQ(steps_of(printer, "extruder"), 64);

    printer.run("SET_EXTRUDER_ROTATION_DISTANCE EXTRUDER=extruder DISTANCE=67\nG1 X40 E0.67");
    EXPECT_EQ(steps_of(printer, "extruder"), 64 + 32);
    printer.run("SET_EXTRUDER_ROTATION_DISTANCE EXTRUDER=extruder DISTANCE=-67\nG1 X60 E0.67");
    EXPECT_EQ(steps_of(printer, "extruder"), 64 + 32 - 32);
    printer.said();
    printer.run("SET_EXTRUDER_ROTATION_DISTANCE EXTRUDER=extruder");

    EXPECT_EQ(
        printer.said(),
        std::vector<std::string>{"// Extruder 'extruder' rotation distance set to -67.000000"});
}

TEST(FilamentDrive, pushes_ahead_along_a_curve) {
    OfflinePrinter printer(
        "[extruder]\npressure_advance_model: tanh\nlinear_advance: 0.02\n"
        "nonlinear_offset: 0.3\nlinearization_velocity: 2\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nM83\nG1 X20 E0.67 F6000\nG1 X40");
    printer.run(
        "SET_PRESSURE_ADVANCE MODEL=recipr ADVANCE=0.01 OFFSET=0.2 VELOCITY=3\nG1 X60 E0.67");
    printer.run("SET_PRESSURE_ADVANCE TIME_OFFSET=-0.01\nG1 X80 E0.67");

    EXPECT_EQ(printer.status("extruder", "pressure_advance_model"), "\"recipr\"");
    EXPECT_EQ(printer.status("extruder", "linear_advance"), "0.01");
    EXPECT_EQ(printer.status("extruder", "time_offset"), "-0.01");
    EXPECT_EQ(steps_of(printer, "extruder"), 3 * 64);
}

TEST(FilamentDrive, needs_a_speed_where_a_curve_bends) {
    OfflinePrinter lacking("[extruder]\npressure_advance_model: recipr\nnonlinear_offset: 0.3\n"),
        printer;

    EXPECT_NE(lacking.problems().find("linearization_velocity: must be above 0"), std::string::npos)
        << lacking.problems();
    EXPECT_EQ(printer.failure("SET_PRESSURE_ADVANCE MODEL=tanh OFFSET=0.1"),
              "VELOCITY must be set to a positive value when OFFSET is non-zero");
    EXPECT_NE(printer.failure("SET_PRESSURE_ADVANCE MODEL=cubic"), "");
    EXPECT_EQ(printer.status("extruder", "pressure_advance_model"), "\"linear\"");
}

}  // namespace
}  // namespace escapement::modules
