// Thermistor curves against data sheets and against themselves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/thermistor.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace escapement::chips {
namespace {

constexpr std::array<ThermistorPoint, 3> semitec_104gt2{
    {{20.0, 126800.0}, {150.0, 1360.0}, {300.0, 80.65}}};

Thermistor semitec() {
    return *Thermistor::from_points(semitec_104gt2);
}

TEST(Thermistor, passes_through_its_three_points) {
    for (const auto& [celsius, ohm] : semitec_104gt2) {
        EXPECT_NEAR(semitec().celsius_at(ohm), celsius, 1e-9);
        EXPECT_NEAR(semitec().ohm_at(celsius) / ohm, 1.0, 1e-9);
    }
    EXPECT_FALSE(semitec().is_beta_curve());
}

TEST(Thermistor, agrees_with_the_data_sheet_between_its_points) {
    // ATC Semitec, "GT-2 glass thermistors", column 104GT.
    constexpr ThermistorPoint table[] = {
        {0.0, 353700.0}, {50.0, 33490.0}, {100.0, 5556.0}, {200.0, 439.3}, {250.0, 174.0}};

    for (const auto& [celsius, ohm] : table)
        EXPECT_NEAR(semitec().celsius_at(ohm), celsius, 0.5) << ohm;
}

TEST(Thermistor, finds_its_way_back_over_its_whole_range) {
    const auto beta = *Thermistor::from_beta({25.0, 100000.0}, 3950.0);
    for (double celsius = -200.0; celsius <= 600.0; celsius += 0.5) {
        EXPECT_NEAR(semitec().celsius_at(semitec().ohm_at(celsius)), celsius, 1e-9);
        EXPECT_NEAR(beta.celsius_at(beta.ohm_at(celsius)), celsius, 1e-9);
    }
}

TEST(Thermistor, takes_its_points_in_any_order) {
    const auto shuffled =
        *Thermistor::from_points({{{300.0, 80.65}, {20.0, 126800.0}, {150.0, 1360.0}}});

    EXPECT_EQ(shuffled.celsius_at(1000.0), semitec().celsius_at(1000.0));
}

TEST(Thermistor, from_beta_is_the_exponential_curve) {
    const auto thermistor = *Thermistor::from_beta({25.0, 100000.0}, 3950.0);

    EXPECT_TRUE(thermistor.is_beta_curve());
    EXPECT_NEAR(thermistor.celsius_at(100000.0), 25.0, 1e-9);
    EXPECT_NEAR(
        thermistor.ohm_at(100.0) / (100000.0 * std::exp(3950.0 * (1.0 / 373.15 - 1.0 / 298.15))),
        1.0,
        1e-12);
}

TEST(Thermistor, falls_back_to_beta_when_the_points_bend_the_wrong_way) {
    const auto thermistor =
        Thermistor::from_points({{{25.0, 100000.0}, {100.0, 1000.0}, {250.0, 200.0}}});

    ASSERT_TRUE(thermistor);
    EXPECT_TRUE(thermistor->is_beta_curve());
    EXPECT_NEAR(thermistor->celsius_at(100000.0), 25.0, 1e-9);
    EXPECT_NEAR(thermistor->celsius_at(200.0), 250.0, 1e-9);
}

TEST(Thermistor, reads_a_short_circuit_as_hot) {
    EXPECT_GT(semitec().celsius_at(1e-3), 5000.0);
    EXPECT_EQ(semitec().celsius_at(0.0), semitec().celsius_at(-100.0));
    EXPECT_GT(semitec().celsius_at(0.0), 5000.0);
}

TEST(Thermistor, has_no_conductance_at_absolute_zero) {
    EXPECT_EQ(semitec().ohm_at(-273.15), std::numeric_limits<double>::infinity());
    EXPECT_EQ(semitec().ohm_at(-300.0), std::numeric_limits<double>::infinity());
}

TEST(Thermistor, refuses_points_that_are_none) {
    const ThermistorPoint cold{25.0, 100000.0};
    const ThermistorPoint warm{100.0, 5000.0};

    EXPECT_FALSE(Thermistor::from_points({cold, warm, warm}));
    EXPECT_FALSE(Thermistor::from_points({cold, warm, {250.0, 5000.0}}));
    EXPECT_FALSE(Thermistor::from_points({cold, warm, {250.0, 9000.0}}));
    EXPECT_EQ(Thermistor::from_points({cold, warm, {250.0, 0.0}}).error().what,
              "resistance 0 must be above 0");
    EXPECT_EQ(Thermistor::from_points({cold, warm, {-280.0, 1e9}}).error().what,
              "temperature -280 must be above -273.15");
    EXPECT_FALSE(Thermistor::from_points({cold, warm, {std::nan(""), 200.0}}));
    EXPECT_EQ(Thermistor::from_beta(cold, 0.0).error().what, "beta 0 must be above 0");
    EXPECT_FALSE(Thermistor::from_beta({25.0, -1.0}, 3950.0));
}

}  // namespace
}  // namespace escapement::chips
