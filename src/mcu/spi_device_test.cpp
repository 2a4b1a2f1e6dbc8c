// Claims about chips on SPI buses: what the board is told, and what it answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/spi_device.hpp"

#include <gtest/gtest.h>

#include <array>

#include "mcu/testing_board.hpp"
#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using testing::BoardRig;
using testing::OfflineRig;
using Lines = std::vector<std::string>;
using Bytes = std::array<std::uint8_t, 2>;

wire::Dictionary with_buses() {
    auto builder = testing::usual_dictionary();
    builder.name("spi_bus", "spi1", 0);
    builder.name("spi_bus", "spi2", 1);
    return builder.build();
}

TEST(SpiDevice, chips_are_deselected_before_a_bus_is_set) {
    OfflineRig rig(with_buses());
    const auto one = SpiDevice::make(rig.mcu, {.select = PinSpec{"PA1"}, .rate_hz = 4000000});
    const auto other = SpiDevice::make(
        rig.mcu,
        {.select = {}, .bus = SpiDevice::HardwareBus{"spi2"}, .mode = 3, .rate_hz = 100000});
    ASSERT_TRUE(one && other);
    ASSERT_TRUE(rig.configure());

    const Lines lines = rig.lines();
    const Lines expected{"config_spi oid=0 pin=PA1 cs_active_high=0",
                         "config_spi_without_cs oid=1",
                         "spi_set_bus oid=0 spi_bus=spi1 mode=0 rate=4000000",
                         "spi_set_bus oid=1 spi_bus=spi2 mode=3 rate=100000"};

    EXPECT_EQ(Lines(lines.begin() + 1, lines.begin() + 5), expected);
}

TEST(SpiDevice, pins_make_a_bus_too) {
    OfflineRig rig;
    const auto device = SpiDevice::make(
        rig.mcu,
        {.select = PinSpec{"PA1"}, .bus = SpiDevice::SoftwareBus{{"PA2"}, {"PA3"}, {"PA4"}}});
    ASSERT_TRUE(device);
    ASSERT_TRUE(rig.configure());

    EXPECT_EQ(rig.lines()[2],
              "spi_set_sw_bus oid=0 miso_pin=PA2 mosi_pin=PA3 sclk_pin=PA4 mode=0 pulse_ticks=10");
}

TEST(SpiDevice, an_unknown_bus_is_refused_with_the_nearest_one) {
    OfflineRig rig(with_buses());

    const auto device =
        SpiDevice::make(rig.mcu, {.select = {}, .bus = SpiDevice::HardwareBus{"spi3"}});

    ASSERT_FALSE(device);
    EXPECT_TRUE(device.error().what.starts_with("Unknown spi_bus 'spi3'")) << device.error().what;
}

TEST(SpiDevice, what_is_sent_early_goes_with_the_configuration) {
    OfflineRig rig;
    const auto device = SpiDevice::make(rig.mcu, {.select = PinSpec{"PA1"}});
    ASSERT_TRUE(device);
    (*device)->send(Bytes{0x80, 0x01});
    (*device)->send_at_shutdown(Bytes{0x00, 0x00});
    ASSERT_TRUE(rig.configure());

    const Lines lines = rig.lines();

    EXPECT_EQ(lines[2], "config_spi_shutdown oid=1 spi_oid=0 shutdown_msg=0000");
    EXPECT_EQ(lines.back(), "spi_send oid=0 data=8001");
}

TEST(SpiDevice, transfers_give_what_the_chip_says) {
    const auto dictionary = testing::usual_dictionary().build();
    BoardRig rig(dictionary);
    ASSERT_TRUE(rig.identify());
    const auto device = *SpiDevice::make(rig.mcu, {.select = PinSpec{"PA1"}});
    rig.answer = [&](const testing::Octets&) {
        const EncodedMessage reply(*wire::response_id<messages::SpiTransferResponse>(dictionary),
                                   messages::SpiTransferResponse{{0}, Bytes{0x12, 0x34}});
        return std::vector<testing::Octets>{{reply.bytes().begin(), reply.bytes().end()}};
    };
    std::vector<std::uint8_t> answer;
    const auto ask = [&]() -> runtime::Task<> {
        auto transfer = device->transfer({0xff, 0xff});
        answer = *co_await transfer;
    };
    rig.executor.spawn(ask(), [](std::exception_ptr) {});

    rig.pass(base::Seconds(0.1));

    EXPECT_EQ(answer, (std::vector<std::uint8_t>{0x12, 0x34}));
}

}  // namespace
}  // namespace escapement::mcu
