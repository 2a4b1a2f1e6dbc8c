// Stepper drivers on serial lines.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_uart.hpp"

#include <gtest/gtest.h>

#include "modules/testing_tmc.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::on_uart;
using testing::problems_of;

TEST(TmcUart, a_line_is_configured_with_its_baud_rate) {
    OfflinePrinter printer(on_uart);
    ASSERT_EQ(printer.problems(), "");

    const auto lines = printer.sent("config_tmcuart");

    ASSERT_EQ(lines.size(), 1u);
    EXPECT_NE(lines[0].find("pull_up=0"), std::string::npos) << lines[0];
    EXPECT_NE(lines[0].find("bit_time=25"), std::string::npos) << lines[0];  // of a board of 1 MHz
}

TEST(TmcUart, shared_wires_must_tell_drivers_apart) {
    const std::string first = "[tmc2209 stepper_x]\nuart_pin: PC0\nrun_current: 1\n";
    const std::string second = "[tmc2209 stepper_y]\nuart_pin: PC0\nrun_current: 1\n";
    EXPECT_EQ(problems_of(first + second + "uart_address: 1\n"), "");
    EXPECT_NE(problems_of(first + second).find("Shared TMC uarts need unique address"),
              std::string::npos);
    EXPECT_NE(problems_of(first + second + "uart_address: 1\ntx_pin: PC1\n")
                  .find("Shared TMC uarts must use the same pins"),
              std::string::npos);
    EXPECT_EQ(problems_of(first + "select_pins: PC4, PC5\n" + second + "select_pins: PC4, !PC5\n"),
              "");
    EXPECT_NE(problems_of(first + "select_pins: PC4\n" + second + "select_pins: PC5\n")
                  .find("All TMC mux instances must use identical pins"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
