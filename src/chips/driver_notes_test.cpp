// Numbers of stepper drivers in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/driver_notes.hpp"

#include <gtest/gtest.h>

namespace escapement::chips {
namespace {

TEST(FieldText, names_what_flags_mean) {
    EXPECT_EQ(field_text("tmc2209", "otpw", 1), "1(OvertempWarning!)");
    EXPECT_EQ(field_text("tmc2209", "otpw", 0), "");
    EXPECT_EQ(field_text("tmc2209", "toff", 3), "3");
}

TEST(FieldText, depends_on_the_chip) {
    EXPECT_EQ(field_text("tmc2660", "diss2g", 1), "1(Short to GND disabled!)");
    EXPECT_EQ(field_text("tmc5160", "diss2g", 1), "1");
    EXPECT_EQ(field_text("tmc2660", "vsense", 0), "0(305mV)");
    EXPECT_EQ(field_text("tmc2209", "vsense", 0), "");
}

TEST(FieldText, counts_microsteps) {
    EXPECT_EQ(field_text("tmc2209", "mres", 0), "0(256usteps)");
    EXPECT_EQ(field_text("tmc2209", "mres", 8), "8(1usteps)");
}

}  // namespace
}  // namespace escapement::chips
