// The named sensors against recorded numbers and against themselves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/named_sensors.hpp"

#include <gtest/gtest.h>

namespace escapement::chips {
namespace {

AnalogSensor sensor(std::string_view name) {
    return *AnalogSensor::build(*find_named_sensor(name), {});
}

struct Recorded {
    std::string_view name;
    double celsius;
    double fraction;
};

// What Klipper's calc_adc gives (klippy/extras/thermistor.py, adc_temperature.py) with the
// default circuit: 4700 ohm pull-up, 5 V.
constexpr Recorded recorded[] = {
    {"ATC Semitec 104GT-2", -20.0, 0.9958467152379181},
    {"ATC Semitec 104GT-2", 210.0, 0.07113457461262493},
    {"ATC Semitec 104NT-4-R025H42G", 210.0, 0.07216725245475766},
    {"EPCOS 100K B57560G104F", 25.0, 0.9551098376313277},
    {"EPCOS 100K B57560G104F", 210.0, 0.08842983332461632},
    {"Generic 3950", 100.0, 0.5938629860582022},
    {"Generic 3950", 210.0, 0.09204731084140474},
    {"SliceEngineering 450", 300.0, 0.139158137803006},
    {"TDK NTCG104LH104JT1", 100.0, 0.4939227956246391},
    {"Honeywell 100K 135-104LAG-J01", 210.0, 0.1144506187604004},
    {"NTC 100K MGB18-104F39050L32", 210.0, 0.09904488884354187},
    {"AD595", 213.0, 0.42874},
    {"AD597", 213.0, 0.42501},
    {"AD8494", 470.0, 0.4976999999999999},
    {"AD8495", 213.0, 0.21253999999999998},
    {"AD8496", 213.0, 0.2132},
    {"AD8497", 470.0, 0.4748},
    {"PT100 INA826", 213.0, 0.3943237164837155},
    {"PT1000", -10.0, 0.16975429010701734},
    {"PT1000", 213.0, 0.277618249886733},
    {"PT1000", 520.0, 0.3796896943889502},
};

TEST(NamedSensors, read_as_recorded) {
    for (const auto& [name, celsius, fraction] : recorded) {
        EXPECT_NEAR(sensor(name).fraction_at(celsius), fraction, 1e-9) << name;
        EXPECT_NEAR(sensor(name).celsius_at(fraction), celsius, 1e-6) << name;
    }
}

TEST(NamedSensors, find_their_way_back) {
    for (const auto& name : named_sensors())
        for (double celsius = 0.0; celsius <= 450.0; celsius += 7.5)
            EXPECT_NEAR(sensor(name).celsius_at(sensor(name).fraction_at(celsius)), celsius, 1e-9)
                << name;
}

TEST(NamedSensors, of_platinum_follow_iec_60751) {
    // Table of IEC 60751 for a 100 ohm sensor, times ten.
    EXPECT_NEAR(sensor("PT1000").fraction_at(100.0), 1385.1 / (4700.0 + 1385.1), 1e-5);
    EXPECT_NEAR(sensor("PT1000").fraction_at(400.0), 2470.9 / (4700.0 + 2470.9), 1e-5);
}

TEST(NamedSensors, are_unknown_under_any_other_name) {
    EXPECT_EQ(named_sensors().size(), 16U);
    EXPECT_FALSE(find_named_sensor("generic 3950"));
    EXPECT_FALSE(find_named_sensor(""));
}

}  // namespace
}  // namespace escapement::chips
