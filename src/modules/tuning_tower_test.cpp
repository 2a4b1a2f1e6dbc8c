// Tests of parameters that change with height.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tuning_tower.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

class TuningTowerTest : public ::testing::Test {
  protected:
    TuningTowerTest() { printer.run("G28\nM83\nM104 S200"); }
    // Prints a line at each height; what was said.
    Lines print(const std::vector<std::string>& heights) {
        printer.said();
        for (const auto& z : heights)
            printer.run("G1 Z" + z + " F600\nG1 X10 E0.1 F6000\nG1 X20 E0.1");
        return printer.said();
    }
    testing::OfflinePrinter printer;
};

TEST_F(TuningTowerTest, sets_the_parameter_once_for_each_height) {
    printer.said();
    printer.run("TUNING_TOWER COMMAND=ECHO PARAMETER=A START=1 FACTOR=.5");
    EXPECT_EQ(printer.said(), Lines{"// Starting tuning test (start=1.000000 factor=0.500000)"});

    EXPECT_EQ(print({"1", "2"}), (Lines{"// ECHO A=1.500000000", "// ECHO A=2.000000000"}));
}

TEST_F(TuningTowerTest, knows_bands_steps_and_what_to_skip) {
    printer.run("TUNING_TOWER COMMAND=ECHO PARAMETER=A FACTOR=1 BAND=2");
    EXPECT_EQ(print({"0.5", "1.5", "2.5"}),
              (Lines{"// ECHO A=1.000000000", "// ECHO A=3.000000000"}));

    printer.run("TUNING_TOWER COMMAND=M900 PARAMETER=K STEP_DELTA=-1 STEP_HEIGHT=5 SKIP=3 START=9");
    EXPECT_EQ(print({"7", "8", "9"}),
              (Lines(2, R"(// Unknown command:"M900"; SET_PRESSURE_ADVANCE does that)")));
}

TEST_F(TuningTowerTest, moves_without_filament_change_nothing) {
    printer.run("TUNING_TOWER COMMAND=ECHO PARAMETER=A FACTOR=1");
    printer.said();

    printer.run("G1 Z5\nG1 X10\nG1 E1 F300");

    EXPECT_EQ(printer.said(), Lines{});
}

TEST_F(TuningTowerTest, ends_when_the_next_print_begins) {
    printer.run("TUNING_TOWER COMMAND=ECHO PARAMETER=A FACTOR=1");

    EXPECT_EQ(print({"10", "1", "2"}),
              (Lines{"// ECHO A=10.000000000", "// Ending tuning test mode"}));
}

TEST_F(TuningTowerTest, refuses_what_contradicts_itself) {
    const std::string begin = "TUNING_TOWER COMMAND=ECHO PARAMETER=A ";
    EXPECT_EQ(printer.failure(begin + "FACTOR=1 STEP_DELTA=1 STEP_HEIGHT=1"),
              "Cannot specify both FACTOR and STEP_DELTA/STEP_HEIGHT");
    EXPECT_EQ(printer.failure(begin + "STEP_DELTA=1"),
              "Must specify both STEP_DELTA and STEP_HEIGHT");
    EXPECT_EQ(printer.failure("TUNING_TOWER PARAMETER=A"),
              "Error on 'TUNING_TOWER PARAMETER=A': missing COMMAND");
}

}  // namespace
}  // namespace escapement::modules
