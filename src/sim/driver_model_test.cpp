// Registers of a simulated driver.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/driver_model.hpp"

#include <gtest/gtest.h>

#include "chips/driver_chips.hpp"

namespace escapement::sim {
namespace {

TEST(DriverModel, says_that_its_power_has_come_on_until_that_is_cleared) {
    DriverModel driver(chips::tmc2209(), [] { return 0; });
    EXPECT_EQ(driver.read(0x01), 1u);
    EXPECT_EQ(driver.read(0x01), 1u);

    driver.write(0x01, 1);

    EXPECT_EQ(driver.read(0x01), 0u);
}

TEST(DriverModel, of_the_2130_clears_that_when_it_is_read) {
    DriverModel driver(chips::tmc2130(), [] { return 0; });
    EXPECT_EQ(driver.read(0x01), 1u);
    EXPECT_EQ(driver.read(0x01), 0u);
}

TEST(DriverModel, counts_microsteps_within_a_cycle) {
    std::int64_t steps = 0;
    DriverModel driver(chips::tmc2209(), [&] { return steps; });
    const auto& reg = *chips::tmc2209().find("CHOPCONF");
    driver.write(reg.address, reg.field("mres")->put(0, 4));  // 16 microsteps

    steps = 3;
    EXPECT_EQ(driver.read(0x6a), 48u);
    steps = 64 + 3;
    EXPECT_EQ(driver.read(0x6a), 48u);
    steps = -1;
    EXPECT_EQ(driver.read(0x6a), 1008u);
}

TEST(DriverModel, holds_its_motor_with_the_current_it_was_given) {
    DriverModel driver(chips::tmc5160(), [] { return 0; });
    driver.write(0x10, 0x1f00);

    EXPECT_EQ(driver.read(0x6f) >> 16 & 0x1f, 31u);
    EXPECT_EQ(driver.field("irun"), 31);
}

}  // namespace
}  // namespace escapement::sim
