// Tests of the sections of microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/mcu.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(McuModule, tells_what_the_firmware_says_about_itself) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.status("mcu", "mcu_version"), "\"v1\"");
    EXPECT_NE(printer.status("mcu", "mcu_constants").find("\"CLOCK_FREQ\": 1000000"),
              std::string::npos);
}

TEST(McuModule, there_may_be_several_each_with_its_pins) {
    OfflinePrinter printer(
        "[mcu toolboard]\nserial: /dev/null\n[heater_fan hotend]\npin: toolboard:PA0\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("mcu toolboard", "mcu_version"), "\"v1\"");
}

TEST(McuModule, a_board_on_a_bus_needs_a_name_instead_of_a_port) {
    EXPECT_EQ(OfflinePrinter("[mcu ebb]\ncanbus_uuid: 0123456789ab\n").problems(), "");
    EXPECT_NE(OfflinePrinter("[mcu ebb]\n").problems().find("[mcu ebb] serial: "),
              std::string::npos);
    EXPECT_NE(OfflinePrinter("[mcu ebb]\ncanbus_uuid: head\n")
                  .problems()
                  .find("canbus_uuid: Invalid CAN uuid 'head'"),
              std::string::npos);
}

TEST(McuModule, the_main_board_must_be_there) {
    EXPECT_NE(OfflinePrinter("[mcu]\nis_non_critical: True\n")
                  .problems()
                  .find("[mcu] is_non_critical: Primary MCU cannot be marked as non-critical!"),
              std::string::npos);
    OfflinePrinter printer(
        "[mcu ebb]\nserial: /dev/null\nis_non_critical: True\nreconnect_interval: 0.5\n");
    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("mcu ebb", "non_critical_disconnected"), "false");
}

TEST(McuModule, an_unknown_way_to_restart_is_refused) {
    OfflinePrinter printer("[mcu]\nrestart_method: arduin\n");

    EXPECT_NE(printer.problems().find("(did you mean 'arduino'?)"), std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
