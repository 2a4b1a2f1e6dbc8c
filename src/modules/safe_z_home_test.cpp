// G28 that homes z over a certain place.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/safe_z_home.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string safe = "[safe_z_home]\nhome_xy_position: 100, 90\n";

TEST(SafeZHome, homes_z_over_its_place) {
    OfflinePrinter printer(safe);
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28");

    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xyz\"");
    EXPECT_EQ(printer.status("toolhead", "position"), "[100.0, 90.0, 0.0, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "position"), "[100.0, 90.0, 0.0, 0.0]");
}

TEST(SafeZHome, hops_before_and_after_and_goes_back) {
    OfflinePrinter printer(safe + "z_hop: 10\nmove_to_previous: True\n");

    printer.run("G28 X Y\nG1 X20 Y30 F6000\nG28 Z");

    EXPECT_EQ(printer.status("toolhead", "position"), "[20.0, 30.0, 10.0, 0.0]");
}

TEST(SafeZHome, a_hop_does_not_make_z_known) {
    OfflinePrinter printer(safe + "z_hop: 10\n");

    printer.run("G28 X");

    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"x\"");
    EXPECT_EQ(printer.failure("G28 Z"), "Must home X and Y axes first");
}

TEST(SafeZHome, mistakes_are_named) {
    OfflinePrinter one_number("[safe_z_home]\nhome_xy_position: 100\n");
    EXPECT_NE(one_number.problems().find("home_xy_position: must be X, Y"), std::string::npos);

    OfflinePrinter nothing("[safe_z_home]\n");
    EXPECT_NE(nothing.problems().find("home_xy_position: must be specified"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
