// Claims about bounds, choices and section names.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/schema.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

TEST(Bounds, say_which_one_is_broken_and_by_what) {
    const Bounds bounds{.at_most = 1.0, .above = 0.0};

    EXPECT_EQ(bounds.complaint(0.5), "");
    EXPECT_EQ(bounds.complaint(1.0), "");
    EXPECT_EQ(bounds.complaint(0.0), "must be above 0 (is 0)");
    EXPECT_EQ(bounds.complaint(1.2), "must be at most 1 (is 1.2)");
    EXPECT_EQ(bounds.text(), "above 0, at most 1");
}

TEST(Schema, serves_its_section_alone_unless_it_takes_names) {
    Schema fan, heater_fan;
    fan.sections = {"fan"};
    heater_fan.sections = {"heater_fan"};
    heater_fan.named = true;

    EXPECT_TRUE(fan.serves("fan"));
    EXPECT_FALSE(fan.serves("fan left"));
    EXPECT_TRUE(heater_fan.serves("heater_fan left"));
    EXPECT_FALSE(heater_fan.serves("heater_fan"));
}

TEST(OfferedEndstop, may_be_one_of_each_section) {
    const OfferedEndstop one{.chip = "probe", .pin = "z"};
    const OfferedEndstop each{.chip = "tmc2209", .pin = "z", .by_section = true};

    EXPECT_EQ(one.chip_of("bltouch"), "probe");
    EXPECT_EQ(each.chip_of("tmc2209 stepper_x"), "tmc2209_stepper_x");
    EXPECT_EQ(each.chip_of("tmc2209 manual_stepper arm"), "tmc2209_arm");
}

TEST(Schema, serves_numbered_sections_when_told_so) {
    Schema stepper;
    stepper.sections = {"stepper_z"};
    EXPECT_FALSE(stepper.serves("stepper_z1"));

    stepper.numbered = true;

    EXPECT_TRUE(stepper.serves("stepper_z1"));
    EXPECT_TRUE(stepper.serves("stepper_z12"));
    EXPECT_FALSE(stepper.serves("stepper_zx"));
}

}  // namespace
}  // namespace escapement::printer
