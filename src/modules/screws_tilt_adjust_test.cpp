// Turns of screws.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/screws_tilt_adjust.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

const std::string screws =
    "[screws_tilt_adjust]\nscrew1: 10, 10\nscrew2: 190, 10\nscrew2_name: right\n"
    "screw3: 100, 190\n";

TEST(ScrewTurn, is_in_full_turns_and_minutes) {
    EXPECT_EQ(screw_turn(0.6666667, 0.5, true).amount, "01:20");
    EXPECT_EQ(screw_turn(0.6666667, 0.5, true).sign, "CW");
    EXPECT_EQ(screw_turn(-0.35, 0.7, true).amount, "00:30");
    EXPECT_EQ(screw_turn(-0.35, 0.7, true).sign, "CCW");
    EXPECT_EQ(screw_turn(-0.35, 0.7, false).sign, "CW");
    EXPECT_EQ(screw_turn(0.0005, 0.5, true).amount, "00:00");
}

TEST(ScrewsTiltAdjust, probes_over_each_screw_and_reports) {
    OfflinePrinter printer(screws, probing_printer());
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nSCREWS_TILT_CALCULATE MAX_DEVIATION=0.01");

    const auto said = printer.said();
    ASSERT_GE(said.size(), 4u);
    EXPECT_EQ(said[said.size() - 3],
              "// screw at 10.000,10.000 (base) : x=10.0, y=10.0, z=-5.00000");
    EXPECT_EQ(said[said.size() - 2], "// right : x=190.0, y=10.0, z=-5.00000 : adjust CW 00:00");
    EXPECT_EQ(printer.status("screws_tilt_adjust", "error"), "false");
    EXPECT_EQ(printer.status("screws_tilt_adjust", "max_deviation"), "0.01");
    EXPECT_NE(
        printer.status("screws_tilt_adjust", "results")
            .find(R"("screw2": {"z": -5.0, "sign": "CW", "adjust": "00:00", "is_base": false})"),
        std::string::npos);
}

TEST(ScrewsTiltAdjust, by_hand_heights_may_differ_and_be_too_different) {
    OfflinePrinter printer(screws + "[stepper_z]\nposition_min: -2\n");

    printer.run(
        "G28\nSCREWS_TILT_CALCULATE METHOD=manual DIRECTION=CCW MAX_DEVIATION=.1\n"
        "TESTZ Z=-5\nACCEPT\nTESTZ Z=-5.5\nACCEPT\nTESTZ Z=-5");

    EXPECT_EQ(printer.failure("ACCEPT"),
              "bed level exceeds configured limits (0.1mm)! Adjust screws and restart print.");
    EXPECT_EQ(printer.status("screws_tilt_adjust", "error"), "true");
    EXPECT_NE(
        printer.status("screws_tilt_adjust", "results")
            .find(R"("screw1": {"z": 0.0, "sign": "CCW", "adjust": "01:00", "is_base": false})"),
        std::string::npos)
        << printer.status("screws_tilt_adjust", "results");
}

TEST(ScrewsTiltAdjust, directions_are_checked) {
    OfflinePrinter printer(screws, probing_printer());

    EXPECT_EQ(
        printer.failure("SCREWS_TILT_CALCULATE DIRECTION=left"),
        "Error on 'SCREWS_TILT_CALCULATE DIRECTION=left': DIRECTION must be either CW or CCW");
}

}  // namespace
}  // namespace escapement::modules
