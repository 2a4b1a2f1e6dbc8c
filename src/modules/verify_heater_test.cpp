// Tests of [verify_heater].
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/verify_heater.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(VerifyHeater, settings_are_accepted_for_a_heater_that_is_there) {
    OfflinePrinter printer("[verify_heater extruder]\nmax_error: 60\ncheck_gain_time: 40\n");

    EXPECT_EQ(printer.problems(), "");
}

TEST(VerifyHeater, a_heater_that_is_not_there_is_a_mistake) {
    OfflinePrinter printer("[verify_heater extruders]\n");

    EXPECT_NE(printer.problems().find("[verify_heater extruders] Unknown heater 'extruders' (did "
                                      "you mean 'extruder'?)"),
              std::string::npos)
        << printer.problems();
}

TEST(VerifyHeater, a_bed_has_more_time_than_a_nozzle) {
    EXPECT_DOUBLE_EQ(usual_gain_time("heater_bed").count(), 60.0);
    EXPECT_DOUBLE_EQ(usual_gain_time("extruder").count(), 20.0);
}

}  // namespace
}  // namespace escapement::modules
