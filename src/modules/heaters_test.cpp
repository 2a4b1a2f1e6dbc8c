// Tests of the commands that concern any heater.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heaters.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using Said = std::vector<std::string>;
using testing::OfflinePrinter;

TEST(Heaters, report_all_temperatures_in_the_order_of_their_names) {
    OfflinePrinter printer;

    printer.run("M104 S200\nM140 S60\nM105");

    EXPECT_EQ(printer.said(), (Said{"B:0.0 /60.0 T0:0.0 /200.0"}));
}

TEST(Heaters, can_all_be_turned_off) {
    OfflinePrinter printer;
    printer.run("M104 S200\nM140 S60");

    printer.run("TURN_OFF_HEATERS");

    EXPECT_EQ(printer.status("extruder", "target"), "0.0");
    EXPECT_EQ(printer.status("heater_bed", "target"), "0.0");
}

TEST(Heaters, are_set_by_name) {
    OfflinePrinter printer;

    printer.run("SET_HEATER_TEMPERATURE HEATER=heater_bed TARGET=55");

    EXPECT_EQ(printer.status("heater_bed", "target"), "55.0");
    EXPECT_EQ(printer.failure("SET_HEATER_TEMPERATURE HEATER=heater_bet TARGET=55"),
              "The value 'heater_bet' is not valid for HEATER. Options: 'extruder', "
              "'heater_bed' (did you mean 'heater_bed'?)");
}

TEST(Heaters, a_wait_needs_a_bound_and_a_sensor) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("TEMPERATURE_WAIT SENSOR=extruder"),
              "Error on 'TEMPERATURE_WAIT': missing MINIMUM or MAXIMUM.");
    EXPECT_FALSE(printer.failure("TEMPERATURE_WAIT SENSOR=extruder MINIMUM=50 MAXIMUM=40").empty());
    EXPECT_FALSE(printer.failure("TEMPERATURE_WAIT SENSOR=chamber MINIMUM=50").empty());
    EXPECT_EQ(printer.failure("TEMPERATURE_WAIT SENSOR=extruder MINIMUM=50"), "");
}

TEST(Heaters, list_themselves) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.status("heaters", "available_heaters"), "[\"extruder\", \"heater_bed\"]");
    EXPECT_EQ(printer.status("heaters", "available_sensors"), "[\"extruder\", \"heater_bed\"]");
}

TEST(Heaters, the_board_checks_readings_and_refreshes) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.sent("config_analog_in").size(), 2U);
    unsigned guarded = 0;
    for (const auto& line : printer.sent("config_digital_out"))
        guarded += line.find("max_duration=3000000") != std::string::npos;
    EXPECT_EQ(guarded, 2U);
}

TEST(Heaters, after_a_shutdown_there_is_no_power_any_more) {
    OfflinePrinter printer;
    auto& heaters = printer.printer().modules().the<Heaters>();

    printer.run("M104 S200\nM112");

    EXPECT_TRUE(heaters.find("extruder")->stopped());
    EXPECT_EQ(heaters.find("nozzle"), nullptr);
}

}  // namespace
}  // namespace escapement::modules
