// Tests of outputs that keep pace with moves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pwm_tool.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(PwmTool, changes_follow_each_other_closely) {
    OfflinePrinter printer("[pwm_tool laser]\npin: PC0\ncycle_time: 0.01\n");

    printer.run(
        "G28\nSET_PIN PIN=laser VALUE=0.1\nG1 X1 F6000\nSET_PIN PIN=laser VALUE=0.2\nG1 X2\n"
        "SET_PIN PIN=laser VALUE=0");

    const auto sent = printer.sent("queue_digital_out");
    const auto changes = static_cast<std::size_t>(
        std::count_if(sent.begin(), sent.end(), [](const std::string& line) {
            return line.ends_with("on_ticks=1000") || line.ends_with("on_ticks=2000");
        }));
    EXPECT_EQ(changes, 2U);
    EXPECT_EQ(printer.status("pwm_tool laser", "value"), "0.0");
}

TEST(PwmTool, shows_the_board_that_the_host_is_alive) {
    OfflinePrinter printer(
        "[pwm_tool laser]\npin: PC0\ncycle_time: 0.01\nmaximum_mcu_duration: 0.5\n");

    printer.run("G28\nSET_PIN PIN=laser VALUE=0.1\nG1 X100 F1200\nSET_PIN PIN=laser VALUE=0");

    const auto sent = printer.sent("queue_digital_out");
    const auto repeated = std::count_if(sent.begin(), sent.end(), [](const std::string& line) {
        return line.ends_with("on_ticks=1000");
    });
    EXPECT_GE(repeated, 10);
    EXPECT_LE(repeated, 12);
}

TEST(PwmTool, may_not_start_away_from_its_shutdown_value_if_it_is_watched) {
    OfflinePrinter printer("[pwm_tool laser]\npin: PC0\nvalue: 1\nmaximum_mcu_duration: 1\n");

    EXPECT_NE(printer.problems().find("[pwm_tool laser] pin: a pin with a maximum duration must "
                                      "have the same start and shutdown value"),
              std::string::npos)
        << printer.problems();
}

TEST(PwmTool, refuses_what_is_out_of_range) {
    OfflinePrinter printer("[pwm_tool laser]\npin: PC0\nscale: 255\n");

    EXPECT_EQ(printer.failure("SET_PIN PIN=laser VALUE=256"),
              "Error on 'SET_PIN': VALUE: must be at most 255 (is 256)");
}

}  // namespace
}  // namespace escapement::modules
