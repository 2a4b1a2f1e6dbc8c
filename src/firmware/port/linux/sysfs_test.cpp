// Claims about pulse widths and voltages by way of files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/sysfs.hpp"

#include <gtest/gtest.h>

#include "firmware/port/linux/testing/virtual_computer.hpp"

namespace escapement::firmware::linux_port {
namespace {

class Pwm : public ::testing::Test {
  protected:
    void export_channel(const std::string& folder_name) {
        for (const char* name : {"/period", "/duty_cycle", "/enable"})
            folder.write(folder_name + name, "");
    }
    std::string number(const std::string& name) {
        const std::string text = folder.read(name);
        return text.substr(0, text.find('\n'));
    }
    testing::Folder folder;
};

TEST_F(Pwm, has_its_width_in_nanoseconds) {
    export_channel("sys/class/pwm/pwmchip2/pwm1");
    auto channel = PwmChannel::open(folder.path(), 2, 1);
    ASSERT_TRUE(channel);

    EXPECT_TRUE(channel->set_period(40'000));
    EXPECT_TRUE(channel->write(pwm_max / 4));

    EXPECT_EQ(number("sys/class/pwm/pwmchip2/pwm1/period"), "40000");
    EXPECT_EQ(number("sys/class/pwm/pwmchip2/pwm1/duty_cycle"), "10000");
    EXPECT_EQ(number("sys/class/pwm/pwmchip2/pwm1/enable"), "1");
}

TEST_F(Pwm, is_off_at_zero) {
    export_channel("sys/class/pwm/pwmchip0/pwm0");
    auto channel = PwmChannel::open(folder.path(), 0, 0);
    channel->set_period(40'000);
    channel->write(pwm_max);

    channel->write(0);

    EXPECT_EQ(number("sys/class/pwm/pwmchip0/pwm0/enable"), "0");
}

TEST_F(Pwm, is_found_under_its_other_name) {
    export_channel("sys/class/pwm/pwm-1:0");

    EXPECT_TRUE(PwmChannel::open(folder.path(), 1, 0));
    EXPECT_FALSE(PwmChannel::open(folder.path(), 1, 1));
}

class Analog : public ::testing::Test {
  protected:
    std::optional<std::uint16_t> read(std::string_view text) {
        folder.write("sys/bus/iio/devices/iio:device0/in_voltage3_raw", text);
        return AnalogChannel::open(folder.path(), 3)->read();
    }
    testing::Folder folder;
};

TEST_F(Analog, is_a_number) {
    EXPECT_EQ(read("1234\n"), 1234);
    EXPECT_EQ(read("0"), 0);
}

TEST_F(Analog, is_nothing_else) {
    for (const char* text : {"", "x", "-1", "65536"}) EXPECT_FALSE(read(text)) << text;
}

TEST_F(Analog, must_exist) {
    EXPECT_FALSE(AnalogChannel::open(folder.path(), 0));
}

}  // namespace
}  // namespace escapement::firmware::linux_port
