// M104 and M109.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/extruder_heat.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(ExtruderHeat, heats_the_active_extruder) {
    OfflinePrinter printer;

    printer.run("M104 S200");
    EXPECT_EQ(printer.status("extruder", "target"), "200.0");
    printer.run("M109 S210");
    EXPECT_EQ(printer.status("extruder", "target"), "210.0");
    printer.run("M104 T0 S0");
    EXPECT_EQ(printer.status("extruder", "target"), "0.0");
}

TEST(ExtruderHeat, knows_no_extruder_that_is_not_configured) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("M104 T1 S200"), "Extruder not configured");
    EXPECT_EQ(printer.failure("M109 T3 S200"), "Extruder not configured");
    // Slicers switch off what is not there.
    EXPECT_EQ(printer.failure("M104 T1 S0"), "");
}

TEST(ExtruderHeat, keeps_to_the_heaters_range) {
    OfflinePrinter printer;

    EXPECT_NE(printer.failure("M104 S300"), "");
    EXPECT_EQ(printer.status("extruder", "target"), "0.0");
}

}  // namespace
}  // namespace escapement::modules
