// From options to a step's distance.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/stepper_config.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"

namespace escapement::printer {
namespace {

StepperConfig usual() {
    StepperConfig config;
    config.section = {"stepper_x", "stepper_x", {"printer.cfg", 5}};
    config.rotation_distance = base::Length{40.0};
    config.microsteps = 16;
    return config;
}

std::string complaint(const StepperConfig& config) {
    try {
        step_distance(config);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "none";
}

TEST(StepDistance, divides_a_turn_into_full_steps_and_microsteps) {
    auto config = usual();
    EXPECT_DOUBLE_EQ(step_distance(config).value, 40.0 / 3200.0);

    config.full_steps_per_rotation = 400;
    EXPECT_DOUBLE_EQ(step_distance(config).value, 40.0 / 6400.0);
}

TEST(StepDistance, turns_the_motor_more_often_than_the_axis) {
    auto config = usual();
    config.gear_ratio.text = "50:17, 2:1";

    EXPECT_NEAR(step_distance(config).value, 40.0 / 3200.0 * 17.0 / 100.0, 1e-15);
}

TEST(StepDistance, is_not_made_of_impossible_motors) {
    auto config = usual();
    config.full_steps_per_rotation = 199;
    EXPECT_EQ(complaint(config),
              "printer.cfg:5: [stepper_x] full_steps_per_rotation: must be a multiple of 4 (is "
              "199)");

    config = usual();
    config.microsteps = 2'000'000'000;
    EXPECT_TRUE(complaint(config).starts_with(
        "printer.cfg:5: [stepper_x] rotation_distance: makes steps of 1e-10 mm"));

    config = usual();
    config.gear_ratio.text = "50:0";
    EXPECT_TRUE(complaint(config).starts_with("printer.cfg:5: [stepper_x] gear_ratio: "));
}

TEST(GearRatio, is_told_as_pairs_of_numbers) {
    EXPECT_EQ(base::to_json(to_value(GearRatio{})), "[]");
    EXPECT_EQ(base::to_json(to_value(GearRatio{"107.000:16, 60:16"})),
              "[[107.0, 16.0], [60.0, 16.0]]");
}

}  // namespace
}  // namespace escapement::printer
