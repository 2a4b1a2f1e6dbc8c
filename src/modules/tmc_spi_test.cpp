// Stepper drivers on SPI buses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_spi.hpp"

#include <gtest/gtest.h>

#include "modules/testing_tmc.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::problems_of;
using testing::soft_spi;

TEST(TmcSpi, all_registers_are_written_when_the_printer_is_ready) {
    OfflinePrinter printer(
        "[tmc5160 stepper_x]\ncs_pin: PC0\nrun_current: 0.8\nsense_resistor: 0.075\n" + soft_spi);
    ASSERT_EQ(printer.problems(), "");

    const auto lines = printer.sent("spi_send");

    EXPECT_EQ(lines.size(), 21u);
    EXPECT_NE(lines[0].find("8b00000043"), std::string::npos) << lines[0];  // GLOBALSCALER
    EXPECT_NE(lines[1].find("9000061f1f"), std::string::npos) << lines[1];  // IHOLD_IRUN
}

TEST(TmcSpi, chains_need_places) {
    const auto link = [](const std::string& motor, const std::string& rest) {
        return "[tmc5160 " + motor + "]\ncs_pin: PC0\nrun_current: 1\n" + soft_spi + rest;
    };
    EXPECT_EQ(problems_of(link("stepper_x", "chain_length: 2\nchain_position: 1\n") +
                          link("stepper_y", "chain_length: 2\nchain_position: 2\n")),
              "");
    EXPECT_NE(problems_of(link("stepper_x", "chain_length: 2\nchain_position: 1\n") +
                          link("stepper_y", "chain_length: 2\nchain_position: 1\n"))
                  .find("TMC SPI chain can not have duplicate position"),
              std::string::npos);
    EXPECT_NE(problems_of(link("stepper_x", "chain_length: 2\nchain_position: 1\n") +
                          link("stepper_y", "chain_length: 3\nchain_position: 2\n"))
                  .find("TMC SPI chain must have same length"),
              std::string::npos);
    EXPECT_NE(problems_of(link("stepper_x", "chain_length: 2\nchain_position: 3\n"))
                  .find("chain_position: must be at most 2"),
              std::string::npos);
    EXPECT_NE(problems_of(link("stepper_x", "chain_length: 2\n")).find("chain_position: must be"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
