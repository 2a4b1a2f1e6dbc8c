// Extruders: their options, and which of them is pushed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/extruder.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string second_extruder = R"(
[extruder1]
step_pin: PC0
dir_pin: PC1
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

std::int64_t steps(OfflinePrinter& printer, const char* name) {
    printer.sent("");
    return printer.printer().modules().find<Extruder>(name)->stepper()->mcu_position();
}

TEST(Extruder, pushes_as_much_as_was_asked) {
    OfflinePrinter printer;

    printer.run("G28\nM83\nG1 X20 E0.67 F6000\nG1 E-0.335");

    // 3200 steps for 33.5 mm.
    EXPECT_EQ(steps(printer, "extruder"), 32);
}

TEST(Extruder, has_limits_that_follow_from_the_machine_and_the_nozzle) {
    OfflinePrinter printer;
    printer.run("G28\nM83");

    EXPECT_EQ(printer.failure("G1 E51"),
              "Extrude only move too long (51.000mm vs 50.000mm)\n"
              "See the 'max_extrude_only_distance' config option for details");
    EXPECT_TRUE(printer.failure("G1 X10 E10")
                    .starts_with("Move exceeds maximum extrusion (2.405mm^2 vs 0.640mm^2)"));
}

TEST(Extruder, reads_pressure_advance_from_its_section) {
    OfflinePrinter none("[extruder]\npressure_advance: 0\npressure_advance_smooth_time: 0.03\n"),
        some("[extruder]\npressure_advance: 0.05\n");

    EXPECT_EQ(none.problems(), "");
    EXPECT_EQ(none.status("extruder", "smooth_time"), "0.03");
    EXPECT_EQ(some.problems(), "");
    EXPECT_EQ(some.status("extruder", "pressure_advance"), "0.05");
    EXPECT_EQ(some.status("extruder", "motion_queue"), "null");
}

TEST(Extruder, refuses_filament_thinner_than_the_nozzle) {
    OfflinePrinter printer("[extruder]\nfilament_diameter: 0.3\n");

    EXPECT_NE(printer.problems().find(
                  "[extruder] filament_diameter: must be at least nozzle_diameter 0.4 (is 0.3)"),
              std::string::npos)
        << printer.problems();
}

TEST(Extruder, can_do_without_a_motor_but_not_with_half_of_one) {
    const std::string motorless =
        "[extruder1]\nnozzle_diameter: 0.4\nfilament_diameter: 1.75\n"
        "heater_pin: PC3\nsensor_type: Generic 3950\nsensor_pin: PC4\n"
        "control: watermark\nmin_temp: 0\nmax_temp: 270\n";
    OfflinePrinter none(motorless), half(motorless + "step_pin: PC0\n");

    EXPECT_EQ(none.problems(), "");
    EXPECT_EQ(none.status("extruder1", "motion_queue"), "null");
    EXPECT_NE(half.problems().find("[extruder1] dir_pin: must be specified"), std::string::npos)
        << half.problems();
}

TEST(Extruder, gives_way_to_another) {
    OfflinePrinter printer(second_extruder);
    ASSERT_EQ(printer.problems(), "");
    printer.run("G28\nM83\nG1 X20 E0.67 F6000");

    printer.run("ACTIVATE_EXTRUDER EXTRUDER=extruder1\nG1 X40 E0.335");
    printer.run("ACTIVATE_EXTRUDER EXTRUDER=extruder1");

    EXPECT_EQ(printer.said(),
              (std::vector<std::string>{"// Activating extruder extruder1",
                                        "// Extruder extruder1 already active"}));
    EXPECT_EQ(printer.status("toolhead", "extruder"), "\"extruder1\"");
    EXPECT_EQ(steps(printer, "extruder"), 64);
    EXPECT_EQ(steps(printer, "extruder1"), 32);
}

// As Klipper does when an extruder is activated.
TEST(Extruder, begins_at_zero_and_full_flow_whenever_it_is_taken_into_use) {
    OfflinePrinter printer(second_extruder);
    ASSERT_EQ(printer.problems(), "");
    printer.run("G28\nM82\nM221 S50\nG1 X20 E0.67 F6000");

    printer.run("ACTIVATE_EXTRUDER EXTRUDER=extruder1\nG1 X40 E0.67");
    printer.run("ACTIVATE_EXTRUDER EXTRUDER=extruder\nG1 X60 E0.67");

    EXPECT_EQ(steps(printer, "extruder1"), 64);
    EXPECT_EQ(steps(printer, "extruder"), 32 + 64);
}

}  // namespace
}  // namespace escapement::modules
