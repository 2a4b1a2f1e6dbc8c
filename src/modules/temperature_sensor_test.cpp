// Tests of sensors that only report.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_sensor.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string room = "[temperature_sensor room]\nsensor_type: Generic 3950\nsensor_pin: PC0\n";

TEST(TemperatureSensor, reports_nothing_before_it_has_measured) {
    OfflinePrinter printer(room);

    EXPECT_EQ(printer.status("temperature_sensor room", "temperature"), "0.0");
    EXPECT_EQ(printer.status("temperature_sensor room", "measured_min_temp"), "99999999.0");
    EXPECT_EQ(printer.status("temperature_sensor room", "measured_max_temp"), "0.0");
}

TEST(TemperatureSensor, is_one_of_the_sensors_but_no_heater) {
    OfflinePrinter printer(room);

    EXPECT_NE(printer.status("heaters", "available_sensors").find("temperature_sensor room"),
              std::string::npos);
    EXPECT_EQ(printer.status("heaters", "available_heaters").find("temperature_sensor room"),
              std::string::npos);
}

TEST(TemperatureSensor, stands_in_reports_if_it_has_an_id) {
    OfflinePrinter printer(room + "gcode_id: C\n");
    printer.said();

    printer.run("M105");

    EXPECT_EQ(printer.said(), std::vector<std::string>{"B:0.0 /0.0 C:0.0 /0.0 T0:0.0 /0.0"});
}

TEST(TemperatureSensor, ids_are_given_once) {
    OfflinePrinter printer(room + "gcode_id: B\n");

    EXPECT_NE(printer.problems().find("[temperature_sensor room] gcode_id: G-Code sensor id B "
                                      "already registered by [heater_bed]"),
              std::string::npos)
        << printer.problems();
}

TEST(TemperatureSensor, its_range_must_be_one) {
    OfflinePrinter printer(room + "min_temp: 50\nmax_temp: 50\n");

    EXPECT_NE(printer.problems().find("[temperature_sensor room] max_temp: must be above min_temp"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
