// Claims about the pins and buses of a Linux board, with files in the place of hardware.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/linux_board.hpp"

#include <gtest/gtest.h>

#include "firmware/port/linux/folder_devices.hpp"
#include "firmware/port/linux/testing/virtual_computer.hpp"

namespace escapement::firmware::linux_port {
namespace {

class OneBoard : public ::testing::Test {
  protected:
    PinNumber pin(std::uint32_t number) { return {number}; }
    wire::Bytes bytes(std::string_view text) {
        return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    }

    testing::Folder folder;
    testing::WorkingClock clock;
    testing::Cable cable;
    LinuxBoard board{clock, cable, folder_devices(folder.path())};
};

TEST_F(OneBoard, counts_fifty_million_ticks_a_second) {
    const Clock32 start = board.clock();
    clock.advance(std::chrono::milliseconds(10));

    EXPECT_NEAR((board.clock() - start).raw, 500'000, 10);
}

TEST_F(OneBoard, knows_when_a_clock_will_be) {
    clock.cost = {};
    clock.advance(std::chrono::seconds(100));  // the clock wraps after 86

    const auto time = board.time_of(board.clock() + Ticks32{50'000});

    EXPECT_EQ(time - clock.now(), std::chrono::milliseconds(1));
}

TEST_F(OneBoard, pauses_no_shorter_than_asked) {
    const Clock32 start = board.clock();

    board.pause({1000});

    const std::uint32_t passed = (board.clock() - start).raw;
    EXPECT_GE(passed, 1000u);
    EXPECT_LE(passed, 1020u);
}

TEST_F(OneBoard, runs_timers_in_pauses_but_not_in_critical_sections) {
    int runs = 0;
    board.on_pause([&] { ++runs; });

    {
        const auto guard = board.critical_section();
        board.pause({1000});
    }
    EXPECT_EQ(runs, 0);
    board.pause({1000});
    EXPECT_GT(runs, 0);
}

TEST_F(OneBoard, toggles_its_outputs) {
    folder.make_folder("dev/gpiochip0");
    auto output = *board.output(pin(5), true);

    output.toggle();
    EXPECT_EQ(folder.read("dev/gpiochip0/line5"), "0");
    output.toggle();
    EXPECT_EQ(folder.read("dev/gpiochip0/line5"), "1");
}

TEST_F(OneBoard, says_why_a_pin_cannot_be_had) {
    EXPECT_EQ(board.output(pin(0), true).reason(), Reason::gpio_chip_not_found);
    EXPECT_EQ(board.output(pin(9 * 288), true).reason(), Reason::not_an_output_pin);
    EXPECT_EQ(board.input(pin(0), Pull::up).reason(), Reason::gpio_chip_not_found);
    EXPECT_EQ(board.input(pin(9 * 288), Pull::up).reason(), Reason::not_an_input_pin);
    EXPECT_EQ(board.pwm(pin(first_pwm), {1000}, 0).reason(), Reason::pwm_not_opened);
    EXPECT_EQ(board.pwm(pin(0), {1000}, 0).reason(), Reason::not_a_pwm_pin);
    EXPECT_EQ(board.analog(pin(first_analog)).reason(), Reason::adc_not_opened);
    EXPECT_EQ(board.analog(pin(0)).reason(), Reason::not_an_adc_pin);
    EXPECT_EQ(board.spi(0, 0, 1000).reason(), Reason::spi_not_opened);
    EXPECT_EQ(board.spi(16, 0, 1000).reason(), Reason::invalid_spi_bus);
    EXPECT_EQ(board.i2c(1, 1000, 0x48).reason(), Reason::i2c_not_opened);
    EXPECT_EQ(board.i2c(15, 1000, 0x48).reason(), Reason::invalid_i2c_bus);
    EXPECT_EQ(board.ds18b20(bytes("28-1")).reason(), Reason::ds18b20_not_found);
    EXPECT_EQ(board.ds18b20(bytes("../x")).reason(), Reason::ds18b20_serial);
}

TEST_F(OneBoard, notes_what_fails_later) {
    folder.write("sys/bus/iio/devices/iio:device0/in_voltage0_raw", "77");
    auto analog = *board.analog(pin(first_analog));
    EXPECT_EQ(analog.read(), 77);
    EXPECT_EQ(board.take_fault(), Reason::none);
    folder.write("sys/bus/iio/devices/iio:device0/in_voltage0_raw", "");

    EXPECT_EQ(analog.read(), 0);

    EXPECT_EQ(board.take_fault(), Reason::adc_failed);
    EXPECT_EQ(board.take_fault(), Reason::none);
}

TEST_F(OneBoard, has_pulse_widths) {
    for (const char* name : {"period", "duty_cycle", "enable"})
        folder.write(std::string("sys/class/pwm/pwmchip0/pwm1/") + name, "");

    ASSERT_TRUE(board.pwm(pin(first_pwm + 1), {5000}, 1 << 14));

    EXPECT_EQ(folder.read("sys/class/pwm/pwmchip0/pwm1/period"), "100000\n");
    EXPECT_EQ(folder.read("sys/class/pwm/pwmchip0/pwm1/duty_cycle"), "50000\n");
    EXPECT_EQ(folder.read("sys/class/pwm/pwmchip0/pwm1/enable"), "1\n");
}

TEST_F(OneBoard, has_buses) {
    folder.write("dev/spidev1.0", "x");
    folder.write("dev/i2c-0/20", "y");
    std::array<std::uint8_t, 1> data{};

    auto spi = *board.spi(1 << 8, 3, 1000);
    spi.exchange(data);
    EXPECT_EQ(data[0], 'x');
    auto i2c = *board.i2c(0, 1000, 0x20);
    EXPECT_EQ(i2c.transfer(data, data), messages::I2cStatus::success);
}

TEST_F(OneBoard, has_thermometers_by_name) {
    folder.write("sys/bus/w1/devices/28-77/w1_slave", "YES t=1000\n");
    auto sensor = *board.ds18b20(bytes("28-77"));

    sensor.request();
    while (sensor.state() == Reading::under_way) std::this_thread::yield();

    EXPECT_EQ(sensor.millidegrees(), 1000);
}

}  // namespace
}  // namespace escapement::firmware::linux_port
