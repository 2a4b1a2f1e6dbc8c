// Tests of how fast a print steps its motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/step_rates.hpp"

#include <gtest/gtest.h>

#include "printer/testing_motion.hpp"

namespace escapement::app {
namespace {

using printer::testing::at;

TEST(StepRates, the_peak_of_a_motor_is_its_speed_over_its_step_distance) {
    printer::testing::MotionBench bench(printer::testing::MotionBench::Mode::offline);
    auto toolhead = printer::testing::make_toolhead(bench);
    toolhead->set_position(at(0, 0, 0), printer::all_axes());
    StepRates rates;
    rates.watch(*bench.steppers.front());

    toolhead->move(at(100, 0, 0), base::Speed{50.0});
    toolhead->flush();
    rates.settle(bench.queue.solved_until());

    base::Value report;
    rates.add_to(report);
    const auto* motor = report.find("peak_step_rates")->find("stepper_x");
    ASSERT_NE(motor, nullptr);
    EXPECT_NEAR(*motor->find("steps_per_second")->as<double>(), 5000.0, 1.0);
    EXPECT_TRUE(motor->find("bound")->is_null());
    EXPECT_NE(rates.text().find("nothing is known"), std::string::npos) << rates.text();
}

TEST(StepRates, a_stepper_is_left_alone_afterwards) {
    printer::testing::MotionBench bench(printer::testing::MotionBench::Mode::offline);
    auto toolhead = printer::testing::make_toolhead(bench);
    toolhead->set_position(at(0, 0, 0), printer::all_axes());
    { StepRates().watch(*bench.steppers.front()); }

    toolhead->move(at(1, 0, 0), base::Speed{50.0});
    toolhead->flush();

    EXPECT_EQ(bench.outputs.front()->count(), 100);
}

}  // namespace
}  // namespace escapement::app
