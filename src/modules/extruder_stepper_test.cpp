// Further motors of an extruder, as sections.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/extruder_stepper.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

std::string section(const std::string& extruder) {
    return "[extruder_stepper helper]\nstep_pin: PC0\ndir_pin: PC1\nrotation_distance: 30\n"
           "microsteps: 16\npressure_advance: 0.03\n" +
           extruder;
}

TEST(ExtruderStepper, follows_the_extruder_of_its_section) {
    OfflinePrinter printer(section("extruder: extruder\n"));

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("extruder_stepper helper", "motion_queue"), "\"extruder\"");
    EXPECT_EQ(printer.status("extruder_stepper helper", "pressure_advance"), "0.03");
}

TEST(ExtruderStepper, may_follow_none_at_first) {
    OfflinePrinter printer(section("extruder:\n"));

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("extruder_stepper helper", "motion_queue"), "null");
}

TEST(ExtruderStepper, needs_an_extruder_that_there_is) {
    OfflinePrinter unsaid(section("")), missing(section("extruder: extruder5\n")),
        other(section("extruder: fan\n"));

    EXPECT_NE(unsaid.problems().find("extruder: must be specified"), std::string::npos)
        << unsaid.problems();
    EXPECT_NE(missing.problems().find("extruder5"), std::string::npos) << missing.problems();
    EXPECT_NE(other.problems().find("'fan' is not a valid extruder"), std::string::npos)
        << other.problems();
}

}  // namespace
}  // namespace escapement::modules
