// Claims about the messages of a stepper.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/stepper_out.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using testing::OfflineRig;
using Lines = std::vector<std::string>;

std::unique_ptr<StepperOut> make(OfflineRig& rig, StepperOut::Settings settings = {}) {
    settings.step_pin.name = "PA1";
    settings.dir_pin.name = "PA2";
    auto made = StepperOut::make(rig.mcu, settings);
    EXPECT_TRUE(made) << made.error().what;
    return *std::move(made);
}

// The line that configures it.
std::string configured(OfflineRig& rig) {
    EXPECT_TRUE(rig.configure());
    return rig.lines().at(1);
}

TEST(StepperOut, pulses_last_two_microseconds_unless_told_otherwise) {
    OfflineRig rig;
    const auto stepper = make(rig, {.step_pin = {.invert = true}});

    EXPECT_EQ(configured(rig),
              "config_stepper oid=0 step_pin=PA1 dir_pin=PA2 invert_step=1 step_pulse_ticks=2");
}

TEST(StepperOut, a_configured_pulse_is_not_overruled_by_what_the_driver_prefers) {
    OfflineRig rig;
    const auto stepper = make(rig, {.step_pulse = 0.000010s});

    stepper->prefer(0.0000001s, true);

    EXPECT_EQ(configured(rig),
              "config_stepper oid=0 step_pin=PA1 dir_pin=PA2 invert_step=0 step_pulse_ticks=10");
}

TEST(StepperOut, a_fast_driver_steps_on_both_edges) {
    OfflineRig rig;
    const auto stepper = make(rig);

    stepper->prefer(0.0000001s, true);

    EXPECT_EQ(configured(rig),
              "config_stepper oid=0 step_pin=PA1 dir_pin=PA2 invert_step=-1 step_pulse_ticks=0");
}

TEST(StepperOut, a_board_that_is_as_fast_with_pulses_makes_pulses) {
    wire::DictionaryBuilder builder = testing::usual_dictionary();
    builder.constant("STEPPER_OPTIMIZED_UNSTEP", 40);
    OfflineRig rig(builder.build());
    const auto stepper = make(rig);

    stepper->prefer(0.0000001s, true);

    EXPECT_EQ(configured(rig),
              "config_stepper oid=0 step_pin=PA1 dir_pin=PA2 invert_step=0 step_pulse_ticks=0");
}

TEST(StepperOut, runs_and_directions_are_written_in_their_order) {
    OfflineRig rig;
    const auto stepper = make(rig, {.dir_pin = {.invert = true}});
    configured(rig);

    stepper->direction(true);
    stepper->run({1000, 3, -5}, {1000}, {2985});
    stepper->direction(false);
    stepper->run({500, 1, 0}, {3485}, {3485});
    rig.mcu.steps().flush({3000});

    EXPECT_EQ(rig.lines(),
              (Lines{"set_next_step_dir oid=0 dir=0",
                     "queue_step oid=0 interval=1000 count=3 add=-5",
                     "set_next_step_dir oid=0 dir=1",
                     "queue_step oid=0 interval=500 count=1 add=0"}));
}

TEST(StepperOut, a_run_is_held_until_the_one_before_it_ends) {
    OfflineRig rig;
    const auto stepper = make(rig);
    configured(rig);

    stepper->run({1000, 3, 0}, {1000}, {3000});
    stepper->run({1000, 3, 0}, {4000}, {6000});
    rig.mcu.steps().flush({2999});

    EXPECT_EQ(rig.lines().size(), 1U);
}

TEST(StepperOut, a_far_step_is_held_until_it_is_due) {
    OfflineRig rig;
    const auto stepper = make(rig);
    configured(rig);
    const std::uint64_t far = std::uint64_t{1} << 33;

    stepper->run({0, 1, 0}, {far}, {far});
    rig.mcu.steps().flush({far - 1});
    EXPECT_TRUE(rig.lines().empty());
    rig.mcu.steps().flush({far});

    EXPECT_EQ(rig.lines(), (Lines{"queue_step oid=0 interval=0 count=1 add=0"}));
}

TEST(StepperOut, a_pulse_of_more_than_a_millisecond_is_refused) {
    OfflineRig rig;

    const auto made =
        StepperOut::make(rig.mcu, {.step_pin = {"PA1"}, .dir_pin = {"PA2"}, .step_pulse = 0.002s});

    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().what, "step_pulse_duration must be at most 0.001 seconds");
}

}  // namespace
}  // namespace escapement::mcu
