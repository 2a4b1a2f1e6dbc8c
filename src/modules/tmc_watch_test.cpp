// What is noticed of a stepper driver while its motor has power.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_watch.hpp"

#include <gtest/gtest.h>

#include <map>

#include "chips/driver_chips.hpp"
#include "modules/testing_context.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

// A driver whose registers a test sets.
class FakeLink final : public TmcLink {
  public:
    explicit FakeLink(mcu::Mcu& board) : board_(board) {}

    mcu::Mcu& board() const override { return board_; }
    runtime::Task<std::uint32_t> read(const chips::DriverRegister& reg) override {
        ++reads;
        if (silent > 0 && silent-- > 0)
            throw printer::CommandError("Unable to read tmc uart 'stepper_x' register");
        co_return values[reg.name];
    }
    runtime::Task<> write(const chips::DriverRegister& reg,
                          std::uint32_t value,
                          base::PrintTime) override {
        if (reg.name == "GSTAT" && !stubborn) values[reg.name] &= ~value;
        co_return;
    }

    std::map<std::string, std::uint32_t> values;
    int silent = 0;  // so many reads fail
    bool stubborn = false;
    int reads = 0;

  private:
    mcu::Mcu& board_;
};

struct Rig {
    explicit Rig(const chips::DriverChip& of_chip = chips::tmc2209()) : chip(of_chip) {}
    std::string shut_down() const { return parts.stopped.empty() ? "" : parts.stopped.front(); }
    // Whether it had begun anew; the failure's text where it is not well.
    std::string start() {
        std::string outcome = "begun";
        parts.executor.spawn(
            [](TmcWatch& watched, std::string& said) -> runtime::Task<> {
                try {
                    const bool reset = co_await watched.start();
                    said = reset ? "reset" : "well";
                } catch (const printer::CommandError& error) {
                    said = error.what();
                }
            }(watch, outcome),
            {});
        parts.pass(base::Seconds{0.5});
        return outcome;
    }

    testing::ContextRig parts;
    const chips::DriverChip& chip;
    chips::DriverRegisters registers{chip};
    FakeLink link{parts.mcus.main()};
    TmcWatch watch{"stepper_x", registers, link, parts.context};
};

TEST(TmcWatch, a_reset_of_the_past_is_cleared_and_told) {
    Rig rig;
    rig.link.values["GSTAT"] = 1;

    EXPECT_EQ(rig.start(), "reset");
    EXPECT_EQ(rig.start(), "well");
    EXPECT_EQ(rig.link.values["GSTAT"], 0u);
}

TEST(TmcWatch, looks_every_second_until_it_is_told_to_stop) {
    Rig rig;
    rig.start();
    const int before = rig.link.reads;

    rig.parts.pass(base::Seconds{3.0});
    EXPECT_EQ(rig.link.reads - before, 6);

    rig.watch.stop();
    rig.parts.pass(base::Seconds{3.0});
    EXPECT_EQ(rig.link.reads - before, 6);
    EXPECT_TRUE(rig.watch.status().is_null());
}

TEST(TmcWatch, an_error_that_stays_stops_the_printer) {
    Rig rig;
    rig.start();
    rig.link.values["DRV_STATUS"] = 0x2;  // ot
    rig.parts.pass(base::Seconds{2.0});

    EXPECT_EQ(rig.shut_down(),
              "TMC 'stepper_x' reports error: DRV_STATUS: 00000002 ot=1(OvertempError!) "
              "cs_actual=0(Reset?)\nThe driver is too hot: cool it, or lower run_current");
}

TEST(TmcWatch, a_loss_of_power_stops_the_printer) {
    Rig rig;
    rig.start();
    rig.link.values["GSTAT"] = 1;
    rig.parts.pass(base::Seconds{2.0});

    EXPECT_EQ(rig.shut_down(),
              "TMC 'stepper_x' reports error: GSTAT:      00000001 reset=1(Reset)\nThe driver "
              "began anew, as after a loss of power: check the motor's supply");
}

TEST(TmcWatch, a_current_of_zero_tells_a_loss_of_power_of_old_chips) {
    Rig rig(chips::tmc2130());
    rig.registers.set("irun", 16);
    rig.registers.set("ihold", 8);
    EXPECT_EQ(rig.start(), "well");

    rig.parts.pass(base::Seconds{2.0});

    EXPECT_NE(rig.shut_down().find("Its current is zero though it should not be"),
              std::string::npos)
        << rig.shut_down();
}

TEST(TmcWatch, errors_when_the_motor_gets_power_are_told_at_once) {
    Rig rig;
    rig.link.values["GSTAT"] = 4;
    rig.link.stubborn = true;

    EXPECT_EQ(rig.start(),
              "TMC 'stepper_x' reports error: GSTAT:      00000004 uv_cp=1(Undervoltage!)\nThe "
              "motor's supply is too low: check its voltage and wires");
}

TEST(TmcWatch, a_disturbed_line_is_read_again) {
    Rig rig;
    rig.link.silent = 2;
    EXPECT_EQ(rig.start(), "well");

    rig.link.silent = 3;
    EXPECT_EQ(rig.start().substr(0, 18), "Unable to read tmc");
}

TEST(TmcWatch, warnings_are_said_once) {
    Rig rig;
    rig.start();
    rig.link.values["DRV_STATUS"] = 0x1;  // otpw
    rig.parts.pass(base::Seconds{5.0});

    ASSERT_EQ(rig.parts.said.size(), 1u);
    EXPECT_NE(rig.parts.said[0].find("otpw=1(OvertempWarning!)"), std::string::npos);
    EXPECT_EQ(base::to_json(rig.watch.status()), R"({"otpw": 1})");
}

TEST(TmcWatch, tells_degrees_of_chips_that_measure_them) {
    Rig rig(chips::tmc2240());
    rig.link.values["ADC_TEMP"] = 2300;
    rig.start();
    EXPECT_TRUE(rig.watch.temperature().is_null());

    rig.parts.pass(base::Seconds{1.5});

    EXPECT_EQ(base::to_json(rig.watch.temperature()), "34.03");
}

}  // namespace
}  // namespace escapement::modules
