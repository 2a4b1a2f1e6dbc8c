// Corrections along a rail.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/axis_twist_compensation.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

TEST(TwistTable, goes_straight_between_its_numbers_and_beyond_them) {
    const TwistTable table{{0.0, 0.2, -0.2}, 10.0, 110.0};

    EXPECT_DOUBLE_EQ(table.at(60.0), 0.2);
    EXPECT_DOUBLE_EQ(table.at(35.0), 0.1);
    EXPECT_DOUBLE_EQ(table.at(85.0), 0.0);
    EXPECT_NEAR(table.at(135.0), -0.4, 1e-12);
    EXPECT_DOUBLE_EQ(TwistTable{}.at(50.0), 0.0);
}

TEST(AxisTwistCompensation, corrects_what_the_probe_finds) {
    OfflinePrinter printer(
        "[axis_twist_compensation]\nz_compensations: -0.1, 0.1\ncompensation_start_x: 0\n"
        "compensation_end_x: 200\nzy_compensations: 1, 1\ncompensation_start_y: 0\n"
        "compensation_end_y: 200\n",
        probing_printer());
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28 X Y\nG1 X150 F6000\nG28 Z\nG1 Z10\nPROBE");

    EXPECT_EQ(printer.said().back().substr(0, 30), "// Result: at 150.000,0.000 es");
    EXPECT_NE(printer.said().size(), 1u);
}

TEST(AxisTwistCompensation, is_found_out_with_a_sheet_of_paper) {
    OfflinePrinter printer(
        "[axis_twist_compensation]\ncalibrate_start_x: 20\ncalibrate_end_x: 180\n"
        "calibrate_y: 100\n",
        probing_printer());
    printer.run("G28\nAXIS_TWIST_COMPENSATION_CALIBRATE");
    EXPECT_EQ(printer.status("toolhead", "position"), "[20.0, 100.0, 5.0, 0.0]");

    printer.run("TESTZ Z=-5\nACCEPT\nTESTZ Z=-5.3\nACCEPT\nTESTZ Z=-5\nACCEPT");

    EXPECT_EQ(printer.said().back(),
              "// AXIS_TWIST_COMPENSATION_CALIBRATE: Calibration complete, offsets: [0.100000, "
              "-0.200000, 0.100000], mean z_offset: -4.900000");
    EXPECT_EQ(printer.status("configfile", "save_config_pending_items"),
              R"({"axis_twist_compensation": {"z_compensations": "0.100000, -0.200000, 0.100000", )"
              R"("compensation_start_x": "20", "compensation_end_x": "180"}})");
}

TEST(AxisTwistCompensation, abort_ends_the_calibration) {
    OfflinePrinter printer(
        "[axis_twist_compensation]\ncalibrate_start_y: 20\ncalibrate_end_y: 180\n"
        "calibrate_x: 0\n",
        probing_printer());

    printer.run("G28\nAXIS_TWIST_COMPENSATION_CALIBRATE AXIS=Y SAMPLE_COUNT=2\nABORT");

    EXPECT_EQ(printer.said().back(),
              "// AXIS_TWIST_COMPENSATION_CALIBRATE: Probe cancelled, calibration aborted");
}

TEST(AxisTwistCompensation, mistakes_are_named) {
    OfflinePrinter printer("[axis_twist_compensation]\n", probing_printer());
    EXPECT_EQ(printer.failure("AXIS_TWIST_COMPENSATION_CALIBRATE"),
              "AXIS_TWIST_COMPENSATION for X axis requires calibrate_start_x, calibrate_end_x and "
              "calibrate_y to be defined");
    EXPECT_EQ(printer.failure("AXIS_TWIST_COMPENSATION_CALIBRATE AXIS=Z"),
              "AXIS_TWIST_COMPENSATION_CALIBRATE: Invalid axis 'Z'; it is X or Y");

    OfflinePrinter none("[axis_twist_compensation]\n");
    EXPECT_NE(none.problems().find("requires [probe] to be defined"), std::string::npos);

    OfflinePrinter half("[axis_twist_compensation]\nz_compensations: 1, 2\n", probing_printer());
    EXPECT_NE(half.problems().find("compensation_start_x"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
