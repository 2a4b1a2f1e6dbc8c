// Options of stepper drivers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_options.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/testing_tmc.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::on_uart;
using testing::problems_of;
using testing::soft_spi;

bool is_told(const std::vector<std::string>& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

TEST(TmcOptions, options_reach_their_fields) {
    OfflinePrinter printer(
        "[tmc5160 stepper_x]\ncs_pin: PC0\nrun_current: 0.8\ndriver_SGT: -5\ndriver_TOFF: 4\n"
        "driver_vhighfs: on\nstealthchop_threshold: 100\ncoolstep_threshold: 50\n"
        "high_velocity_threshold: 200\ninterpolate: False\n" +
        soft_spi);
    ASSERT_EQ(printer.problems(), "");
    printer.run(
        "DUMP_TMC STEPPER=stepper_x REGISTER=COOLCONF\n"
        "DUMP_TMC STEPPER=stepper_x REGISTER=TPWMTHRS\n"
        "DUMP_TMC STEPPER=stepper_x REGISTER=TCOOLTHRS\n"
        "DUMP_TMC STEPPER=stepper_x REGISTER=THIGH\n");

    const auto said = printer.said();

    EXPECT_TRUE(is_told(said, "// COOLCONF:   007b0000 sgt=-5"));
    EXPECT_TRUE(is_told(said, "// TPWMTHRS:   0000005e tpwmthrs=94"));
    EXPECT_TRUE(is_told(said, "// TCOOLTHRS:  000000bc tcoolthrs=188"));
    EXPECT_TRUE(is_told(said, "// THIGH:      0000002f thigh=47"));
}

TEST(TmcOptions, mistakes_are_named) {
    EXPECT_NE(problems_of("[tmc2209 stepper_q]\nuart_pin: PC0\nrun_current: 0.8\n")
                  .find("Could not find config section '[stepper_q]' required by tmc driver"),
              std::string::npos);
    EXPECT_NE(
        problems_of("[tmc2209 fan]\nuart_pin: PC0\nrun_current: 0.8\n").find("[fan] is no motor"),
        std::string::npos);
    EXPECT_NE(problems_of("[tmc2209 stepper_x]\nuart_pin: PC0\nrun_current: 3\n")
                  .find("run_current: must be at most 2 (is 3)"),
              std::string::npos);
    EXPECT_NE(problems_of("[tmc2240 stepper_x]\nrun_current: 1\n")
                  .find("cs_pin: must be specified, or uart_pin"),
              std::string::npos);
    EXPECT_NE(problems_of("[tmc2240 stepper_x]\nuart_pin: PC0\ncs_pin: PC1\nrun_current: 1\n")
                  .find("cannot be used along with uart_pin"),
              std::string::npos);
    EXPECT_NE(problems_of("[tmc2240 stepper_x]\nuart_pin: PC0\nrun_current: 2.5\n")
                  .find("run_current: must be at most 2.1213"),
              std::string::npos);
    EXPECT_NE(problems_of("[tmc2660 stepper_x]\ncs_pin: PC0\nrun_current: 1\nsense_resistor: 0.05\n"
                          "driver_HEND: 10\ndriver_HSTRT: 6\n" +
                          soft_spi)
                  .find("driver_HEND + driver_HSTRT must be <= 15"),
              std::string::npos);
    EXPECT_NE(problems_of(on_uart + "driver_TOFF: 16\n").find("driver_toff: must be at most 15"),
              std::string::npos);
    EXPECT_NE(problems_of("[manual_stepper arm]\nstep_pin: PC4\ndir_pin: PC5\n"
                          "rotation_distance: 40\nmicrosteps: 20\n"
                          "[tmc2209 manual_stepper arm]\nuart_pin: PC0\nrun_current: 1\n")
                  .find("has 20 microsteps, which the driver cannot make"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
