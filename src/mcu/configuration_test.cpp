// Claims about configurations and their check sum.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/configuration.hpp"

#include <gtest/gtest.h>

#include "mcu/crc32.hpp"
#include "messages/system.hpp"

namespace escapement::mcu {
namespace {

constexpr std::array<std::uint8_t, 9> digits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
// The check value that every description of CRC-32 gives.
static_assert(crc32(digits) == 0xcbf43926);
static_assert(crc32(wire::Bytes(digits).subspan(4), crc32(wire::Bytes(digits).first(4))) ==
              0xcbf43926);

EncodedMessage numbered(int number) {
    return {5, messages::AllocateOids{static_cast<std::uint8_t>(number)}};
}

TEST(Configuration, the_number_of_devices_comes_first) {
    Configuration configuration;
    configuration.add(numbered(7));
    configuration.create_oid();

    configuration.build(numbered);

    ASSERT_EQ(configuration.config().size(), 2U);
    EXPECT_EQ(configuration.config()[0].bytes()[1], 1);
    EXPECT_EQ(configuration.config()[1].bytes()[1], 7);
}

TEST(Configuration, devices_may_add_messages_at_the_last_moment) {
    Configuration configuration;
    configuration.on_build([&] { configuration.add_init(numbered(configuration.oid_count())); });
    configuration.create_oid();
    configuration.create_oid();

    configuration.build(numbered);

    ASSERT_EQ(configuration.init().size(), 1U);
    EXPECT_EQ(configuration.init()[0].bytes()[1], 2);
}

TEST(Configuration, the_check_sum_covers_configuration_alone_byte_by_byte) {
    Configuration one, same, other;
    one.add(numbered(1));
    one.add_init(numbered(9));
    one.add_restart(numbered(8));
    same.add(numbered(1));
    other.add(numbered(2));

    for (Configuration* configuration : {&one, &same, &other}) configuration->build(numbered);

    const std::array<std::uint8_t, 4> bytes{5, 0, 5, 1};
    EXPECT_EQ(one.crc(), crc32(bytes));
    EXPECT_EQ(one.crc(), same.crc());
    EXPECT_NE(one.crc(), other.crc());
}

}  // namespace
}  // namespace escapement::mcu
