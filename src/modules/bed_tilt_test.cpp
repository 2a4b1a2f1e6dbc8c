// Moves over a bed that is not level.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_tilt.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

TEST(BedTilt, lifts_moves_by_the_slope) {
    OfflinePrinter printer("[bed_tilt]\nx_adjust: 0.01\ny_adjust: -0.005\nz_adjust: 0.2\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nG1 X100 Y40 Z5 F6000");

    EXPECT_EQ(printer.status("toolhead", "position"), "[100.0, 40.0, 6.0, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "position"), "[100.0, 40.0, 5.0, 0.0]");
}

TEST(BedTilt, is_found_out_and_saved) {
    OfflinePrinter printer(
        "[bed_tilt]\npoints:\n  10, 10\n  190, 10\n  100, 190\n[stepper_z]\nposition_min: -2\n");

    printer.run(
        "G28\nBED_TILT_CALIBRATE\nTESTZ Z=-5\nACCEPT\nTESTZ Z=-5.36\nACCEPT\n"
        "TESTZ Z=-5\nACCEPT");

    const auto pending = printer.status("configfile", "save_config_pending_items");
    EXPECT_NE(pending.find(R"("x_adjust": "-0.002000")"), std::string::npos) << pending;
    EXPECT_NE(printer.said().back().find("x_adjust: -0.002000 y_adjust: 0.001000 z_adjust:"),
              std::string::npos);
}

TEST(BedTilt, calibration_needs_points_that_span_a_plane) {
    OfflinePrinter none("[bed_tilt]\n", probing_printer());
    none.run("BED_TILT_CALIBRATE");
    EXPECT_EQ(none.said().back(),
              "// Unknown command:\"BED_TILT_CALIBRATE\""
              "; it needs a section [bed_tilt]");

    OfflinePrinter two("[bed_tilt]\npoints:\n  1, 1\n  2, 2\n", probing_printer());
    EXPECT_NE(two.problems().find("Need at least 3 probe points for bed_tilt"), std::string::npos);

    OfflinePrinter line("[bed_tilt]\npoints:\n  1, 1\n  20, 20\n  30, 30\n", probing_printer());
    line.run("G28");
    EXPECT_EQ(line.failure("BED_TILT_CALIBRATE"),
              "Unable to calculate tilt: the points must not lie on one line");
}

}  // namespace
}  // namespace escapement::modules
