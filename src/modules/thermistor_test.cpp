// Tests of sensors that a configuration describes itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/thermistor.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

// A bed on a sensor called "mine"; what is wrong with the configuration.
std::string problems(const std::string& sensor) {
    OfflinePrinter printer(
        "[heater_bed]\nheater_pin: PA0\nsensor_pin: PA1\nmin_temp: 0\nmax_temp: "
        "100\ncontrol: watermark\nsensor_type: mine\n" +
            sensor,
        testing::bare_board);
    auto text = printer.problems();
    return text.find("mine") == std::string::npos ? "" : text;
}

void expect_problem(const std::string& sensor, const std::string& problem) {
    const auto found = problems(sensor);
    EXPECT_NE(found.find(problem), std::string::npos)
        << "looked for " << problem << " in " << found;
}

TEST(CustomThermistor, is_known_by_its_name) {
    EXPECT_EQ(problems("[thermistor mine]\ntemperature1: 25\nresistance1: 100000\nbeta: 3950\n"),
              "");
    EXPECT_EQ(problems("[thermistor mine]\ntemperature1: 25\nresistance1: 100000\n"
                       "temperature2: 150\nresistance2: 1770\n"
                       "temperature3: 250\nresistance3: 230\n"),
              "");
}

TEST(CustomThermistor, needs_three_points_or_beta) {
    expect_problem("[thermistor mine]\ntemperature1: 25\nresistance1: 100000\ntemperature2: 150\n",
                   "[thermistor mine] resistance2: must be specified (a thermistor needs three "
                   "points, or one and beta)");
}

TEST(CustomThermistor, points_must_be_those_of_a_thermistor) {
    expect_problem(
        "[thermistor mine]\ntemperature1: 25\nresistance1: 1000\n"
        "temperature2: 25\nresistance2: 1770\n"
        "temperature3: 250\nresistance3: 230\n",
        "[thermistor mine]");
}

TEST(CustomAdcTemperature, is_known_by_its_name) {
    EXPECT_EQ(problems("[adc_temperature mine]\ntemperature1: 0\nvoltage1: 0\n"
                       "temperature2: 500\nvoltage2: 5\n"),
              "");
    EXPECT_EQ(problems("[adc_temperature mine]\ntemperature1: 0\nresistance1: 1000\n"
                       "temperature2: 500\nresistance2: 2800\n"),
              "");
}

TEST(CustomAdcTemperature, needs_a_reading_for_each_temperature) {
    expect_problem("[adc_temperature mine]\ntemperature1: 0\nvoltage1: 0\ntemperature2: 500\n",
                   "[adc_temperature mine] voltage2: must be specified, as temperature2 is");
}

TEST(CustomAdcTemperature, counts_without_a_gap) {
    expect_problem(
        "[adc_temperature mine]\ntemperature1: 0\nvoltage1: 0\n"
        "temperature3: 500\nvoltage3: 5\n",
        "[adc_temperature mine] needs temperature1, temperature2 and so on");
}

TEST(CustomAdcTemperature, is_voltages_or_resistances_but_not_both) {
    expect_problem("[adc_temperature mine]\ntemperature1: 0\nvoltage1: 0\nresistance1: 0\n",
                   "[adc_temperature mine] has voltages and resistances");
}

TEST(CustomAdcTemperature, numbers_must_be_numbers) {
    expect_problem("[adc_temperature mine]\ntemperature1: zero\nvoltage1: 0\n",
                   "[adc_temperature mine] temperature1: expected a number, found 'zero'");
}

}  // namespace
}  // namespace escapement::modules
