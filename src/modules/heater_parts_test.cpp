// Tests of what can be wrong with the options of a heater.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_parts.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

// A bed with these further lines on a board with nothing else; what is wrong with it.
std::string problems(const std::string& more) {
    OfflinePrinter printer("[heater_bed]\nheater_pin: PA0\nsensor_pin: PA1\nmin_temp: 0\n" + more,
                           testing::bare_board);
    return printer.problems();
}

void expect_problem(const std::string& more, const std::string& problem) {
    const auto found = problems(more);
    EXPECT_NE(found.find(problem), std::string::npos)
        << "looked for " << problem << " in " << found;
}

const std::string watermark = "max_temp: 100\ncontrol: watermark\n";

TEST(HeaterParts, an_unknown_sensor_is_reported_with_the_nearest_name) {
    expect_problem(watermark + "sensor_type: Generic 3550\n",
                   "sensor_type: Unknown temperature sensor 'Generic 3550' (did you mean 'Generic "
                   "3950'?)");
}

TEST(HeaterParts, options_of_another_kind_of_sensor_are_refused) {
    expect_problem(watermark + "sensor_type: Generic 3950\nadc_voltage: 5\n",
                   "adc_voltage: means nothing for a 'Generic 3950'; remove it");
    expect_problem(watermark + "sensor_type: PT1000\ninline_resistor: 5\n",
                   "inline_resistor: means nothing for a 'PT1000'; remove it");
    expect_problem(watermark + "sensor_type: AD595\npullup_resistor: 5\n",
                   "pullup_resistor: means nothing for a 'AD595'; remove it");
}

TEST(HeaterParts, gains_belong_to_pid_and_pid_needs_them) {
    expect_problem("sensor_type: PT1000\nmax_temp: 100\ncontrol: pid\npid_Kp: 1\npid_Ki: 1\n",
                   "pid_kd: must be specified for control 'pid'");
    expect_problem(watermark + "sensor_type: PT1000\npid_Kp: 1\n",
                   "means nothing for control 'watermark'; remove it");
}

TEST(HeaterParts, temperatures_must_be_in_order) {
    expect_problem("sensor_type: PT1000\ncontrol: watermark\nmax_temp: 0\n",
                   "max_temp: must be above min_temp, which is 0 (is 0)");
    expect_problem(watermark + "sensor_type: PT1000\nmin_extrude_temp: 170\n",
                   "min_extrude_temp: must be between min_temp (0) and max_temp (100), is 170");
}

TEST(HeaterParts, an_unknown_control_is_refused) {
    expect_problem("sensor_type: PT1000\nmax_temp: 100\ncontrol: pd\n",
                   "[heater_bed] control: 'pd' is not one of watermark, pid");
}

}  // namespace
}  // namespace escapement::modules
