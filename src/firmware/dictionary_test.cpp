// Claims about what the firmware tells of itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/dictionary.hpp"

#include <gtest/gtest.h>

#include <set>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using Commands = testing::Rig::Program::Commands;

wire::Dictionary dictionary() {
    wire::DictionaryBuilder builder;
    describe<Commands>(builder);
    return builder.build();
}

TEST(Dictionary, holds_every_command_by_the_number_that_dispatch_uses) {
    const auto all = dictionary();

    messages::Commands::for_each([&]<wire::Message M>() {
        const auto id = wire::command_id<M>(all);
        ASSERT_TRUE(id) << wire::format<M>;
        EXPECT_EQ(*id, Commands::id_of<M>()) << wire::format<M>;
    });
}

TEST(Dictionary, holds_every_response_by_the_number_that_is_sent) {
    const auto all = dictionary();

    messages::Responses::for_each([&]<wire::Message M>() {
        const auto id = wire::response_id<M>(all);
        ASSERT_TRUE(id) << wire::format<M>;
        EXPECT_EQ(*id, response_id<M>) << wire::format<M>;
    });
}

TEST(Dictionary, gives_no_number_twice) {
    const auto all = dictionary();
    std::set<wire::MessageId> ids;

    for (const auto& message : all.commands) EXPECT_TRUE(ids.insert(message.id).second);
    for (const auto& message : all.responses) EXPECT_TRUE(ids.insert(message.id).second);
}

TEST(Dictionary, names_every_reason) {
    const auto all = dictionary();
    const auto* reasons = all.enumeration("static_string_id");
    ASSERT_TRUE(reasons);

    EXPECT_EQ(reasons->value("Timer too close"), int(Reason::timer_too_close));
    EXPECT_EQ(reasons->value("ADC out of range"), int(Reason::adc_out_of_range));
    EXPECT_EQ(reasons->value("Command request"), int(Reason::command_request));
    EXPECT_EQ(reasons->name(int(Reason::adc_report_too_long)),
              "Invalid analog_in bytes_per_report");
}

TEST(Dictionary, says_what_this_firmware_can_do) {
    const auto all = dictionary();

    EXPECT_EQ(all.number("STEPPER_STEP_BOTH_EDGE"), 1);
    EXPECT_EQ(all.number("STATS_SUMSQ_BASE"), 256);
}

}  // namespace
}  // namespace escapement::firmware
