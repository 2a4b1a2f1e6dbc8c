// Machines that a configuration puts together from carriages and motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/carriage_sections.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

std::string carriage(const std::string& name,
                     const std::string& pin,
                     const std::string& more = "") {
    return "[" + name + "]\nendstop_pin: " + pin + "\nposition_endstop: 0\nposition_max: 200\n" +
           more;
}

std::string motor(const std::string& name, int pin, const std::string& carriages) {
    return "[stepper " + name + "]\nstep_pin: PA" + std::to_string(pin) + "\ndir_pin: PA" +
           std::to_string(pin + 1) +
           "\nrotation_distance: 40\nmicrosteps: 16\ncarriages: " + carriages + "\n";
}

const std::string axes = std::string(testing::bare_board) +
                         "[printer]\nkinematics: generic_cartesian\nmax_velocity: 300\n"
                         "max_accel: 3000\n" +
                         carriage("carriage x", "PB0") + carriage("carriage y", "PB1") +
                         carriage("carriage z", "PB2");
const std::string motors = motor("a", 0, "x+y") + motor("b", 2, "x-y") + motor("z", 4, "z");

std::string problems(const std::string& more, const std::string& base = axes + motors) {
    return OfflinePrinter(more, base).problems();
}

void expect_complaint(const std::string& said, const std::string& what) {
    EXPECT_NE(said.find(what), std::string::npos) << "said: " << said;
}

TEST(CarriageSections, make_a_machine) {
    OfflinePrinter printer("", axes + motors);
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nG1 X30 Y10 Z5 F6000");
    printer.sent("");
    printer.run("GET_POSITION");

    expect_complaint(printer.said().back(),
                     "stepper: stepper a:40.000000 stepper b:20.000000 stepper z:5.000000\n"
                     "// kinematic: X:30.000000 Y:10.000000 Z:5.000000");
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xyz\"");
}

TEST(CarriageSections, give_extra_carriages_endstops_of_their_own) {
    const std::string extra = "[extra_carriage z1]\nprimary_carriage: z\nendstop_pin: PB3\n";
    OfflinePrinter own(extra + motor("z1", 6, "z1"), axes + motors);
    OfflinePrinter same(
        "[extra_carriage z1]\nprimary_carriage: z\nendstop_pin: PB2\n" + motor("z1", 6, "z1"),
        axes + motors);
    ASSERT_EQ(own.problems(), "");
    ASSERT_EQ(same.problems(), "");

    own.run("M119");

    EXPECT_EQ(own.said().back(), "carriage x:open carriage y:open carriage z:open z1:open");
    EXPECT_EQ(same.sent("config_endstop").size(), 3u);
}

TEST(CarriageSections, refuse_machines_whose_axes_depend_on_each_other) {
    expect_complaint(
        problems(motor("b", 2, "2*x+2*y"), axes + motor("a", 0, "x+y") + motor("z", 4, "z")),
        "[printer] kinematics: Verify configured stepper(s) and their 'carriages' "
        "specifications");
}

TEST(CarriageSections, need_one_carriage_for_each_axis) {
    const std::string none =
        "[carriage w]\naxis: x\nendstop_pin: PB3\nposition_endstop: 0\n"
        "position_max: 200\n" +
        motor("w", 6, "w");

    expect_complaint(problems(none), "Axis 'x' is set for multiple primary carriages (x, w)");
    expect_complaint(
        problems("",
                 std::string(testing::bare_board) +
                     "[printer]\nkinematics: generic_cartesian\nmax_velocity: 300\n"
                     "max_accel: 3000\n" +
                     carriage("carriage x", "PB0") + motor("a", 0, "x")),
        "No carriage defined for axis 'y': add a section [carriage NAME] with axis: y");
    expect_complaint(problems(carriage("carriage w", "PB3") + motor("w", 6, "w")),
                     "[carriage w] axis: must be specified: x, y or z");
}

TEST(CarriageSections, refuse_names_that_lead_nowhere) {
    expect_complaint(problems(motor("c", 6, "x+yy")),
                     "[stepper c] carriages: Invalid 'yy' carriage referenced in 'x+yy'");
    expect_complaint(problems(motor("c", 6, "0*x")),
                     "'stepper c' must provide a valid 'carriages' configuration");
    expect_complaint(problems("[extra_carriage e]\nprimary_carriage: q\nendstop_pin: PB3\n"),
                     "[extra_carriage e] primary_carriage: 'q' is not a valid choice");
    expect_complaint(problems("[extra_carriage e]\nprimary_carriage: x\nendstop_pin: PB3\n"),
                     "Carriage(s) e must be referenced by some stepper(s)");
    expect_complaint(problems("[extra_carriage x]\nprimary_carriage: x\nendstop_pin: PB3\n"),
                     "Redefinition of carriage x");
}

TEST(CarriageSections, refuse_pairs_that_do_not_fit) {
    const auto dual = [](const std::string& name, const std::string& more) {
        return carriage("dual_carriage " + name, "PB3", more) + motor(name, 6, name);
    };

    EXPECT_EQ(problems(dual("u", "primary_carriage: y\n")), "")
        << "which stands alone on y, beside motors that move x and y together";
    expect_complaint(problems(dual("u", "")),
                     "[dual_carriage u] axis: must be specified, as there is no primary_carriage");
    expect_complaint(
        problems(dual("u", "primary_carriage: x\naxis: y\n")),
        "Mismatching axes between carriage 'x' (axis=x) and dual_carriage 'u' (axis=y)");
    expect_complaint(problems(dual("u", "primary_carriage: z\n")),
                     "Invalid axis 'z' for dual_carriage 'u'");
    expect_complaint(problems(dual("u", "axis: x\nsafe_distance: 3\n")),
                     "safe_distance: needs a primary_carriage");
    expect_complaint(
        problems(dual("u", "primary_carriage: x\n") +
                 carriage("dual_carriage v", "PB4", "primary_carriage: x\n") + motor("v", 8, "v")),
        "Multiple dual carriages ('u', 'v') for carriage 'x'");
}

TEST(CarriageSections, are_for_one_kind_of_machine_only) {
    expect_complaint(problems("[carriage w]\naxis: x\n", testing::small_printer),
                     "[carriage w] is only for 'kinematics: generic_cartesian', but this machine "
                     "is cartesian: remove it, or change [printer] kinematics");
    expect_complaint(problems("[stepper_x]\nstep_pin: PC0\ndir_pin: PC1\nrotation_distance: 40\n"
                              "microsteps: 16\nendstop_pin: PC2\nposition_endstop: 0\n"
                              "position_max: 100\n"),
                     "[stepper_x] is no part of a machine with kinematics 'generic_cartesian'");
}

// One board would stop its motor later than the other.
TEST(CarriageSections, refuse_a_carriage_on_two_boards_behind_one_endstop) {
    expect_complaint(problems("[mcu other]\nserial: /dev/zero\n[stepper z1]\nstep_pin: other:PC0\n"
                              "dir_pin: other:PC1\nrotation_distance: 8\nmicrosteps: 16\n"
                              "carriages: z\n"),
                     "Multi-mcu homing not supported on multi-mcu shared carriage z");
}

}  // namespace
}  // namespace escapement::modules
