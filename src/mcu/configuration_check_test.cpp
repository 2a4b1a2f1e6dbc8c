// Claims about boards that remember something.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/configuration_check.hpp"

#include <gtest/gtest.h>

namespace escapement::mcu {
namespace {

messages::Config remembering(std::uint32_t crc) {
    return {.is_config = true, .crc = crc};
}

TEST(ConfigurationCheck, a_board_that_remembers_nothing_or_the_same_may_be_configured) {
    EXPECT_FALSE(object_to({}, {.crc = 7}, "mcu"));
    EXPECT_FALSE(object_to(remembering(7), {.crc = 7}, "mcu"));
}

TEST(ConfigurationCheck, one_that_remembers_something_else_should_begin_anew) {
    const auto objection = object_to(remembering(8), {.crc = 7}, "ebb");

    EXPECT_EQ(objection->text,
              "MCU 'ebb' CRC does not match config\nIt is configured for something else already");
    EXPECT_TRUE(objection->restart_helps);
}

TEST(ConfigurationCheck, one_that_should_have_begun_anew_must_remember_nothing) {
    const auto objection = object_to(remembering(7), {.crc = 7, .restart_expected = true}, "mcu");

    EXPECT_TRUE(objection->text.starts_with("Failed automated reset of MCU 'mcu'\n"));
    EXPECT_FALSE(objection->restart_helps);
}

TEST(ConfigurationCheck, one_that_must_begin_anew_first_is_told_to) {
    EXPECT_EQ(object_to({}, {.restart_first = true}, "mcu")->text,
              "MCU 'mcu': full reset before config");
    EXPECT_FALSE(object_to({}, {.restart_expected = true, .restart_first = true}, "mcu"));
}

}  // namespace
}  // namespace escapement::mcu
