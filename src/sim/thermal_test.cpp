// Claims about heating and cooling.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/thermal.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/quantity.hpp"

namespace escapement::sim {
namespace {

using namespace base::literals;

constexpr ThermalMass::Properties hotend{.power_w = 40,
                                         .heat_capacity_j_per_k = 12,
                                         .loss_w_per_k = 0.1,
                                         .sensor_lag_s = 2,
                                         .ambient_celsius = 20};

TEST(ThermalMass, stays_at_room_temperature_unheated) {
    ThermalMass mass(hotend);

    EXPECT_DOUBLE_EQ(mass.temperature(100.0_s), 20.0);
    EXPECT_DOUBLE_EQ(mass.sensed(100.0_s), 20.0);
}

TEST(ThermalMass, settles_where_loss_equals_power) {
    ThermalMass mass(hotend);

    mass.set_duty(0.5, 0.0_s);

    EXPECT_NEAR(mass.temperature(5000.0_s), 20 + 20 / 0.1, 1e-6);
    EXPECT_NEAR(mass.sensed(5000.0_s), 20 + 20 / 0.1, 1e-6);
}

TEST(ThermalMass, follows_the_exponential_of_its_time_constant) {
    ThermalMass mass(hotend);

    mass.set_duty(1.0, 0.0_s);

    EXPECT_NEAR(mass.temperature(120.0_s), 20 + 400 * (1 - std::exp(-1.0)), 1e-9);
}

TEST(ThermalMass, comes_to_the_same_in_one_step_as_in_many) {
    ThermalMass once(hotend), often(hotend);

    once.set_duty(0.7, 0.0_s);
    often.set_duty(0.7, 0.0_s);
    for (int i = 1; i <= 1000; ++i) often.temperature(base::Seconds(i * 0.1));

    EXPECT_NEAR(once.temperature(100.0_s), often.temperature(100.0_s), 1e-9);
    EXPECT_NEAR(once.sensed(100.0_s), often.sensed(100.0_s), 1e-9);
}

TEST(ThermalMass, sensor_lags_behind_while_heating) {
    ThermalMass mass(hotend);

    mass.set_duty(1.0, 0.0_s);

    EXPECT_LT(mass.sensed(5.0_s), mass.temperature(5.0_s) - 1.0);
}

}  // namespace
}  // namespace escapement::sim
