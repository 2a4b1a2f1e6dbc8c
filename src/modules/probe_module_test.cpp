// The commands and the status of all probes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_module.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

TEST(ProbeModule, says_what_it_finds_and_publishes_it) {
    OfflinePrinter printer("[probe]\nx_offset: 10\ny_offset: -5\n", probing_printer());
    printer.run("G28\nG1 X50 Y60 Z10 F6000");
    printer.said();

    printer.run("PROBE");

    const auto said = printer.said();
    ASSERT_EQ(said.size(), 2u);
    EXPECT_EQ(said[0], "// probe: at 60.000,55.000 bed will contact at z=-5.000000");
    EXPECT_EQ(said[1], "// Result: at 60.000,55.000 estimate contact at z=-5.000000");
    EXPECT_EQ(printer.status("probe", "name"), "\"probe\"");
    EXPECT_EQ(printer.status("probe", "last_probe_position"), "[60.0, 55.0, -5.0, 0.0]");
    EXPECT_EQ(printer.status("probe", "last_z_result"), "-3.0");
    EXPECT_EQ(printer.status("gcode_move", "position"), "[50.0, 60.0, -3.0, 0.0]");
}

TEST(ProbeModule, query_says_whether_it_touches) {
    OfflinePrinter printer("", probing_printer());

    printer.run("QUERY_PROBE\nQUERY_ENDSTOPS");

    const auto said = printer.said();
    ASSERT_EQ(said.size(), 2u);
    EXPECT_EQ(said[0], "// probe: open");
    EXPECT_EQ(said[1], "stepper_x:open stepper_y:open stepper_z:open");
    EXPECT_EQ(printer.status("probe", "last_query"), "0");
}

TEST(ProbeModule, accuracy_repeats_and_sums_up) {
    OfflinePrinter printer("", probing_printer());
    printer.run("G28\nG1 Z10");
    printer.said();

    printer.run("PROBE_ACCURACY SAMPLES=3 LIFT_SPEED=7");

    const auto said = printer.said();
    ASSERT_EQ(said.size(), 5u);
    EXPECT_EQ(said[0],
              "// PROBE_ACCURACY at X:0.000 Y:0.000 Z:10.000 (samples=3 retract=2.000 speed=10.0 "
              "lift_speed=7.0)");
    EXPECT_EQ(said[4],
              "// probe accuracy results: maximum -5.000000, minimum -5.000000, range 0.000000, "
              "average -5.000000, median -5.000000, standard deviation 0.000000");
    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, -1.0, 0.0]");
}

TEST(ProbeModule, calibration_compares_the_probe_with_a_sheet_of_paper) {
    OfflinePrinter printer("", probing_printer());
    printer.run("G28\nG1 X20 Y20 Z10 F6000\nPROBE_CALIBRATE");
    EXPECT_EQ(printer.status("toolhead", "position"), "[20.0, 20.0, 2.0, 0.0]");

    printer.run("TESTZ Z=-4.5\nACCEPT");

    EXPECT_EQ(printer.said().back(),
              "// probe: z_offset: -0.500\n"
              "// The SAVE_CONFIG command will update the printer config file\n"
              "// with the above and restart the printer.");
    EXPECT_EQ(printer.status("configfile", "save_config_pending_items"),
              R"({"probe": {"z_offset": "-0.500"}})");
}

TEST(ProbeModule, an_offset_of_the_g_code_can_become_the_probes) {
    OfflinePrinter printer("", probing_printer());
    printer.run("Z_OFFSET_APPLY_PROBE");
    EXPECT_EQ(printer.said().back(), "// Nothing to do: Z Offset is 0");

    printer.run("SET_GCODE_OFFSET Z=0.3\nZ_OFFSET_APPLY_PROBE");

    EXPECT_EQ(printer.status("configfile", "save_config_pending_items"),
              R"({"probe": {"z_offset": "1.700"}})");
}

}  // namespace
}  // namespace escapement::modules
