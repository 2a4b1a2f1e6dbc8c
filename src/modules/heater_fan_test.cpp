// Tests of fans that follow heaters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_fan.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

constexpr const char* some_moves = "G1 X100 F600\nG1 X0\nM400";

TEST(HeaterFan, runs_while_its_heater_has_a_target) {
    OfflinePrinter printer("[heater_fan hotend]\npin: PC0\nkick_start_time: 0\nfan_speed: 0.7\n");
    printer.run(std::string("G28\nM104 S200\n") + some_moves);
    EXPECT_EQ(printer.status("heater_fan hotend", "speed"), "0.7");

    printer.run(std::string("M104 S0\n") + some_moves);

    EXPECT_EQ(printer.status("heater_fan hotend", "speed"), "0.0");
}

TEST(HeaterFan, is_told_all_of_a_kick_start_at_once) {
    OfflinePrinter printer("[heater_fan hotend]\npin: PC0\nkick_start_time: 3\nfan_speed: 0.5\n");
    printer.run("G28\nM104 S200\nG1 X100 F600\nM400");

    EXPECT_EQ(printer.status("heater_fan hotend", "speed"), "0.5");
    unsigned half = 0;
    for (const auto& line : printer.sent("queue_digital_out"))
        half += line.ends_with("on_ticks=5000");
    EXPECT_EQ(half, 1U);
}

TEST(HeaterFan, may_serve_other_heaters) {
    OfflinePrinter printer(
        "[heater_fan case]\npin: PC0\nkick_start_time: 0\nheater: extruder, heater_bed\n");

    printer.run(std::string("G28\nM140 S60\n") + some_moves);

    EXPECT_EQ(printer.status("heater_fan case", "speed"), "1.0");
}

TEST(HeaterFan, a_heater_that_is_not_there_is_a_mistake) {
    OfflinePrinter printer("[heater_fan case]\npin: PC0\nheater: extruder1\n");

    EXPECT_NE(printer.problems().find("[heater_fan case] heater: Unknown heater 'extruder1' (did "
                                      "you mean 'extruder'?)"),
              std::string::npos)
        << printer.problems();
}

TEST(HeaterFan, runs_after_an_emergency_stop) {
    OfflinePrinter printer("[heater_fan hotend]\npin: PC0\n");

    unsigned on_by_default = 0;
    for (const auto& line : printer.sent("config_digital_out"))
        on_by_default += line.find("pin=PC0 value=0 default_value=1") != std::string::npos;

    EXPECT_EQ(on_by_default, 1U);
}

}  // namespace
}  // namespace escapement::modules
