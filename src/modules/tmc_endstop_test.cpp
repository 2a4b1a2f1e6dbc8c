// Stepper drivers that stand in for endstops.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_endstop.hpp"

#include <gtest/gtest.h>

#include "modules/testing_tmc.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::on_uart;
using testing::problems_of;

TEST(TmcEndstop, stands_in_for_an_endstop) {
    const std::string stall =
        "[tmc2209 stepper_y]\nuart_pin: PC6\ndiag_pin: ^PC7\nrun_current: 1\n"
        "[manual_stepper arm]\nstep_pin: PC4\ndir_pin: PC5\n"
        "rotation_distance: 40\nmicrosteps: 16\n"
        "endstop_pin: tmc2209_stepper_y:virtual_endstop\n";
    OfflinePrinter printer(stall);
    ASSERT_EQ(printer.problems(), "");

    EXPECT_EQ(printer.sent("config_endstop").size(), 4u);
    printer.run("MANUAL_STEPPER STEPPER=arm MOVE=5 STOP_ON_ENDSTOP=1");
}

TEST(TmcEndstop, wrong_endstops_are_named) {
    const auto with_endstop = [](const std::string& driver, const std::string& pin) {
        return problems_of(driver +
                           "[manual_stepper arm]\nstep_pin: PC4\ndir_pin: PC5\n"
                           "rotation_distance: 40\nmicrosteps: 16\nendstop_pin: " +
                           pin + "\n");
    };
    EXPECT_NE(with_endstop(on_uart, "tmc2209_stepper_x:virtual_endstop")
                  .find("endstop_pin: tmc virtual endstop requires diag pin config: set diag_pin "
                        "in [tmc2209 stepper_x]"),
              std::string::npos);
    EXPECT_NE(with_endstop(on_uart, "tmc2209_stepper_x:virtual").find("write tmc2209_stepper_x:"),
              std::string::npos);
    EXPECT_NE(with_endstop(on_uart, "^tmc2209_stepper_x:virtual_endstop")
                  .find("Can not pullup/invert tmc2209_stepper_x virtual endstop"),
              std::string::npos);
    EXPECT_NE(with_endstop(on_uart, "tmc2209_stepper_q:virtual_endstop")
                  .find("Unknown pin chip name 'tmc2209_stepper_q'"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
