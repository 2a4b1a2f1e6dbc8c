// Claims about simulated accelerometers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/sensor_model.hpp"

#include <gtest/gtest.h>

namespace escapement::sim {
namespace {

using Octets = std::vector<std::uint8_t>;

Octets spi(SensorModel& model, Octets bytes) {
    model.select();
    for (auto& byte : bytes) {
        const auto out = model.offer();
        model.accept(byte);
        byte = out;
    }
    return bytes;
}

TEST(SensorModel, there_is_no_chip_of_any_name) {
    EXPECT_EQ(SensorModel::make("extruder"), nullptr);
}

TEST(SensorModel, an_adxl345_has_registers) {
    const auto chip = SensorModel::make("adxl345");

    EXPECT_EQ(spi(*chip, {0x80, 0}), (Octets{0, 0xe5}));
    spi(*chip, {0x31, 0x0b});
    EXPECT_EQ(spi(*chip, {0xb1, 0}), (Octets{0, 0x0b}));
}

TEST(SensorModel, an_adxl345_measures_once_it_is_told_to) {
    const auto chip = SensorModel::make("adxl345");
    EXPECT_EQ(chip->rate(), 0.0);
    spi(*chip, {0x2c, 0x0f});

    spi(*chip, {0x2d, 0x08});

    EXPECT_EQ(chip->rate(), 3200.0);
}

TEST(SensorModel, an_adxl345_tells_what_is_left_behind_a_measurement) {
    const auto chip = SensorModel::make("adxl345");
    spi(*chip, {0x38, 0x90});
    chip->measure({0.0, 0.0, 9806.65});
    chip->measure({0.0, 0.0, -9806.65});

    const auto first = spi(*chip, {0xf2, 0, 0, 0, 0, 0, 0, 0, 0});
    const auto second = spi(*chip, {0xf2, 0, 0, 0, 0, 0, 0, 0, 0});

    EXPECT_NEAR(first[5] | first[6] << 8, 256, 2);
    EXPECT_EQ(first[7], 0x90);
    EXPECT_EQ(first[8], 1);
    EXPECT_NEAR(static_cast<std::int16_t>(second[5] | second[6] << 8), -256, 2);
    EXPECT_EQ(second[8], 0);
}

TEST(SensorModel, an_adxl345_forgets_the_oldest_measurements) {
    const auto chip = SensorModel::make("adxl345");
    for (int i = 0; i < 40; ++i) chip->measure({});

    EXPECT_EQ(spi(*chip, {0xb9, 0})[1], 32);
}

}  // namespace
}  // namespace escapement::sim
