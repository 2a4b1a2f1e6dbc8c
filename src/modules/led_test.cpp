// Tests of lights on pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/led.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string lamp = "[led lamp]\nred_pin: PC0\nwhite_pin: PC1\ncycle_time: 0.01\n";

TEST(Led, shows_its_colours_by_pulses) {
    OfflinePrinter printer(lamp);

    printer.run("SET_LED LED=lamp RED=0.5 GREEN=1 WHITE=0.25");
    const auto sent = printer.sent("queue_digital_out");

    ASSERT_GE(sent.size(), 2U);
    EXPECT_TRUE(sent[sent.size() - 2].ends_with("on_ticks=5000"));
    EXPECT_TRUE(sent.back().ends_with("on_ticks=2500"));
    EXPECT_EQ(printer.status("led lamp", "color_data"), "[[0.5, 1.0, 0.0, 0.25]]");
}

TEST(Led, waits_with_what_is_not_to_be_shown_yet) {
    OfflinePrinter printer(lamp);
    const auto before = printer.sent("queue_digital_out").size();

    printer.run("SET_LED LED=lamp RED=0.5 TRANSMIT=0");
    EXPECT_EQ(printer.sent("queue_digital_out").size(), before);
    printer.run("SET_LED LED=lamp RED=0.5 WHITE=1 SYNC=0");

    EXPECT_EQ(printer.sent("queue_digital_out").size(), before + 2);
}

TEST(Led, refuses_what_is_out_of_range) {
    OfflinePrinter printer(lamp);

    EXPECT_EQ(printer.failure("SET_LED LED=lamp RED=2"),
              "Error on 'SET_LED LED=lamp RED=2': RED: must be at most 1 (is 2)");
    EXPECT_EQ(printer.failure("SET_LED LED=lamp INDEX=2"),
              "Error on 'SET_LED': INDEX: must be at most 1 (is 2)");
}

TEST(Led, needs_a_pin) {
    OfflinePrinter printer("[led lamp]\n");

    EXPECT_NE(printer.problems().find("[led lamp] needs red_pin, green_pin, blue_pin or white_pin"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
