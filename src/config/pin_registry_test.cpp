// One pin, one user, unless they agreed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/pin_registry.hpp"

#include <gtest/gtest.h>

namespace escapement::config {
namespace {

const PinUser fan{.section = "fan", .place = {"printer.cfg", 12}};
const PinUser bed{.section = "heater_bed", .place = {"printer.cfg", 20}};

TEST(PinRegistry, names_both_users_of_a_pin) {
    PinRegistry pins;
    ASSERT_TRUE(pins.claim({.name = "PA1"}, fan));

    EXPECT_EQ(pins.claim({.name = "PA1"}, bed).error().what,
              "pin PA1 used multiple times in config: by [fan] (printer.cfg:12) and by "
              "[heater_bed] (printer.cfg:20)");
}

TEST(PinRegistry, tells_chips_apart) {
    PinRegistry pins;
    ASSERT_TRUE(pins.claim({.name = "PA1"}, fan));

    EXPECT_TRUE(pins.claim({.chip = "z", .name = "PA1"}, bed));
}

TEST(PinRegistry, lets_users_of_one_kind_share) {
    const PinUser x{.section = "stepper_x", .place = {"p.cfg", 1}, .share = "stepper_enable"};
    const PinUser y{.section = "stepper_y", .place = {"p.cfg", 2}, .share = "stepper_enable"};
    PinRegistry pins;

    EXPECT_EQ(*pins.claim({.name = "PA1", .inverted = true}, x), PinRegistry::Claim::first);
    EXPECT_EQ(*pins.claim({.name = "PA1", .inverted = true}, y), PinRegistry::Claim::shared);
    EXPECT_EQ(pins.claim({.name = "PA1"}, y).error().what,
              "Shared pin PA1 must have same polarity and pull resistor: used by [stepper_x] "
              "(p.cfg:1) and by [stepper_y] (p.cfg:2)");
    EXPECT_FALSE(pins.claim({.name = "PA1", .inverted = true}, fan));
}

TEST(PinRegistry, lets_anybody_share_a_pin_that_is_permitted) {
    PinRegistry pins;
    pins.permit_sharing("mcu:PA1");
    ASSERT_TRUE(pins.claim({.name = "PA1"}, fan));

    EXPECT_EQ(*pins.claim({.name = "PA1", .inverted = true}, bed), PinRegistry::Claim::shared);
}

TEST(PinRegistry, forgets_a_pin_that_is_released) {
    PinRegistry pins;
    ASSERT_TRUE(pins.claim({.name = "PA1"}, fan));
    pins.release({.name = "PA1"});

    EXPECT_EQ(*pins.claim({.name = "PA1"}, bed), PinRegistry::Claim::first);
}

}  // namespace
}  // namespace escapement::config
