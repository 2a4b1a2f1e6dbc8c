// Claims about groups of steppers that stop together; tests/link has those with boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/trigger_group.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using testing::OfflineRig;

TEST(TriggerGroup, a_stepper_is_stopped_once_however_often_it_is_added) {
    OfflineRig rig;
    const auto group = TriggerGroup::make(rig.mcu);
    const auto stepper = StepperOut::make(rig.mcu, {.step_pin = {"PA1"}, .dir_pin = {"PA2"}});
    ASSERT_TRUE(group && stepper);

    ASSERT_TRUE((*group)->add_stepper(**stepper));
    ASSERT_TRUE((*group)->add_stepper(**stepper));

    EXPECT_EQ((*group)->steppers().size(), 1U);
}

TEST(TriggerGroup, with_a_second_board_all_must_hear_of_each_other_soon) {
    OfflineRig main, other;
    const auto group = TriggerGroup::make(main.mcu);
    const auto stepper = StepperOut::make(other.mcu, {.step_pin = {"PA1"}, .dir_pin = {"PA2"}});
    ASSERT_TRUE(group && stepper);
    ASSERT_TRUE((*group)->add_stepper(**stepper));
    ASSERT_TRUE(main.configure() && other.configure());
    main.lines(), other.lines();

    (*group)->start(base::PrintTime{1s});

    const auto main_lines = main.lines(), other_lines = other.lines();
    ASSERT_EQ(main_lines.size(), 2U);
    EXPECT_EQ(main_lines[0],
              "trsync_start oid=0 report_clock=1000000 report_ticks=7500 expire_reason=4");
    EXPECT_EQ(main_lines[1], "trsync_set_timeout oid=0 clock=1025000");
    ASSERT_EQ(other_lines.size(), 3U);
    EXPECT_EQ(other_lines[0],
              "trsync_start oid=1 report_clock=1003750 report_ticks=7500 expire_reason=4");
    EXPECT_EQ(other_lines[1], "stepper_stop_on_trigger oid=0 trsync_oid=1");
}

}  // namespace
}  // namespace escapement::mcu
