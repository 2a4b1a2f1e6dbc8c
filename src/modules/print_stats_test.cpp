// Tests of what is known about a print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/print_stats.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/module.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

class PrintStatsTest : public ::testing::Test {
  protected:
    PrintStatsTest() : printer("[print_stats]\n") {
        printer.run("G28\nM83\nM104 S200");
        stats().choose("cube.gcode");
    }
    PrintStats& stats() { return printer.printer().modules().the<PrintStats>(); }
    std::string field(const std::string& name) { return printer.status("print_stats", name); }
    double number(const std::string& name) { return std::stod(field(name)); }
    void run(const std::string& line) {
        printer.run(line);
        stats().note_progress();
    }

    testing::OfflinePrinter printer;
};

TEST_F(PrintStatsTest, counts_time_from_the_start_and_printing_from_the_first_filament) {
    stats().note_start();
    run("G4 P30000");
    EXPECT_NEAR(number("total_duration"), 30.0, 1.0);
    EXPECT_EQ(number("print_duration"), 0.0);

    run("G1 E5 F300");
    run("G4 P10000");

    EXPECT_NEAR(number("total_duration"), 41.0, 1.5);
    EXPECT_NEAR(number("print_duration"), 11.0, 1.0);
    EXPECT_EQ(field("state"), R"("printing")");
    EXPECT_EQ(field("filename"), R"("cube.gcode")");
}

TEST_F(PrintStatsTest, pauses_count_for_the_total_only) {
    stats().note_start();
    run("G1 E5 F300");
    const double before = number("print_duration");
    stats().note_pause();
    printer.run("G1 E1 F300\nG4 P60000");

    EXPECT_EQ(field("state"), R"("paused")");
    EXPECT_NEAR(number("print_duration"), before, 0.001);
    EXPECT_NEAR(number("filament_used"), 5.0, 1e-9);
    EXPECT_GT(number("total_duration"), 60.0);

    stats().note_start();
    run("G1 E2 F300");
    EXPECT_NEAR(number("filament_used"), 7.0, 1e-9);
    EXPECT_LT(number("print_duration"), before + 2.0);
}

TEST_F(PrintStatsTest, filament_is_counted_as_the_file_has_it) {
    stats().note_start();
    run("M221 S50");
    run("G1 E4 F300");
    run("M221 S200");
    run("G1 E3 F300");
    run("G1 E-1 F300");

    EXPECT_NEAR(number("filament_used"), 6.0, 1e-9);
}

TEST_F(PrintStatsTest, ends_once_and_keeps_its_numbers) {
    stats().note_start();
    run("G1 E5 F300");
    stats().note_error("cube.gcode:3: no");
    const auto total = field("total_duration");
    printer.run("G4 P5000");
    stats().note_complete();

    EXPECT_EQ(field("state"), R"("error")");
    EXPECT_EQ(field("message"), R"("cube.gcode:3: no")");
    EXPECT_EQ(field("total_duration"), total);

    stats().reset();
    EXPECT_EQ(field("state"), R"("standby")");
    EXPECT_EQ(field("filament_used"), "0.0");
}

TEST_F(PrintStatsTest, layers_are_what_the_slicer_says) {
    EXPECT_EQ(field("info"), R"({"total_layer": null, "current_layer": null})");

    printer.run("SET_PRINT_STATS_INFO CURRENT_LAYER=3");
    EXPECT_EQ(field("info"), R"({"total_layer": null, "current_layer": null})");
    printer.run("SET_PRINT_STATS_INFO TOTAL_LAYER=50");
    EXPECT_EQ(field("info"), R"({"total_layer": 50, "current_layer": 0})");
    printer.run("SET_PRINT_STATS_INFO CURRENT_LAYER=70");
    EXPECT_EQ(field("info"), R"({"total_layer": 50, "current_layer": 50})");
    printer.run("SET_PRINT_STATS_INFO TOTAL_LAYER=0");
    EXPECT_EQ(field("info"), R"({"total_layer": null, "current_layer": null})");
    EXPECT_EQ(printer.failure("SET_PRINT_STATS_INFO TOTAL_LAYER=-1"),
              "Error on 'SET_PRINT_STATS_INFO TOTAL_LAYER=-1': TOTAL_LAYER: must be at least 0 "
              "(is -1)");
}

}  // namespace
}  // namespace escapement::modules
