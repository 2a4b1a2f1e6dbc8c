// Tests of SET_FAN_SPEED.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/fan_generic.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(FanGeneric, is_set_by_its_name) {
    OfflinePrinter printer("[fan_generic aux]\npin: PC0\n[fan_generic exhaust]\npin: PC1\n");

    printer.run("SET_FAN_SPEED FAN=exhaust SPEED=0.4");
    printer.sent("");

    EXPECT_EQ(printer.status("fan_generic aux", "speed"), "0.0");
    EXPECT_EQ(printer.status("fan_generic exhaust", "speed"), "0.4");
}

TEST(FanGeneric, needs_a_speed) {
    OfflinePrinter printer("[fan_generic aux]\npin: PC0\n");

    EXPECT_EQ(printer.failure("SET_FAN_SPEED FAN=aux"),
              "SET_FAN_SPEED must specify SPEED or TEMPLATE");
    EXPECT_EQ(printer.failure("SET_FAN_SPEED FAN=aux SPEED=-1"),
              "Error on 'SET_FAN_SPEED': SPEED: must be at least 0 (is -1)");
}

}  // namespace
}  // namespace escapement::modules
