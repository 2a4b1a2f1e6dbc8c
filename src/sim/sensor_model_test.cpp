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

// The registers that the host sets, as it does; then two measurements.
Octets first_bytes(SensorModel& model, std::uint8_t data) {
    model.measure({0.0, 0.0, 9806.65});
    model.measure({0.0, 0.0, -9806.65});
    Octets bytes(12);
    model.transfer(Octets{data}, bytes);
    return bytes;
}

Octets read(SensorModel& model, std::uint8_t address, std::size_t count) {
    Octets bytes(count);
    model.transfer(Octets{address}, bytes);
    return bytes;
}

int low_first(const Octets& bytes, std::size_t at) {
    return static_cast<std::int16_t>(bytes[at] | bytes[at + 1] << 8);
}
int high_first(const Octets& bytes, std::size_t at) {
    return static_cast<std::int16_t>(bytes[at] << 8 | bytes[at + 1]);
}

TEST(SensorModel, a_lis2dw_goes_round_its_six_bytes) {
    const auto chip = SensorModel::make("lis2dw");
    EXPECT_EQ(read(*chip, 0x0f, 1), Octets{0x44});
    chip->transfer(Octets{0x2e, 0xc0}, {});
    chip->transfer(Octets{0x20, 0x94}, {});
    EXPECT_EQ(chip->rate(), 1600.0);

    const auto bytes = first_bytes(*chip, 0x28);

    EXPECT_NEAR(low_first(bytes, 4), 2049, 3);
    EXPECT_NEAR(low_first(bytes, 10), -2049, 3);
    EXPECT_EQ(read(*chip, 0x2f, 1), Octets{0});
}

TEST(SensorModel, a_lis3dh_says_when_it_is_empty) {
    const auto chip = SensorModel::make("lis3dh");
    EXPECT_EQ(read(*chip, 0x2f, 1), Octets{0x20});
    chip->measure({});

    EXPECT_EQ(read(*chip, 0x2f, 1), Octets{1});
}

TEST(SensorModel, an_mpu9250_reads_its_queue_at_one_address) {
    const auto chip = SensorModel::make("mpu9250");
    EXPECT_EQ(read(*chip, 0x75, 1), Octets{0x71});
    for (const Octets& words : {Octets{0x6b, 0}, Octets{0x6a, 0x40}, Octets{0x23, 0x08}})
        chip->transfer(words, {});
    EXPECT_EQ(chip->rate(), 4000.0);

    const auto bytes = first_bytes(*chip, 0x74);

    EXPECT_NEAR(high_first(bytes, 4), 4096, 3);
    EXPECT_NEAR(high_first(bytes, 10), -4096, 3);
    EXPECT_EQ(read(*chip, 0x72, 2), (Octets{0, 0}));
}

TEST(SensorModel, an_icm20948_leaves_other_banks_alone) {
    const auto chip = SensorModel::make("icm20948");
    for (const Octets& words : {Octets{0x06, 0x01},
                                Octets{0x7f, 0x20},
                                Octets{0x03, 0x77},
                                Octets{0x7f, 0x00},
                                Octets{0x03, 0x40},
                                Octets{0x67, 0x10}})
        chip->transfer(words, {});

    EXPECT_EQ(chip->rate(), 4500.0);
    chip->measure({});
    EXPECT_EQ(read(*chip, 0x70, 2), (Octets{0, 6}));
}

TEST(SensorModel, a_bmi160_counts_bytes_with_the_low_one_first) {
    const auto chip = SensorModel::make("bmi160");
    EXPECT_EQ(spi(*chip, {0x80, 0})[1], 0xd1);
    for (const Octets& words : {Octets{0x7e, 0x11}, Octets{0x40, 0x2c}, Octets{0x47, 0x40}})
        spi(*chip, words);
    EXPECT_EQ(chip->rate(), 1600.0);
    for (int i = 0; i < 50; ++i) chip->measure({});

    EXPECT_EQ(read(*chip, 0x22, 2), (Octets{300 & 0xff, 300 >> 8}));
    spi(*chip, {0x7e, 0xb0});
    EXPECT_EQ(read(*chip, 0x22, 2), (Octets{0, 0}));
}

}  // namespace
}  // namespace escapement::sim
