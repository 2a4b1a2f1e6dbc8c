// Claims about chips on I2C buses: what the board is told, and what it answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/i2c_device.hpp"

#include <gtest/gtest.h>

#include <array>

#include "mcu/testing_board.hpp"
#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using testing::BoardRig;
using testing::OfflineRig;

TEST(I2cDevice, is_configured_with_its_bus) {
    auto builder = testing::usual_dictionary();
    builder.name("i2c_bus", "i2c1", 0);
    OfflineRig rig(builder.build());
    const auto device = I2cDevice::make(rig.mcu, {.address = 0x48});
    ASSERT_TRUE(device);
    ASSERT_TRUE(rig.configure());

    const auto lines = rig.lines();

    EXPECT_EQ(lines[1], "config_i2c oid=0");
    EXPECT_EQ(lines[2], "i2c_set_bus oid=0 i2c_bus=i2c1 rate=100000 address=72");
}

TEST(I2cDevice, pins_make_a_bus_too) {
    OfflineRig rig;
    const auto device = I2cDevice::make(
        rig.mcu, {.address = 0x48, .bus = I2cDevice::SoftwareBus{{"PA2"}, {"PA3"}}});
    ASSERT_TRUE(device);
    ASSERT_TRUE(rig.configure());

    EXPECT_EQ(rig.lines()[2],
              "i2c_set_sw_bus oid=0 scl_pin=PA2 sda_pin=PA3 pulse_ticks=5 address=72");
}

TEST(I2cDevice, writes_are_sent) {
    OfflineRig rig;
    const auto device = I2cDevice::make(rig.mcu, {.address = 0x48});
    ASSERT_TRUE(device);
    ASSERT_TRUE(rig.configure());
    (*device)->write(std::array<std::uint8_t, 2>{0x01, 0xff});

    EXPECT_EQ(rig.lines().back(), "i2c_transfer oid=0 write=01ff read_len=0");
}

class I2cTransferTest : public ::testing::Test {
  protected:
    I2cTransferTest() {
        EXPECT_TRUE(rig.identify());
        device = *I2cDevice::make(rig.mcu, {.address = 0x48});
    }
    void answer_with(messages::I2cStatus status) {
        rig.answer = [=, this](const testing::Octets&) {
            const EncodedMessage reply(
                *wire::response_id<messages::I2cResponse>(dictionary),
                messages::I2cResponse{{0}, status, std::array<std::uint8_t, 2>{0x19, 0x80}});
            return std::vector<testing::Octets>{{reply.bytes().begin(), reply.bytes().end()}};
        };
        rig.executor.spawn(ask(), [](std::exception_ptr) {});
        rig.pass(base::Seconds(0.1));
    }
    runtime::Task<> ask() {
        auto transfer = device->transfer({0x00}, 2);
        result = co_await transfer;
    }
    wire::Dictionary dictionary = testing::usual_dictionary().build();
    BoardRig rig{dictionary};
    std::unique_ptr<I2cDevice> device;
    base::Result<I2cDevice::Data> result = I2cDevice::Data{};
};

TEST_F(I2cTransferTest, gives_what_the_chip_says) {
    answer_with(messages::I2cStatus::success);

    ASSERT_TRUE(result);
    EXPECT_EQ(*result, (I2cDevice::Data{0x19, 0x80}));
}

TEST_F(I2cTransferTest, who_only_writes_hears_of_a_chip_that_does_not_take_it) {
    std::vector<std::string> refusals;
    device->on_refusal([&](const std::string& why) { refusals.push_back(why); });

    answer_with(messages::I2cStatus::start_nack);
    EXPECT_TRUE(refusals.empty()) << "a transfer tells who has asked for it";
    device->write(std::array<std::uint8_t, 1>{0x01});
    rig.pass(base::Seconds(0.1));
    ASSERT_EQ(refusals.size(), 1u);
    EXPECT_EQ(refusals[0], "MCU 'mcu' I2C request to addr 72 reports error START_NACK");
}

TEST_F(I2cTransferTest, names_the_chip_that_does_not_answer) {
    answer_with(messages::I2cStatus::start_nack);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().what, "MCU 'mcu' I2C request to addr 72 reports error START_NACK");
}

}  // namespace
}  // namespace escapement::mcu
