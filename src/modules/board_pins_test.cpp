// Tests of [board_pins].
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/board_pins.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(BoardPins, aliases_stand_for_pins_wherever_the_section_stands) {
    OfflinePrinter printer(
        "[heater_fan hotend]\npin: !FAN1\n"
        "[board_pins]\naliases: FAN1=PC3, EXP_9=<GND>\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.sent("config_digital_out").size(), 8U);
}

TEST(BoardPins, several_sections_and_lists_add_up) {
    OfflinePrinter printer(
        "[board_pins first]\naliases: A=PC1\n"
        "[board_pins second]\naliases: B=A\naliases_more: FAN1=B\n"
        "[heater_fan hotend]\npin: FAN1\n");

    EXPECT_EQ(printer.problems(), "");
}

TEST(BoardPins, reserved_pins_are_refused) {
    OfflinePrinter printer("[board_pins]\naliases: EXP_9=<GND>\n[heater_fan hotend]\npin: EXP_9\n");

    EXPECT_NE(printer.problems().find("pin EXP_9 is reserved for <GND>"), std::string::npos)
        << printer.problems();
}

TEST(BoardPins, a_board_that_is_not_there_is_a_mistake) {
    OfflinePrinter printer("[board_pins]\nmcu: mcv\naliases: A=PC1\n");

    EXPECT_NE(printer.problems().find("[board_pins] mcu: Unknown chip name 'mcv' (did you mean "
                                      "'mcu'?)"),
              std::string::npos)
        << printer.problems();
}

TEST(BoardPins, malformed_pairs_are_reported_with_their_line) {
    OfflinePrinter printer("[board_pins]\naliases: A PC1\n", testing::bare_board);

    EXPECT_NE(printer.problems().find("printer.cfg:5: [board_pins] aliases: expected 'alias=pin'"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
