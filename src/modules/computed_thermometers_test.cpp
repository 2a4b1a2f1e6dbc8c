// Tests of temperatures that need no chip of their own.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/computed_thermometers.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string section = "[temperature_sensor s]\nmin_temp: 0\nmax_temp: 100\n";

TEST(HostThermometer, needs_nothing_of_a_board) {
    OfflinePrinter printer(section + "sensor_type: temperature_host\n");

    EXPECT_EQ(printer.problems(), "");
}

TEST(CombinedThermometer, needs_other_sensors) {
    OfflinePrinter printer(section +
                           "sensor_type: temperature_combined\nsensor_list: extruder, heater_bed\n"
                           "maximum_deviation: 5\ncombination_method: mean\n");

    EXPECT_EQ(printer.problems(), "");
}

}  // namespace
}  // namespace escapement::modules
