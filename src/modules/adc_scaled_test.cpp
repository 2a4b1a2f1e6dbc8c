// Tests of scaled inputs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/adc_scaled.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string scale = "[adc_scaled vdda]\nvref_pin: PC0\nvssa_pin: PC1\n";

TEST(AdcScaled, its_pins_are_those_of_the_board) {
    OfflinePrinter printer(
        scale + "[temperature_sensor room]\nsensor_type: PT1000\nsensor_pin: vdda:PC2\n");

    EXPECT_EQ(printer.problems(), "");
    const auto sent = printer.sent("config_analog_in");
    EXPECT_TRUE(std::any_of(sent.begin(), sent.end(), [](const std::string& line) {
        return line.ends_with("pin=PC2");
    }));
}

TEST(AdcScaled, a_pin_is_used_once_whatever_it_is_called) {
    OfflinePrinter printer(
        scale + "[temperature_sensor room]\nsensor_type: PT1000\nsensor_pin: vdda:PC2\n" +
        "[output_pin light]\npin: PC2\n");

    EXPECT_NE(printer.problems().find("pin PC2 used multiple times in config"), std::string::npos)
        << printer.problems();
}

TEST(AdcScaled, is_for_analog_inputs_only) {
    OfflinePrinter printer(scale + "[output_pin light]\npin: vdda:PC2\n");

    EXPECT_NE(printer.problems().find("[output_pin light] pin: Unknown pin chip name 'vdda'"),
              std::string::npos)
        << printer.problems();
}

TEST(AdcScaled, both_ends_are_measured_by_one_board) {
    OfflinePrinter printer(
        "[mcu other]\nserial: /dev/x\n[adc_scaled vdda]\nvref_pin: PC0\n"
        "vssa_pin: other:PC1\n");

    EXPECT_NE(
        printer.problems().find("[adc_scaled vdda] vssa_pin: vref and vssa must be on same mcu"),
        std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
