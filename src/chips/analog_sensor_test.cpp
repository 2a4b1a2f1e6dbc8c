// Sensors in their circuits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/analog_sensor.hpp"

#include <gtest/gtest.h>

#include "chips/named_sensors.hpp"

namespace escapement::chips {
namespace {

AnalogSensor sensor(std::string_view name, const AnalogCircuit& circuit = {}) {
    return *AnalogSensor::build(*find_named_sensor(name), circuit);
}

std::string error(const AnalogModel& model, const AnalogCircuit& circuit) {
    auto built = AnalogSensor::build(model, circuit);
    return built ? "(none)" : built.error().what;
}

TEST(AnalogSensor, of_a_thermistor_is_a_divider_below_a_pull_up) {
    // 100 kiloohm below 4.7 kiloohm.
    EXPECT_NEAR(sensor("Generic 3950").fraction_at(25.0), 100.0 / 104.7, 1e-12);
    EXPECT_NEAR(
        sensor("Generic 3950", {.pullup_ohm = 1000.0}).fraction_at(25.0), 100.0 / 101.0, 1e-12);
    EXPECT_NEAR(sensor("Generic 3950").celsius_at(100.0 / 104.7), 25.0, 1e-9);
}

TEST(AnalogSensor, subtracts_the_resistor_in_line) {
    const auto thermistor = sensor("Generic 3950", {.pullup_ohm = 2200.0, .inline_ohm = 100.0});

    EXPECT_NEAR(thermistor.fraction_at(210.0), 0.207630138961711, 1e-12);  // klippy thermistor.py
    EXPECT_NEAR(thermistor.celsius_at(0.207630138961711), 210.0, 1e-9);
}

TEST(AnalogSensor, of_an_amplifier_divides_by_the_reference) {
    EXPECT_DOUBLE_EQ(sensor("AD595").fraction_at(25.0), 0.05);
    EXPECT_DOUBLE_EQ(sensor("AD595", {.reference_volt = 2.5}).fraction_at(25.0), 0.1);
    EXPECT_DOUBLE_EQ(sensor("AD8495", {.offset_volt = 0.025}).fraction_at(25.0), 0.02);
}

TEST(AnalogSensor, reads_the_ends_of_the_scale_as_beyond_everything) {
    EXPECT_GT(sensor("Generic 3950").celsius_at(0.0), 2000.0);
    EXPECT_LT(sensor("Generic 3950").celsius_at(1.0), -90.0);
    EXPECT_EQ(sensor("Generic 3950").fraction_at(-273.15), 1.0);
}

TEST(AnalogSensor, refuses_impossible_circuits) {
    const auto model = *find_named_sensor("Generic 3950");

    EXPECT_EQ(error(model, {.pullup_ohm = 0.0}), "the pull-up resistor must be above 0");
    EXPECT_EQ(error(model, {.inline_ohm = -1.0}), "the inline resistor must be at least 0");
    EXPECT_EQ(error(model, {.reference_volt = 0.0}), "the ADC voltage must be above 0");
}

TEST(AnalogSensor, refuses_tables_without_a_curve) {
    EXPECT_EQ(error(VoltageTable{{{0.0, 1.0}, {10.0, 9.0}}}, {}), "need at least two samples");
    EXPECT_EQ(error(ResistanceTable{{{0.0, 100.0}, {10.0, 100.0}}}, {}), "duplicate value 100");
}

}  // namespace
}  // namespace escapement::chips
