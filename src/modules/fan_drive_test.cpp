// Tests of when and how fans are told their speeds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/fan_drive.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

struct Change {
    unsigned clock;
    unsigned on_ticks;
};

// All that the part fan was told: of the outputs it alone has a cycle of 10000 ticks.
std::vector<Change> changes(OfflinePrinter& printer) {
    unsigned fan = 1000;
    for (const auto& line : printer.sent("set_digital_out_pwm_cycle"))
        if (line.ends_with("cycle_ticks=10000"))
            std::sscanf(line.c_str(), "set_digital_out_pwm_cycle oid=%u", &fan);
    std::vector<Change> list;
    for (const auto& line : printer.sent("queue_digital_out")) {
        unsigned oid = 0;
        Change change{};
        std::sscanf(line.c_str(),
                    "queue_digital_out oid=%u clock=%u on_ticks=%u",
                    &oid,
                    &change.clock,
                    &change.on_ticks);
        if (oid == fan) list.push_back(change);
    }
    list.erase(list.begin());  // the start value
    return list;
}

TEST(FanDrive, a_start_is_full_power_for_the_kick_start_time) {
    OfflinePrinter printer;

    printer.run("G28\nM106 S127.5\nG4 P2000");

    const auto told = changes(printer);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].on_ticks, 10000U);
    EXPECT_EQ(told[1].on_ticks, 5000U);
    EXPECT_NEAR(told[1].clock - told[0].clock, 500'000U, 2);
}

TEST(FanDrive, a_speed_takes_effect_when_the_moves_before_it_end) {
    OfflinePrinter printer;
    printer.run("G28\nG1 X100 F6000\nM106 S255\nG1 X0\nM400");

    const auto told = changes(printer);
    ASSERT_EQ(told.size(), 1U);
    const auto print_time = std::stod(printer.status("toolhead", "print_time"));
    // The way back takes a bit more than a second, and the pauses some milliseconds.
    EXPECT_GT(print_time - told[0].clock * 1e-6, 1.0);
    EXPECT_LT(print_time - told[0].clock * 1e-6, 1.2);
}

TEST(FanDrive, of_several_speeds_for_one_moment_the_last_counts) {
    OfflinePrinter printer;

    printer.run("G28\nM106 S200\nM106 S10\nM106 S255\nG4 P1000");

    const auto told = changes(printer);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].on_ticks, 10000U);
}

TEST(FanDrive, the_enable_pin_is_on_while_the_fan_runs) {
    OfflinePrinter printer("[heater_fan hotend]\npin: PC0\nenable_pin: PC1\nkick_start_time: 0\n");
    const auto before = printer.sent("queue_digital_out").size();

    printer.run("G28\nM104 S200\nG1 X100 F600\nM400\nM104 S0\nG1 X0\nM400");

    // On and off for each of the two pins.
    EXPECT_EQ(printer.status("heater_fan hotend", "speed"), "0.0");
    EXPECT_GE(printer.sent("queue_digital_out").size(), before + 4);
}

TEST(FanDrive, hardware_cycles_are_left_to_the_chip) {
    OfflinePrinter printer("[heater_fan hotend]\npin: PC0\nhardware_pwm: True\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.sent("config_pwm_out").size(), 1U);
}

}  // namespace
}  // namespace escapement::modules
