// Claims about measured voltages: what the board is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/adc_in.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using testing::OfflineRig;
using Lines = std::vector<std::string>;

TEST(AdcIn, sampling_starts_after_the_configuration_with_limits_in_readings) {
    OfflineRig rig;
    const auto input = AdcIn::make(rig.mcu, {.pin = {"PA4"}});
    ASSERT_TRUE(input) << input.error().what;
    (*input)->set_range(0.1, 0.9, 4);
    ASSERT_TRUE(rig.configure());

    const Lines lines = rig.lines();

    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[1], "config_analog_in oid=0 pin=PA4");
    EXPECT_EQ(lines[3],
              "query_analog_in oid=0 clock=1500000 sample_ticks=1000 sample_count=8"
              " rest_ticks=300000 bytes_per_report=2 min_value=3276 max_value=29484"
              " range_check_count=4");
}

TEST(AdcIn, more_samples_than_their_sum_can_hold_are_refused) {
    OfflineRig rig;

    const auto input = AdcIn::make(rig.mcu, {.pin = {"PA4"}, .sample_count = 17});

    ASSERT_FALSE(input);
    EXPECT_EQ(input.error().what, "a sample count of 17 is too large for this board; at most 16");
}

TEST(AdcIn, a_converter_without_a_range_is_refused) {
    auto dictionary = testing::usual_dictionary();
    dictionary.constant("ADC_MAX", 0);
    OfflineRig rig(dictionary.build());

    const auto input = AdcIn::make(rig.mcu, {.pin = {"PA4"}});

    ASSERT_FALSE(input);
    EXPECT_EQ(input.error().what, "the board's dictionary gives an impossible ADC_MAX of 0");
}

TEST(AdcIn, older_firmware_is_asked_in_its_own_words) {
    wire::Dictionary dictionary = testing::usual_dictionary().build();
    for (auto& message : dictionary.commands)
        if (message.name() == "query_analog_in")
            message.format = wire::format<messages::legacy::QueryAnalogIn>;
    for (auto& message : dictionary.responses)
        if (message.name() == "analog_in_state")
            message.format = wire::format<messages::legacy::AnalogInState>;
    OfflineRig rig(dictionary);

    const auto input = AdcIn::make(rig.mcu, {.pin = {"PA4"}});
    ASSERT_TRUE(input) << input.error().what;
    ASSERT_TRUE(rig.configure());

    EXPECT_EQ(rig.lines().back(),
              "query_analog_in oid=0 clock=1500000 sample_ticks=1000 sample_count=8"
              " rest_ticks=300000 min_value=0 max_value=32760 range_check_count=0");
}

}  // namespace
}  // namespace escapement::mcu
