// Claims about switched pins: what the board is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/digital_out.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using testing::OfflineRig;
using Lines = std::vector<std::string>;

TEST(DigitalOut, is_configured_with_levels_as_the_pin_has_them) {
    OfflineRig rig;
    const DigitalOut::Settings settings{
        .pin = {.name = "PA3", .invert = true}, .start_value = true, .shutdown_value = true};

    const auto pin = DigitalOut::make(rig.mcu, settings);
    ASSERT_TRUE(pin) << pin.error().what;
    ASSERT_TRUE(rig.configure());

    const Lines lines = rig.lines();
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0], "allocate_oids count=1");
    EXPECT_EQ(lines[1],
              "config_digital_out oid=0 pin=PA3 value=0 default_value=0 max_duration=2000000");
}

TEST(DigitalOut, changes_carry_the_clock_and_the_level) {
    OfflineRig rig;
    const auto pin = DigitalOut::make(rig.mcu, {.pin = {.name = "PA3", .invert = true}});
    ASSERT_TRUE(pin && rig.configure());
    rig.lines();

    (*pin)->set(base::PrintTime{1.5s}, true);
    (*pin)->set(base::PrintTime{2.5s}, false);

    EXPECT_EQ(rig.lines(),
              (Lines{"queue_digital_out oid=0 clock=1500000 on_ticks=0",
                     "queue_digital_out oid=0 clock=2500000 on_ticks=1"}));
}

TEST(DigitalOut, a_pin_that_must_be_refreshed_starts_as_it_ends) {
    OfflineRig rig;

    const auto pin = DigitalOut::make(rig.mcu, {.pin = {"PA3"}, .start_value = true});

    ASSERT_FALSE(pin);
    EXPECT_EQ(pin.error().what,
              "a pin with a maximum duration must have the same start and shutdown value");
}

TEST(DigitalOut, a_maximum_duration_must_be_countable) {
    OfflineRig rig;

    const auto pin = DigitalOut::make(rig.mcu, {.pin = {"PA3"}, .max_duration = 3000s});

    ASSERT_FALSE(pin);
    EXPECT_EQ(pin.error().what,
              "maximum duration must be from 0 to 2147.483647 seconds for this board (is 3000)");
}

}  // namespace
}  // namespace escapement::mcu
