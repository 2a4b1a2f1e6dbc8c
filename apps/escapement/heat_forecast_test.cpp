// How long usual heaters take, and those whose gains are known.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/heat_forecast.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"

namespace escapement::app {
namespace {

HeatForecast forecast(const std::string& text, const printer::ThermalModels& measured = {}) {
    return HeatForecast(
        config::read_config("p.cfg", config::MemoryFiles({{"p.cfg", text}})).document, measured);
}

constexpr const char* two_heaters = "[extruder]\nheater_pin: PA1\n[heater_bed]\nheater_pin: PA2\n";

TEST(HeatForecast, usual_heaters_take_their_time) {
    auto heat = forecast(two_heaters);

    heat.set_target("extruder", 210.0);
    EXPECT_NEAR(heat.wait_for("extruder").count(), 65.0, 10.0);
    EXPECT_NEAR(heat.temperature("extruder"), 209.5, 1.0);
    EXPECT_EQ(heat.wait_for("extruder").count(), 0.0);
    heat.set_target("heater_bed", 60.0);
    EXPECT_NEAR(heat.wait_for("heater_bed").count(), 62.0, 10.0);
}

TEST(HeatForecast, what_was_measured_counts) {
    auto slow = forecast(two_heaters, {{"extruder", {1.0, 0.001, 21.0, base::Seconds{3.0}}}});
    auto fast = forecast(two_heaters, {{"extruder", {10.0, 0.001, 21.0, base::Seconds{3.0}}}});

    slow.set_target("extruder", 121.0);
    fast.set_target("extruder", 121.0);

    EXPECT_NEAR(slow.wait_for("extruder").count(), 107.0, 5.0);
    EXPECT_NEAR(fast.wait_for("extruder").count(), 13.0, 3.0);
}

TEST(HeatForecast, heaters_warm_while_another_is_waited_for) {
    auto heat = forecast(two_heaters);

    heat.set_target("extruder", 210.0);
    heat.set_target("heater_bed", 100.0);
    EXPECT_GT(heat.wait_for("heater_bed").count(), 100.0);

    EXPECT_EQ(heat.wait_for("extruder").count(), 0.0);
}

TEST(HeatForecast, less_power_and_slower_gains_take_longer) {
    auto usual = forecast("[extruder]\nheater_pin: PA1\n");
    auto weak = forecast("[extruder]\nheater_pin: PA1\nmax_power: 0.7\n");
    auto tuned =
        forecast("[extruder]\nheater_pin: PA1\ncontrol: pid\npid_kp: 22.2\npid_ki: 1.08\n");
    for (auto* heat : {&usual, &weak, &tuned}) heat->set_target("extruder", 210.0);

    const double usual_s = usual.wait_for("extruder").count();

    EXPECT_GT(weak.wait_for("extruder").count(), 1.3 * usual_s);
    EXPECT_NEAR(tuned.wait_for("extruder").count(), 190.0 / 1.05 * 1.25, 30.0);
}

TEST(HeatForecast, a_temperature_out_of_reach_is_not_waited_for_for_ever) {
    auto heat = forecast("[extruder]\nheater_pin: PA1\nmax_power: 0.1\n");

    heat.set_target("extruder", 300.0);

    EXPECT_NEAR(heat.wait_for("extruder").count(), 3603.0, 1.0);
}

TEST(HeatForecast, heaters_that_nobody_knows_take_no_time) {
    auto heat = forecast("");

    heat.set_target("extruder", 300.0);

    EXPECT_EQ(heat.wait_for("extruder").count(), 0.0);
}

}  // namespace
}  // namespace escapement::app
