// Stepper drivers in a configuration, as the simulation understands them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sim_drivers.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"

namespace escapement::app {
namespace {

config::Document document(const std::string& text) {
    const config::MemoryFiles files({{"printer.cfg", text}});
    return config::read_config("printer.cfg", files).document;
}

TEST(StallPin, is_the_one_that_the_driver_tells_stalls_by) {
    const auto config = document(
        "[tmc2130 stepper_x]\ndiag1_pin: !PA1\n[tmc2209 manual_stepper arm]\ndiag_pin: PA2\n");

    EXPECT_EQ(stall_pin(config, "tmc2130_stepper_x:virtual_endstop")->option, "diag1_pin");
    EXPECT_EQ(stall_pin(config, "tmc2209_arm:virtual_endstop")->section->name,
              "tmc2209 manual_stepper arm");
    EXPECT_FALSE(stall_pin(config, "probe:z_virtual_endstop"));
    EXPECT_FALSE(stall_pin(config, "^PA1"));
}

TEST(BothEdges, are_steps_where_a_driver_can_and_pulses_are_short) {
    const auto config = document(
        "[stepper_x]\nstep_pin: PA1\n[stepper_y]\nstep_pulse_duration: 0.000002\n[stepper_z]\n"
        "[tmc2209 stepper_x]\nuart_pin: PA2\n[tmc2209 stepper_y]\nuart_pin: PA3\n");

    EXPECT_TRUE(steps_on_both_edges(config, *config.find("stepper_x")));
    EXPECT_FALSE(steps_on_both_edges(config, *config.find("stepper_y")));
    EXPECT_FALSE(steps_on_both_edges(config, *config.find("stepper_z")));
}

}  // namespace
}  // namespace escapement::app
