// Tests of M140 and M190.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_bed.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(HeaterBed, takes_a_target) {
    OfflinePrinter printer;

    printer.run("M140 S60");

    EXPECT_EQ(printer.status("heater_bed", "target"), "60.0");
}

TEST(HeaterBed, without_a_number_it_is_turned_off) {
    OfflinePrinter printer;

    printer.run("M140 S60\nM140");

    EXPECT_EQ(printer.status("heater_bed", "target"), "0.0");
}

TEST(HeaterBed, offline_nobody_waits) {
    OfflinePrinter printer;

    printer.run("M190 S60");

    EXPECT_EQ(printer.status("heater_bed", "temperature"), "60.0");
    EXPECT_TRUE(printer.said().empty());
}

TEST(HeaterBed, refuses_what_is_out_of_range) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("M140 S200"),
              "Requested temperature (200.0) out of range (0.0:130.0) of heater 'heater_bed'");
}

}  // namespace
}  // namespace escapement::modules
