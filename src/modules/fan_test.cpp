// Tests of M106 and M107.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/fan.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(Fan, speed_is_a_part_of_255) {
    OfflinePrinter printer;

    printer.run("M106 S51");
    printer.sent("");

    EXPECT_EQ(printer.status("fan", "speed"), "0.2");
    EXPECT_EQ(printer.status("fan", "rpm"), "null");
}

TEST(Fan, without_a_number_it_runs_at_full_speed) {
    OfflinePrinter printer;

    printer.run("M106");
    printer.sent("");

    EXPECT_EQ(printer.status("fan", "speed"), "1.0");
}

TEST(Fan, m107_stops_it) {
    OfflinePrinter printer;

    printer.run("M106 S255\nG4 P1000\nM107");
    printer.sent("");

    EXPECT_EQ(printer.status("fan", "speed"), "0.0");
}

TEST(Fan, negative_speeds_are_refused) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("M106 S-1"), "Error on 'M106 S-1': S: must be at least 0 (is -1)");
}

}  // namespace
}  // namespace escapement::modules
