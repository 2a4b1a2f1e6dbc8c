// Tests of speeds from pulses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tachometer.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

base::PrintTime second(double number) {
    return base::PrintTime(base::Seconds(number));
}

TEST(EdgeFrequency, is_that_between_the_last_edges_of_two_reports) {
    EdgeFrequency frequency;
    frequency.take({second(1.0), 0, second(0.0)});
    frequency.take({second(2.0), 90, second(1.9)});
    EXPECT_NEAR(frequency.hertz(), 100.0, 1e-9);

    frequency.take({second(3.0), 200, second(3.0)});
    EXPECT_NEAR(frequency.hertz(), 100.0, 1e-9);
}

TEST(EdgeFrequency, without_new_edges_it_is_zero) {
    EdgeFrequency frequency;
    frequency.take({second(1.0), 0, second(0.0)});
    frequency.take({second(2.0), 100, second(2.0)});

    frequency.take({second(3.0), 100, second(2.0)});

    EXPECT_EQ(frequency.hertz(), 0.0);
}

TEST(Tachometer, asks_the_board_to_count) {
    testing::OfflinePrinter printer("[fan_generic aux]\npin: PC0\ntachometer_pin: ^PC1\n");

    EXPECT_TRUE(printer.sent("config_counter").back().ends_with("pin=PC1 pull_up=1"));
    EXPECT_NE(printer.sent("query_counter").front().find("poll_ticks=1500 sample_ticks=1000000"),
              std::string::npos);
    EXPECT_EQ(printer.status("fan_generic aux", "rpm"), "0.0");
}

}  // namespace
}  // namespace escapement::modules
