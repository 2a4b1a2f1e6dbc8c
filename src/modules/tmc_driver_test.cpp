// Stepper drivers with registers: what they are told, and what they say.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_driver.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/testing_tmc.hpp"
#include "printer/events.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::on_uart;
using testing::soft_spi;

const std::string on_spi =
    "[tmc5160 stepper_x]\ncs_pin: PC0\nrun_current: 0.8\nsense_resistor: 0.075\n" + soft_spi;

bool has_line(const std::vector<std::string>& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

TEST(TmcDriver, takes_shorter_pulses_than_others) {
    OfflinePrinter printer(on_uart);

    const auto motors = printer.sent("config_stepper");
    EXPECT_NE(motors[0].find("step_pulse_ticks=0"), std::string::npos) << motors[0];
    EXPECT_NE(motors[1].find("step_pulse_ticks=2"), std::string::npos) << motors[1];
    printer.run("DUMP_TMC STEPPER=stepper_x REGISTER=slaveconf");
    EXPECT_EQ(printer.said().back(), "// SLAVECONF:  00000200 senddelay=2");
}

TEST(TmcDriver, shows_what_was_written_and_what_is_read) {
    OfflinePrinter printer(on_uart);
    printer.said();

    printer.run("DUMP_TMC STEPPER=stepper_x");

    const auto said = printer.said();
    EXPECT_EQ(said.front(), "// ========== Write-only registers ==========");
    EXPECT_TRUE(has_line(said, "// IHOLD_IRUN: 00081919 ihold=25 irun=25 iholddelay=8"));
    EXPECT_TRUE(has_line(said, "// TPWMTHRS:   000fffff tpwmthrs=1048575"));
    EXPECT_TRUE(has_line(said, "// ========== Queried registers =========="));
    EXPECT_TRUE(has_line(said, "// DRV_STATUS: 00000000 cs_actual=0(Reset?)"));
    EXPECT_EQ(printer.failure("DUMP_TMC STEPPER=stepper_x REGISTER=NOTHING"),
              "Unknown register name 'NOTHING'");
}

TEST(TmcDriver, fields_can_be_set) {
    OfflinePrinter printer(on_spi);
    printer.sent("spi_send");

    printer.run("SET_TMC_FIELD STEPPER=stepper_x FIELD=SGT VALUE=-2");
    EXPECT_NE(printer.sent("spi_send").back().find("ed007e0000"), std::string::npos);
    printer.run("SET_TMC_FIELD STEPPER=stepper_x FIELD=tpwmthrs VELOCITY=100");
    EXPECT_NE(printer.sent("spi_send").back().find("930000005e"), std::string::npos);
}

TEST(TmcDriver, refuses_fields_and_numbers_that_it_has_not) {
    OfflinePrinter printer(on_uart);
    const auto failure = [&](const std::string& rest) {
        return printer.failure("SET_TMC_FIELD STEPPER=stepper_x " + rest);
    };

    EXPECT_EQ(failure("FIELD=tof VALUE=3"), "Unknown field name 'tof' (did you mean 'toff'?)");
    EXPECT_EQ(failure("FIELD=toff"), "Specify either VALUE or VELOCITY");
    EXPECT_EQ(failure("FIELD=toff VALUE=3 VELOCITY=3"), "Specify either VALUE or VELOCITY");
    EXPECT_EQ(failure("FIELD=toff VALUE=16"), "VALUE of toff must be 0 to 15 (is 16)");
}

TEST(TmcDriver, currents_can_be_set) {
    OfflinePrinter printer(on_uart);

    printer.run("SET_TMC_CURRENT STEPPER=stepper_x");
    EXPECT_EQ(printer.said().back(), "// Run Current: 0.80A Hold Current: 0.80A");
    printer.run("SET_TMC_CURRENT STEPPER=stepper_x CURRENT=1.1 HOLDCURRENT=0.5");

    EXPECT_EQ(printer.said().back(), "// Run Current: 1.09A Hold Current: 0.49A");
    EXPECT_EQ(printer.failure("SET_TMC_CURRENT STEPPER=stepper_x CURRENT=2.5"),
              "CURRENT must be at most 2 (is 2.5)");
    EXPECT_EQ(printer.status("tmc2209 stepper_x", "run_current").substr(0, 5), "1.087");
}

TEST(TmcDriver, all_registers_can_be_written_again) {
    OfflinePrinter printer(on_spi);
    const auto before = printer.sent("spi_send");

    printer.run("INIT_TMC STEPPER=stepper_x");

    auto after = printer.sent("spi_send");
    ASSERT_EQ(after.size(), before.size() * 2);
    after.erase(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(before.size()));
    EXPECT_EQ(after, before);
}

TEST(TmcDriver, switches_a_motor_that_has_no_enable_pin) {
    OfflinePrinter printer("[tmc2130 manual_stepper arm]\ncs_pin: PC0\nrun_current: 0.5\n" +
                           soft_spi +
                           "[manual_stepper arm]\nstep_pin: PC4\ndir_pin: PC5\n"
                           "rotation_distance: 40\nmicrosteps: 16\n");
    ASSERT_EQ(printer.problems(), "");
    const auto chopper = [&] {
        printer.sent("spi_send");  // makes all steps, which switch motors on
        printer.wait(base::Seconds{0.5});
        std::string last;
        for (const auto& line : printer.sent("spi_send"))
            if (const auto place = line.find("ec"); place != std::string::npos)
                last = line.substr(place, 10);
        return last;
    };
    EXPECT_EQ(chopper(), "ec14028380");  // TOFF 0

    printer.run("MANUAL_STEPPER STEPPER=arm MOVE=5");
    EXPECT_EQ(chopper(), "ec14028384");

    printer.run("M84");
    EXPECT_EQ(chopper(), "ec14028380");
}

TEST(TmcDriver, tells_its_phase_and_health_only_when_it_knows_them) {
    OfflinePrinter printer(on_uart);
    EXPECT_EQ(printer.status("tmc2209 stepper_x", "mcu_phase_offset"), "null");
    EXPECT_EQ(printer.status("tmc2209 stepper_x", "drv_status"), "null");
    EXPECT_EQ(printer.status("tmc2209 stepper_x", "temperature"), "null");

    printer.run("G28 X");
    printer.wait(base::Seconds{1.0});

    EXPECT_NE(printer.status("tmc2209 stepper_x", "mcu_phase_offset"), "null");
    EXPECT_EQ(printer.status("tmc2209 stepper_x", "drv_status"), "{}");
}

TEST(TmcDriver, a_temperature_is_among_the_monitors) {
    OfflinePrinter printer("[tmc2240 stepper_x]\nuart_pin: PC0\nrun_current: 1\n");
    ASSERT_EQ(printer.problems(), "");

    EXPECT_EQ(printer.status("heaters", "available_monitors"), "[\"tmc2240 stepper_x\"]");
}

TEST(TmcDriver, of_the_2660_lowers_its_current_while_nothing_is_printed) {
    OfflinePrinter printer(
        "[tmc2660 stepper_x]\ncs_pin: PC0\nrun_current: 1\nsense_resistor: 0.1\n"
        "idle_current_percent: 50\n" +
        soft_spi);
    ASSERT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("tmc2660 stepper_x", "hold_current"), "null");
    printer.printer().events().became_ready.emit({});
    printer.wait(base::Seconds{1.0});
    EXPECT_EQ(printer.status("tmc2660 stepper_x", "run_current"), "0.5");
    printer.printer().events().became_busy.emit({base::PrintTime{base::Seconds{5.0}}});
    printer.wait(base::Seconds{1.0});
    EXPECT_EQ(printer.status("tmc2660 stepper_x", "run_current"), "1.0");
    EXPECT_EQ(printer.failure("SET_TMC_FIELD STEPPER=stepper_x FIELD=toff VELOCITY=3"),
              "VELOCITY parameter not supported by this driver");
    EXPECT_EQ(printer.failure("SET_TMC_FIELD STEPPER=stepper_x FIELD=mstep VALUE=3"),
              "Field 'mstep' can only be read");
}

}  // namespace
}  // namespace escapement::modules
