// Tests of finding gains.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/relay_tuning.hpp"

#include <gtest/gtest.h>

#include <numbers>

namespace escapement::printer {
namespace {

base::PrintTime second(double number) {
    return base::PrintTime(base::Seconds(number));
}

// A swing of 10 degrees that takes 20 s: a triangle around 200 degrees.
class RelayTuningTest : public ::testing::Test {
  protected:
    void swing(int cycles) {
        for (int i = 0; i < cycles * 20; ++i) {
            const int phase = i % 20;
            const double celsius = phase < 10 ? 195.0 + phase : 205.0 - (phase - 10);
            tuning.duty_for(second(time++), celsius, target);
        }
    }
    double target = 200.0;
    double time = 0.0;
    RelayTuning tuning{200.0, 1.0, [this](double celsius) { target = celsius; }};
};

TEST_F(RelayTuningTest, switches_at_the_target_which_is_lower_while_it_cools) {
    EXPECT_EQ(tuning.duty_for(second(0), 190.0, target), 1.0);
    EXPECT_EQ(target, 200.0);
    EXPECT_EQ(tuning.duty_for(second(1), 200.0, target), 0.0);
    EXPECT_EQ(target, 195.0);
    EXPECT_EQ(tuning.duty_for(second(2), 196.0, target), 0.0);
    EXPECT_EQ(tuning.duty_for(second(3), 195.0, target), 1.0);
    EXPECT_EQ(target, 200.0);
}

TEST_F(RelayTuningTest, gains_follow_from_amplitude_and_period) {
    swing(8);

    ASSERT_FALSE(tuning.is_settling(0.0, 0.0));
    const auto gains = tuning.gains();
    const double ultimate = 4.0 / (std::numbers::pi * 5.0);
    EXPECT_NEAR(gains.kp, 0.6 * ultimate * 255.0, 1e-6);
    EXPECT_NEAR(gains.ki, gains.kp / 10.0, 1e-6);
    EXPECT_NEAR(gains.kd, gains.kp * 2.5, 1e-6);
}

TEST_F(RelayTuningTest, a_few_swings_are_not_enough) {
    swing(3);

    EXPECT_TRUE(tuning.is_settling(0.0, 0.0));
}

}  // namespace
}  // namespace escapement::printer
