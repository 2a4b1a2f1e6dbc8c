// Where a second carriage may be, and what moves it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/second_carriage.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const char* const second_carriage = R"(
[dual_carriage]
axis: x
step_pin: PC0
dir_pin: PC1
rotation_distance: 40
microsteps: 16
endstop_pin: PC2
position_endstop: 240
position_min: 20
position_max: 240
)";

TEST(SecondCarriage, says_on_which_axis_it_is) {
    const std::string without_axis = std::string(second_carriage).erase(17, 8);
    ASSERT_EQ(without_axis.find("axis"), std::string::npos);

    EXPECT_NE(OfflinePrinter(without_axis).problems().find("axis: must be specified: x or y"),
              std::string::npos);
    EXPECT_EQ(OfflinePrinter(without_axis + "[printer]\nkinematics: hybrid_corexy\n").problems(),
              "");
    EXPECT_NE(OfflinePrinter(without_axis + "axis: y\n[printer]\nkinematics: hybrid_corexz\n")
                  .problems()
                  .find("can have a second carriage only on x"),
              std::string::npos);
}

TEST(SecondCarriage, has_no_place_on_some_machines) {
    EXPECT_NE(OfflinePrinter(std::string(second_carriage) + "[printer]\nkinematics: corexy\n")
                  .problems()
                  .find("[dual_carriage] has no place on a machine with kinematics 'corexy'"),
              std::string::npos);
}

TEST(SecondCarriage, may_have_further_motors) {
    const std::string more =
        "[dual_carriage1]\nstep_pin: PC3\ndir_pin: PC4\n"
        "rotation_distance: 40\nmicrosteps: 16\n";
    OfflinePrinter printer(second_carriage + more);
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nSET_DUAL_CARRIAGE CARRIAGE=1\nG1 X200 F6000");
    printer.sent("");
    printer.run("GET_POSITION");

    EXPECT_NE(printer.said().back().find("dual_carriage:200.000000 dual_carriage1:200.000000"),
              std::string::npos);
    EXPECT_NE(OfflinePrinter(second_carriage + more + "axis: x\n")
                  .problems()
                  .find("[dual_carriage1] axis: belongs to the first motor, [dual_carriage]"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
