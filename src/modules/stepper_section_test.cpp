// The options of motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/stepper_section.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(StepperSection, makes_its_motor_on_the_board) {
    OfflinePrinter printer("[stepper_x]\nstep_pulse_duration: 0.000005\n");

    // At a million ticks a second.
    const auto configured = printer.sent("config_stepper");
    ASSERT_EQ(configured.size(), 4u);
    EXPECT_NE(configured[0].find("step_pulse_ticks=5"), std::string::npos) << configured[0];
    auto* x = printer.printer().modules().find<StepperSection>("stepper_x");
    ASSERT_TRUE(x);
    EXPECT_DOUBLE_EQ(x->stepper().step_distance().value, 40.0 / 3200.0);
}

TEST(StepperSection, names_what_is_missing_or_wrong) {
    OfflinePrinter printer("[stepper_z1]\nstep_pin: PC0\nmicrosteps: 0\nhoming_sped: 5\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("[stepper_z1] dir_pin: must be specified"), std::string::npos);
    EXPECT_NE(problems.find("[stepper_z1] rotation_distance: must be specified"),
              std::string::npos);
    EXPECT_NE(problems.find("[stepper_z1] microsteps: must be at least 1 (is 0)"),
              std::string::npos);
    EXPECT_NE(problems.find("did you mean 'homing_speed'?"), std::string::npos) << problems;
}

}  // namespace
}  // namespace escapement::modules
