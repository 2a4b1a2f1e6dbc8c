// Two motors level a bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/z_tilt.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

const std::string second_motor =
    "[stepper_z1]\nstep_pin: PC0\ndir_pin: PC1\nenable_pin: !PC2\nrotation_distance: 8\n"
    "microsteps: 16\n";
const std::string tilt =
    second_motor + "[z_tilt]\nz_positions:\n  0, 100\n  200, 100\npoints:\n  20, 100\n  180, 100\n";

TEST(ZTilt, moves_each_motor_by_what_its_place_needs) {
    OfflinePrinter printer(tilt + "[stepper_z]\nposition_min: -2\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nZ_TILT_ADJUST METHOD=manual\nTESTZ Z=-5\nACCEPT\nTESTZ Z=-4.84\nACCEPT");

    const auto said = printer.said();
    EXPECT_EQ(said.back(),
              "// Making the following Z adjustments:\n"
              "// stepper_z = -0.020000\n"
              "// stepper_z1 = 0.180000");
    EXPECT_EQ(printer.status("z_tilt", "applied"), "true");
    printer.run("M84");
    EXPECT_EQ(printer.status("z_tilt", "applied"), "false");
}

TEST(ZTilt, the_motors_follow_again_afterwards) {
    OfflinePrinter printer(tilt, probing_printer());
    printer.run("G28\nZ_TILT_ADJUST");
    const auto z = printer.status("toolhead", "position");

    printer.run("G91\nG1 Z10\nM400");

    EXPECT_EQ(printer.failure("G1 Z300").substr(0, 17), "Move out of range");
    EXPECT_NE(printer.status("toolhead", "position"), z);
    EXPECT_FALSE(printer.sent("queue_step").empty());
}

TEST(ZTilt, needs_a_place_for_each_motor) {
    OfflinePrinter three(tilt + "[z_tilt]\nz_positions:\n  0, 1\n  2, 1\n  3, 3\n");
    EXPECT_NE(three.problems().find("z_tilt needs exactly 2 z_positions"), std::string::npos)
        << three.problems();

    OfflinePrinter one("[z_tilt]\nz_positions:\n  0, 1\npoints:\n  20, 100\n  180, 100\n");
    EXPECT_NE(one.problems().find("requires multiple z steppers"), std::string::npos);

    OfflinePrinter point(tilt + "[z_tilt]\npoints:\n  20, 100\n");
    EXPECT_NE(point.problems().find("Need at least 2 probe points for z_tilt"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
