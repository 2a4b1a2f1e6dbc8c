// Tests of analog temperature sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/thermometer.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "chips/named_sensors.hpp"

namespace escapement::printer {
namespace {

using base::PrintTime;
using base::Seconds;

chips::AnalogSensor sensor(const char* type) {
    return *chips::AnalogSensor::build(*chips::find_named_sensor(type), {});
}

TEST(Thermometer, asks_the_board_to_stop_outside_of_its_range) {
    const auto generic = sensor("Generic 3950");

    const auto options = Thermometer::adc_options(generic, {.lowest = 0, .highest = 270});

    EXPECT_NEAR(generic.celsius_at(options.least), 270.0, 1e-6);
    EXPECT_NEAR(generic.celsius_at(options.most), 0.0, 1e-6);
    EXPECT_EQ(options.range_check_count, 4);
    EXPECT_EQ(options.sample_count, 8);
}

TEST(Thermometer, a_range_beyond_the_sensor_uses_all_of_the_converter) {
    const auto options =
        Thermometer::adc_options(sensor("AD8495"), {.lowest = -273, .highest = 9e4});

    EXPECT_DOUBLE_EQ(options.least, 0.0);
    EXPECT_DOUBLE_EQ(options.most, 1.0);
}

TEST(Thermometer, dates_a_reading_at_the_end_of_its_samples) {
    std::vector<double> times;
    Thermometer thermometer(
        sensor("Generic 3950"), {.lowest = 0, .highest = 270}, [&](PrintTime when, double celsius) {
            times.push_back(when.time_since_epoch().count());
            EXPECT_NEAR(celsius, 25.0, 0.01);
        });

    // 100 kilo-ohm at 25 degrees below a pull-up of 4.7.
    thermometer.read(PrintTime(Seconds(5.0)), 100.0 / 104.7);

    ASSERT_EQ(times.size(), 1U);
    EXPECT_DOUBLE_EQ(times[0], 5.008);
}

TEST(Thermometer, complains_about_a_reading_out_of_range_only) {
    const auto generic = sensor("Generic 3950");
    Thermometer thermometer(
        sensor("Generic 3950"), {.lowest = 0, .highest = 270}, [](PrintTime, double) {});
    EXPECT_EQ(thermometer.complaint(), "");

    thermometer.read(PrintTime{}, generic.fraction_at(100.0));
    EXPECT_EQ(thermometer.complaint(), "");
    thermometer.read(PrintTime{}, generic.fraction_at(300.0));

    EXPECT_EQ(thermometer.complaint(), "temperature 300.0 not in range 0.0:270.0");
}

}  // namespace
}  // namespace escapement::printer
