// Places one after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_points.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

const std::string tilt = "[bed_tilt]\npoints:\n  10, 10\n  190, 10\n  100, 190\n";

TEST(ProbePoints, need_a_height_above_the_probes) {
    OfflinePrinter printer(tilt, probing_printer());
    printer.run("G28");

    EXPECT_EQ(printer.failure("BED_TILT_CALIBRATE HORIZONTAL_MOVE_Z=1"),
              "horizontal_move_z can't be less than probe's z_offset");
}

TEST(ProbePoints, by_hand_end_with_abort) {
    OfflinePrinter printer(tilt, probing_printer());
    printer.run("G28\nBED_TILT_CALIBRATE METHOD=Manual");
    EXPECT_EQ(printer.status("toolhead", "position"), "[10.0, 10.0, 5.0, 0.0]");
    EXPECT_EQ(printer.failure("BED_TILT_CALIBRATE"),
              "Already in a manual Z probe. Use ABORT to abort it.");

    printer.run("TESTZ Z=-1\nACCEPT");
    EXPECT_EQ(printer.status("toolhead", "position"), "[190.0, 10.0, 5.0, 0.0]");
    printer.run("ABORT");

    EXPECT_EQ(printer.status("manual_probe", "is_active"), "false");
    EXPECT_EQ(printer.status("configfile", "save_config_pending"), "false");
}

TEST(ProbePoints, of_a_section_are_pairs) {
    OfflinePrinter printer("[bed_tilt]\npoints:\n  10, 10, 5\n  190, 10\n  100, 190\n");

    EXPECT_NE(printer.problems().find("points: must be lines of two numbers: X, Y"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
