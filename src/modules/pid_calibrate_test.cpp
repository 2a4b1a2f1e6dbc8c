// Tests of PID_CALIBRATE.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pid_calibrate.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(PidCalibrate, needs_a_heater_and_a_temperature_it_can_have) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("PID_CALIBRATE HEATER=extruder1 TARGET=200"),
              "Unknown heater 'extruder1' (did you mean 'extruder'?)");
    EXPECT_EQ(printer.failure("PID_CALIBRATE HEATER=extruder TARGET=400"),
              "Requested temperature (400.0) out of range (0.0:270.0) of heater 'extruder'");
}

TEST(PidCalibrate, offline_nothing_is_measured_and_the_heater_is_off) {
    OfflinePrinter printer;

    printer.run("PID_CALIBRATE HEATER=extruder TARGET=200");

    EXPECT_EQ(printer.status("extruder", "target"), "0.0");
}

}  // namespace
}  // namespace escapement::modules
