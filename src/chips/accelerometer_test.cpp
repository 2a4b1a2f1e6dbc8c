// Accelerometers against their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/accelerometer.hpp"

#include <gtest/gtest.h>

namespace escapement::chips {
namespace {

using Counts = Accelerometer::Counts;

std::optional<Counts> decoded(const char* chip, std::vector<std::uint8_t> bytes) {
    const auto* known = find_accelerometer(chip);
    EXPECT_EQ(bytes.size(), known->measurement_size());
    return known->decode(bytes);
}

TEST(Accelerometer, an_adxl345_packs_three_times_thirteen_bits) {
    EXPECT_EQ(decoded("adxl345", {0, 0, 0, 0, 0}), (Counts{0, 0, 0}));
    EXPECT_EQ(decoded("adxl345", {0x01, 0x02, 0x03, 0, 0}), (Counts{1, 2, 3}));
    EXPECT_EQ(decoded("adxl345", {0xff, 0xff, 0xff, 0xff, 0x7f}), (Counts{-1, -1, -1}));
    EXPECT_EQ(decoded("adxl345", {0x00, 0x00, 0x00, 0x10, 0x40}), (Counts{-4096, 0, -4096}));
    EXPECT_EQ(decoded("adxl345", {0xff, 0x00, 0xff, 0xef, 0x30}), (Counts{4095, -4096, 4095}));
}

TEST(Accelerometer, an_adxl345_marks_what_is_no_measurement) {
    EXPECT_FALSE(decoded("adxl345", {0xff, 0xff, 0xff, 0xff, 0xff}));
}

TEST(Accelerometer, others_send_sixteen_bits_one_way_or_the_other) {
    EXPECT_EQ(decoded("lis2dw", {0x01, 0x00, 0xff, 0xff, 0x00, 0x80}), (Counts{1, -1, -32768}));
    EXPECT_EQ(decoded("bmi160", {0x00, 0x01, 0, 0, 0, 0}), (Counts{256, 0, 0}));
    EXPECT_EQ(decoded("mpu9250", {0x00, 0x01, 0xff, 0xff, 0x80, 0x00}), (Counts{1, -1, -32768}));
    EXPECT_EQ(decoded("icm20948", {0x01, 0x00, 0, 0, 0, 0}), (Counts{256, 0, 0}));
}

TEST(Accelerometer, one_g_is_what_data_sheets_say) {
    EXPECT_NEAR(2049 * find_accelerometer("lis2dw")->scale[0], 9806.65, 5.0);
    EXPECT_NEAR(1365 * find_accelerometer("lis3dh")->scale[0], 9806.65, 5.0);
    EXPECT_NEAR(4096 * find_accelerometer("mpu9250")->scale[0], 9806.65, 0.01);
    EXPECT_NEAR(2048 * find_accelerometer("icm20948")->scale[0], 9806.65, 0.01);
    EXPECT_NEAR(2048 * find_accelerometer("bmi160")->scale[0], 9806.65, 0.01);
}

TEST(Accelerometer, some_registers_do_not_hold_what_is_written) {
    EXPECT_TRUE(find_accelerometer("adxl345")->keeps(0x00));
    EXPECT_FALSE(find_accelerometer("mpu9250")->keeps(0x7f));
    EXPECT_TRUE(find_accelerometer("bmi160")->keeps(0x40));
    EXPECT_FALSE(find_accelerometer("bmi160")->keeps(0x7e));
    EXPECT_FALSE(find_accelerometer("bmi160")->keeps(0x3f));
}

TEST(Accelerometer, one_g_is_256_counts_along_z) {
    EXPECT_NEAR(256 * find_accelerometer("adxl345")->scale[2], 9806.65, 1.0);
}

TEST(Accelerometer, rates_are_known_by_hertz) {
    const auto* chip = find_accelerometer("adxl345");

    ASSERT_NE(chip->find_rate(3200), nullptr);
    EXPECT_EQ(chip->find_rate(3200)->code, 0x0f);
    EXPECT_EQ(chip->find_rate(3199), nullptr);
    EXPECT_EQ(chip->rate_list(), "25, 50, 100, 200, 400, 800, 1600, 3200");
}

TEST(Accelerometer, unknown_names_are_none) {
    EXPECT_EQ(find_accelerometer("adxl346"), nullptr);
}

}  // namespace
}  // namespace escapement::chips
