// G28 as the configuration wants it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/homing_override.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(HomingOverride, runs_a_script_in_which_g28_is_the_usual_one) {
    OfflinePrinter printer(
        "[homing_override]\naxes: z\nset_position_z: 0\ngcode:\n  G90\n  G1 Z7 F600\n  G28\n"
        "  G1 X{params.PARK|default(30)} F6000\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28");
    EXPECT_EQ(printer.status("toolhead", "position"), "[30.0, 0.0, 0.0, 0.0]");
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xyz\"");
    printer.run("G28 X");
    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 0.0, 0.0]");
}

TEST(HomingOverride, a_script_that_fails_is_over) {
    OfflinePrinter printer("[homing_override]\ngcode:\n  G1 X10\n  G28\n");

    EXPECT_EQ(printer.failure("G28").substr(0, 20), "Must home axis first");
    EXPECT_EQ(printer.failure("G28").substr(0, 20), "Must home axis first");
}

TEST(HomingOverride, and_safe_z_home_exclude_each_other) {
    OfflinePrinter printer(
        "[homing_override]\ngcode: G28\n[safe_z_home]\nhome_xy_position: 1, 1\n");

    EXPECT_NE(printer.problems().find("cannot be used simultaneously"), std::string::npos);
}

TEST(HomingOverride, mistakes_are_named) {
    OfflinePrinter axes("[homing_override]\naxes: xq\ngcode: G28\n");
    EXPECT_NE(axes.problems().find("axes: must be letters of x, y and z"), std::string::npos);

    OfflinePrinter script("[homing_override]\ngcode: {% if %}\n");
    EXPECT_NE(script.problems().find("gcode"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
