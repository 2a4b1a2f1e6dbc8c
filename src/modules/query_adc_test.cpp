// Tests of QUERY_ADC.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/query_adc.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Lines = std::vector<std::string>;

TEST(QueryAdc, lists_the_inputs) {
    OfflinePrinter printer;
    printer.said();

    printer.run("QUERY_ADC");

    EXPECT_EQ(printer.said(), Lines{"// Available ADC objects: \"extruder\", \"heater_bed\""});
}

TEST(QueryAdc, tells_the_last_reading_and_the_resistance_behind_it) {
    OfflinePrinter printer;
    printer.said();

    printer.run("QUERY_ADC NAME=extruder PULLUP=4700");

    EXPECT_EQ(printer.said(),
              Lines{"// ADC object \"extruder\" has value 0.000000 (timestamp 0.000)\n"
                    "// resistance 0.047 (with 4700 pullup)"});
}

}  // namespace
}  // namespace escapement::modules
