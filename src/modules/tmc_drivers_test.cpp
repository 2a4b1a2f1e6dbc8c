// Finding stepper drivers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_drivers.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "modules/tmc_driver.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

TEST(TmcDrivers, are_found_by_their_motors) {
    testing::OfflinePrinter printer("[tmc2209 stepper_x]\nuart_pin: PC0\nrun_current: 1\n");
    ASSERT_EQ(printer.problems(), "");
    const auto& drivers = printer.printer().modules().the<TmcDrivers>();

    ASSERT_NE(drivers.find("stepper_x"), nullptr);
    EXPECT_EQ(drivers.find("stepper_x")->chip_name(), "tmc2209_stepper_x");
    EXPECT_EQ(drivers.find("stepper_x")->phases(), 64);
    EXPECT_EQ(drivers.find("stepper_y"), nullptr);
}

}  // namespace
}  // namespace escapement::modules
