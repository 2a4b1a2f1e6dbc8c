// Tests of GET_POSITION.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/position_report.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

TEST(PositionReport, shows_every_level_from_steps_to_gcode) {
    testing::OfflinePrinter printer;
    printer.run("G28\nG92 Y3\nSET_GCODE_OFFSET Z=0.5\nG1 X10 F6000");
    printer.sent("");

    printer.run("GET_POSITION");

    const auto said = printer.said();
    ASSERT_EQ(said.size(), 1U);
    const auto& text = said[0];
    EXPECT_TRUE(text.starts_with("// mcu: stepper_x:")) << text;
    EXPECT_NE(text.find("\n// stepper: stepper_x:10.000000 stepper_y:0.000000"), std::string::npos);
    EXPECT_NE(text.find("\n// kinematic: X:10.000000 Y:0.000000 Z:0.000000"), std::string::npos);
    EXPECT_NE(text.find("\n// toolhead: X:10.000000 Y:0.000000 Z:0.000000 E:0.000000"),
              std::string::npos);
    EXPECT_NE(text.find("\n// gcode: X:10.000000 Y:0.000000 Z:0.000000 E:0.000000"),
              std::string::npos);
    EXPECT_NE(text.find("\n// gcode base: X:0.000000 Y:-3.000000 Z:0.500000 E:0.000000"),
              std::string::npos);
    EXPECT_TRUE(text.ends_with("\n// gcode homing: X:0.000000 Y:0.000000 Z:0.500000")) << text;
}

}  // namespace
}  // namespace escapement::modules
