// Tests of G2 and G3.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_arcs.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "modules/toolhead.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

constexpr const char* arcs = "[gcode_arcs]\nresolution: 0.5\n";

std::uint64_t moves(OfflinePrinter& printer) {
    auto& toolhead = printer.printer().modules().the<ToolheadModule>().toolhead();
    toolhead.flush();
    return toolhead.moves();
}

TEST(GcodeArcs, an_arc_is_moves_of_the_resolution_and_ends_where_it_should) {
    OfflinePrinter printer(arcs);
    printer.run("G28\nG1 X60 Y60 F6000");
    const auto before = moves(printer);

    printer.run("G2 X80 Y60 I10 J0");

    EXPECT_EQ(moves(printer) - before, 62U);  // of 31.4 mm
    EXPECT_EQ(printer.status("gcode_move", "position"), "[80.0, 60.0, 0.0, 0.0]");
}

TEST(GcodeArcs, filament_is_spread_over_the_arc_in_both_modes) {
    OfflinePrinter printer(arcs);

    printer.run("G28\nG1 X60 Y60 F6000\nM83\nG3 X80 I10 E1.5\nM82\nG92 E10\nG3 X60 I-10 E12");

    EXPECT_EQ(printer.status("toolhead", "position").substr(0, 19), "[60.0, 60.0, 0.0, 3");
}

TEST(GcodeArcs, planes_are_kept_until_another_is_chosen) {
    OfflinePrinter printer(arcs);

    printer.run("G28\nG1 X60 Y60 Z30 F6000\nG18\nG2 X70 Z40 I5 K5\nG19\nG3 Y70 Z50 J5 K5\nG17");

    EXPECT_EQ(printer.status("gcode_move", "position"), "[70.0, 70.0, 50.0, 0.0]");
    EXPECT_EQ(printer.failure("G2 X60 K5"), "G2/G3 requires IJ, IK or JK parameters");
}

TEST(GcodeArcs, what_cannot_be_an_arc_is_refused) {
    OfflinePrinter printer(arcs);
    printer.run("G28\nG1 X60 Y60 F6000");

    EXPECT_EQ(printer.failure("G2 X80"), "G2/G3 requires IJ, IK or JK parameters");
    EXPECT_EQ(printer.failure("G2 X80 R10"), "G2/G3 does not support R moves");
    EXPECT_EQ(printer.failure("G2 X80 I10 F0"),
              "Error on 'G2 X80 I10 F0': F: must be above 0 (is 0)");
    EXPECT_EQ(printer.failure("G91\nG2 X80 I10"), "G2/G3 does not support relative move mode");
}

TEST(GcodeArcs, an_arc_of_a_million_moves_is_refused_before_its_first) {
    OfflinePrinter printer("[gcode_arcs]\nresolution: 0.00001\n");
    printer.run("G28\nG1 X60 Y60 F6000");

    const auto failure = printer.failure("G2 X80 I10");

    EXPECT_NE(failure.find("more than 1e+06"), std::string::npos) << failure;
    EXPECT_EQ(printer.status("gcode_move", "position"), "[60.0, 60.0, 0.0, 0.0]");
}

TEST(GcodeArcs, an_arc_that_leaves_the_machine_stops_where_it_does) {
    OfflinePrinter printer(arcs);
    printer.run("G28\nG1 X5 Y60 F6000");

    const auto failure = printer.failure("G2 X5 Y60.001 I-10 J0");

    EXPECT_EQ(failure.substr(0, 17), "Move out of range");
    EXPECT_EQ(printer.status("gcode_move", "position").substr(0, 2), "[0");
}

}  // namespace
}  // namespace escapement::modules
