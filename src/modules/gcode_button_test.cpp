// Tests of buttons that run scripts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_button.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string button = "[gcode_button stop]\npin: ^!PC0\npress_gcode: M112\n";

TEST(GcodeButton, is_watched_by_its_board) {
    OfflinePrinter printer(button);

    EXPECT_TRUE(printer.sent("buttons_add").back().ends_with("pos=0 pin=PC0 pull_up=1"));
    EXPECT_TRUE(printer.sent("buttons_query").back().ends_with("invert=1"));
    EXPECT_EQ(printer.status("gcode_button stop", "state"), "\"RELEASED\"");
}

TEST(GcodeButton, tells_its_state) {
    OfflinePrinter printer(button);
    printer.said();

    printer.run("QUERY_BUTTON BUTTON=stop");

    EXPECT_EQ(printer.said(), std::vector<std::string>{"// stop: RELEASED"});
}

TEST(GcodeButton, several_share_an_analog_input) {
    OfflinePrinter printer(
        "[gcode_button a]\npin: PC0\nanalog_range: 0, 100\npress_gcode: M105\n"
        "[gcode_button b]\npin: PC0\nanalog_range: 900, 1100\npress_gcode: M105\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.sent("config_analog_in").size(), 3U);
}

TEST(GcodeButton, its_options_must_fit_together) {
    OfflinePrinter printer(
        "[gcode_button a]\npin: PC0\nanalog_range: 0\npress_gcode: M105\n"
        "[gcode_button b]\npin: PC1\nanalog_pullup_resistor: 100\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("[gcode_button a] analog_range: must have two numbers"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[gcode_button b] analog_pullup_resistor: means nothing without "
                            "analog_range; remove it"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[gcode_button b] press_gcode: must be specified"), std::string::npos)
        << problems;
}

}  // namespace
}  // namespace escapement::modules
