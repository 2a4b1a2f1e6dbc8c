// Tests of resolving and claiming pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/pins.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "config/reader.hpp"
#include "mcu/adc_in.hpp"
#include "mcu/digital_out.hpp"
#include "mcu/pwm_out.hpp"
#include "printer/errors.hpp"
#include "printer/mcus.hpp"
#include "printer/testing_board.hpp"
#include "runtime/clock.hpp"

namespace escapement::printer {
namespace {

constexpr const char* text =
    "[fan]\n"
    "pin: PA1\n"
    "enable_pin: PA2\n"
    "[board_pins]\n"
    "aliases: FAN1=PA1, EXP_9=<GND>\n"
    "[heater_bed]\n"
    "heater_pin: PA1\n";

class PinsTest : public ::testing::Test {
  protected:
    PinsTest() {
        auto& mcu = mcus.add(
            std::make_unique<mcu::Mcu>("mcu", executor, recorder, testing::board_dictionary()));
        executor.spawn(identify(mcu), [](std::exception_ptr why) { EXPECT_FALSE(why); });
        executor.poll(clock.now());
    }
    static runtime::Task<> identify(mcu::Mcu& mcu) { EXPECT_TRUE(co_await mcu.identify()); }

    ClaimedPin claim(const char* pin, config::PinPrefixes allowed = config::output_prefixes) {
        return pins.claim({pin}, {fan, "pin"}, allowed);
    }
    static std::string failure(const std::function<void()>& what) {
        try {
            what();
        } catch (const ConfigError& error) {
            return error.what();
        }
        return "";
    }

    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    mcu::Recorder recorder{[](wire::Bytes) {}};
    Mcus mcus;
    config::Reading reading = config::read_config(
        "printer.cfg", config::MemoryFiles({{"printer.cfg", std::string(text)}}));
    SectionName fan = section_name(*reading.document.find("fan"));
    SectionName bed = section_name(*reading.document.find("heater_bed"));
    Pins pins{mcus};
};

TEST_F(PinsTest, prefixes_and_chip_are_taken_apart) {
    const auto pin = claim("^ !mcu: PA3", config::input_prefixes);

    EXPECT_EQ(pin.address(), "mcu:PA3");
    EXPECT_TRUE(pin.pin.inverted);
    EXPECT_EQ(pin.pin.pull, config::Pull::up);
    EXPECT_EQ(&pin.mcu, &mcus.main());
}

TEST_F(PinsTest, an_alias_and_its_pin_are_the_same_pin) {
    pins.add_aliases(*reading.document.find("board_pins"));
    EXPECT_EQ(claim("FAN1").address(), "mcu:PA1");

    const auto twice = failure([&] {
        pins.claim({"PA1"}, {bed, "heater_pin"}, config::output_prefixes);
    });

    EXPECT_EQ(twice,
              "printer.cfg:7: [heater_bed] heater_pin: pin PA1 used multiple times in config: by "
              "[fan] (printer.cfg:2) and by [heater_bed] (printer.cfg:7)");
}

TEST_F(PinsTest, reserved_pins_are_refused) {
    pins.add_aliases(*reading.document.find("board_pins"));

    EXPECT_EQ(failure([&] { claim("EXP_9"); }),
              "printer.cfg:2: [fan] pin: pin EXP_9 is reserved for <GND>");
}

TEST_F(PinsTest, unknown_pins_and_boards_are_reported_with_near_names) {
    const auto pin = failure([&] { claim("PA17"); });
    EXPECT_TRUE(pin.starts_with("printer.cfg:2: [fan] pin: ")) << pin;
    EXPECT_NE(pin.find("PA17"), std::string::npos) << pin;

    EXPECT_EQ(failure([&] { claim("mcv:PA1"); }),
              "printer.cfg:2: [fan] pin: Unknown pin chip name 'mcv' (did you mean 'mcu'?)");
}

TEST_F(PinsTest, prefixes_that_mean_nothing_are_refused) {
    EXPECT_FALSE(failure([&] { claim("^PA1"); }).empty());
    EXPECT_FALSE(failure([&] { claim("!PA1", config::analog_prefixes); }).empty());
}

TEST_F(PinsTest, users_with_the_same_word_share_a_pin) {
    const PinUse use{fan, "enable_pin", "stepper_enable"};

    EXPECT_FALSE(pins.claim({"!PA2"}, use, config::output_prefixes).shared);
    EXPECT_TRUE(pins.claim({"!PA2"}, use, config::output_prefixes).shared);
    EXPECT_FALSE(failure([&] { pins.claim({"PA2"}, use, config::output_prefixes); }).empty());
}

TEST_F(PinsTest, sharing_can_be_permitted) {
    pins.permit_sharing({"PA1"}, {fan, "pin"});

    claim("PA1");

    EXPECT_TRUE(claim("PA1").shared);
}

TEST_F(PinsTest, devices_are_made_on_claimed_pins) {
    EXPECT_EQ(&pins.digital_out({"PA1"}, {fan, "pin"}, {}).mcu(), &mcus.main());
    EXPECT_EQ(&pins.pwm({"PA2"}, {fan, "enable_pin"}, {}).mcu(), &mcus.main());
    EXPECT_EQ(&pins.adc({"PA3"}, {fan, "pin"}, {}).mcu(), &mcus.main());
    EXPECT_FALSE(failure([&] { claim("PA3"); }).empty());
}

TEST_F(PinsTest, devices_that_cannot_be_made_name_the_option) {
    const auto why = failure([&] {
        pins.pwm({"PA1"}, {fan, "pin"}, {.cycle_time = base::Seconds(100'000.0)});
    });

    EXPECT_TRUE(why.starts_with("printer.cfg:2: [fan] pin: ")) << why;
}

}  // namespace
}  // namespace escapement::printer
