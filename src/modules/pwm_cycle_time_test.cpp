// Tests of outputs with cycles of any length.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pwm_cycle_time.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(PwmCycleTime, commands_change_the_cycle) {
    OfflinePrinter printer("[pwm_cycle_time beeper]\npin: PC0\ncycle_time: 0.001\n");

    printer.run("SET_PIN PIN=beeper VALUE=0.5 CYCLE_TIME=0.002");

    EXPECT_TRUE(printer.sent("set_digital_out_pwm_cycle").back().ends_with("cycle_ticks=2000"));
    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=1000"));
    EXPECT_EQ(printer.status("pwm_cycle_time beeper", "value"), "0.5");
}

TEST(PwmCycleTime, without_one_the_usual_cycle_comes_back) {
    OfflinePrinter printer("[pwm_cycle_time beeper]\npin: PC0\ncycle_time: 0.001\n");

    printer.run("SET_PIN PIN=beeper VALUE=0.5 CYCLE_TIME=0.002\nSET_PIN PIN=beeper VALUE=0.5");

    EXPECT_TRUE(printer.sent("set_digital_out_pwm_cycle").back().ends_with("cycle_ticks=1000"));
    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=500"));
}

TEST(PwmCycleTime, cycles_must_be_possible) {
    OfflinePrinter printer("[pwm_cycle_time beeper]\npin: PC0\n");

    EXPECT_EQ(printer.failure("SET_PIN PIN=beeper VALUE=0.5 CYCLE_TIME=4"),
              "Error on 'SET_PIN PIN=beeper VALUE=0.5 CYCLE_TIME=4': CYCLE_TIME: must be at most 3 "
              "(is 4)");
}

}  // namespace
}  // namespace escapement::modules
