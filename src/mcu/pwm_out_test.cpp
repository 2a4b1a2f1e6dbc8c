// Claims about pulse widths: what the board is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/pwm_out.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using base::PrintTime;
using testing::OfflineRig;
using Lines = std::vector<std::string>;

TEST(PwmOut, soft_pulses_are_a_digital_output_with_a_cycle) {
    OfflineRig rig;

    const auto heater = PwmOut::make(rig.mcu, {.pin = {"PA1"}, .max_duration = 3s});
    ASSERT_TRUE(heater) << heater.error().what;
    ASSERT_TRUE(rig.configure());

    const Lines lines = rig.lines();
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[1],
              "config_digital_out oid=0 pin=PA1 value=0 default_value=0 max_duration=3000000");
    EXPECT_EQ(lines[2], "set_digital_out_pwm_cycle oid=0 cycle_ticks=100000");
    EXPECT_EQ(lines[4], "queue_digital_out oid=0 clock=200000 on_ticks=0");
}

TEST(PwmOut, hard_pulses_are_shares_of_the_hardware_range) {
    OfflineRig rig;
    const auto fan = PwmOut::make(rig.mcu,
                                  {.pin = {.name = "PA1", .invert = true},
                                   .cycle_time = 0.001s,
                                   .hardware = true,
                                   .shutdown_value = 1.0,
                                   .max_duration = 0s});
    ASSERT_TRUE(fan) << fan.error().what;
    ASSERT_TRUE(rig.configure());

    (*fan)->set(PrintTime{1s}, 0.25);

    const Lines lines = rig.lines();
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[1],
              "config_pwm_out oid=0 pin=PA1 cycle_ticks=1000 value=255 default_value=0"
              " max_duration=0");
    EXPECT_EQ(lines[3], "queue_pwm_out oid=0 clock=1000000 value=191");
}

// A board that was taken over may have a reason to change its fan at once.
TEST(PwmOut, a_change_waits_for_the_first_value) {
    OfflineRig rig;
    const auto fan = PwmOut::make(rig.mcu, {.pin = {"PA1"}, .max_duration = 0s});
    ASSERT_TRUE(fan);
    ASSERT_TRUE(rig.configure());

    (*fan)->set(PrintTime{0.1s}, 1.0);
    (*fan)->set(PrintTime{0.5s}, 0.0);

    const Lines lines = rig.lines();
    ASSERT_GE(lines.size(), 3U);
    EXPECT_EQ(lines[lines.size() - 3], "queue_digital_out oid=0 clock=200000 on_ticks=0");
    EXPECT_EQ(lines[lines.size() - 2], "queue_digital_out oid=0 clock=300000 on_ticks=100000");
    EXPECT_EQ(lines.back(), "queue_digital_out oid=0 clock=500000 on_ticks=0");
}

TEST(PwmOut, hardware_without_a_range_is_refused) {
    auto dictionary = testing::usual_dictionary();
    dictionary.constant("PWM_MAX", 65536);
    OfflineRig rig(dictionary.build());

    const auto fan = PwmOut::make(rig.mcu, {.pin = {"PA1"}, .hardware = true});

    ASSERT_FALSE(fan);
    EXPECT_EQ(fan.error().what, "the board's dictionary gives an impossible PWM_MAX of 65536");
}

TEST(PwmOut, values_are_kept_between_off_and_on) {
    OfflineRig rig;
    const auto heater = PwmOut::make(rig.mcu, {.pin = {"PA1"}});
    ASSERT_TRUE(heater && rig.configure());
    rig.lines();

    (*heater)->set(PrintTime{1s}, 1.7);
    (*heater)->set(PrintTime{2s}, -0.3);
    (*heater)->set(PrintTime{3s}, 0.333);

    EXPECT_EQ(rig.lines(),
              (Lines{"queue_digital_out oid=0 clock=1000000 on_ticks=100000",
                     "queue_digital_out oid=0 clock=2000000 on_ticks=0",
                     "queue_digital_out oid=0 clock=3000000 on_ticks=33300"}));
}

TEST(PwmOut, a_change_waits_for_the_end_of_a_soft_cycle) {
    OfflineRig rig;
    const auto heater = PwmOut::make(rig.mcu, {.pin = {"PA1"}});
    ASSERT_TRUE(heater && rig.configure());

    EXPECT_EQ((*heater)->next_aligned_print_time(PrintTime{1.23s}), PrintTime{1.23s});
    (*heater)->set(PrintTime{1s}, 0.5);

    EXPECT_EQ((*heater)->next_aligned_print_time(PrintTime{1.23s}), PrintTime{1.3s});
    EXPECT_EQ((*heater)->next_aligned_print_time(PrintTime{1.23s}, 0.04s), PrintTime{1.2s});
    EXPECT_EQ((*heater)->next_aligned_print_time(PrintTime{1.29s}, 5s), PrintTime{1.3s});
}

TEST(PwmOut, soft_pulses_can_be_only_off_or_on_after_a_shutdown) {
    OfflineRig rig;

    const auto fan =
        PwmOut::make(rig.mcu, {.pin = {"PA1"}, .shutdown_value = 0.5, .max_duration = 0s});

    ASSERT_FALSE(fan);
    EXPECT_EQ(fan.error().what, "the shutdown value must be 0 or 1 without hardware_pwm");
}

}  // namespace
}  // namespace escapement::mcu
