// Tests of thermocouple chips, by values of their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/spi_thermometer.hpp"

#include <gtest/gtest.h>

namespace escapement::chips {
namespace {

using Kind = SpiThermometer::Kind;

TEST(SpiThermometer, max31855_counts_quarters_of_a_degree) {
    const SpiThermometer chip(Kind::max31855, {});

    EXPECT_EQ(chip.celsius_of(0x1900U << 16U), 400.0);
    EXPECT_EQ(chip.celsius_of(0xfffcU << 16U), -0.25);
    EXPECT_EQ(chip.celsius_of(0xf060U << 16U), -250.0);
    EXPECT_EQ(chip.reading_of(400.0), 0x1900U << 16U);
}

TEST(SpiThermometer, max31856_counts_128ths) {
    const SpiThermometer chip(Kind::max31856, {});

    EXPECT_EQ(chip.celsius_of(0x064000), 100.0);
    EXPECT_EQ(chip.celsius_of(0xffff80 & 0xffffe0), -0.03125);
    EXPECT_EQ(chip.reading_of(100.0), 0x064000U);
    EXPECT_EQ(chip.reading_of(-5.0), 0U);
}

TEST(SpiThermometer, max6675_has_no_sign) {
    const SpiThermometer chip(Kind::max6675, {});

    EXPECT_EQ(chip.celsius_of(4092U << 3U), 1023.0);
    EXPECT_EQ(chip.reading_of(200.0), 800U << 3U);
}

TEST(SpiThermometer, max31865_measures_platinum) {
    const SpiThermometer chip(Kind::max31865, {.nominal_ohm = 100.0, .reference_ohm = 430.0});

    // 138.51 ohm at 100 degrees, by the table of IEC 60751.
    const auto reading = static_cast<std::uint32_t>(138.51 / 430.0 * 32768.0) << 1U;
    EXPECT_NEAR(chip.celsius_of(reading), 100.0, 0.05);
    EXPECT_NEAR(chip.celsius_of(chip.reading_of(250.0)), 250.0, 0.05);
    EXPECT_EQ(chip.reading_of(1e9), 32767U << 1U);
}

TEST(SpiThermometer, is_set_up_with_few_bytes) {
    EXPECT_TRUE(SpiThermometer(Kind::max31855, {}).setup().empty());
    EXPECT_EQ(SpiThermometer(Kind::max31856, {}).setup(),
              (std::vector<std::uint8_t>{0x80, 0x80, 0x03, 0x03}));
    EXPECT_EQ(SpiThermometer(Kind::max31856, {.thermocouple = 'T', .samples = 16, .mains_50hz = 1})
                  .setup(),
              (std::vector<std::uint8_t>{0x80, 0x81, 0x77, 0x03}));
    EXPECT_EQ(SpiThermometer(Kind::max31856, {.samples = 8}).setup(),
              (std::vector<std::uint8_t>{0x80, 0x80, 0x33, 0x03}));
    EXPECT_EQ(SpiThermometer(Kind::max31865, {.mains_50hz = true, .wires = 3}).setup(),
              (std::vector<std::uint8_t>{0x80, 0xd3}));
}

TEST(SpiThermometer, faults_have_words) {
    const SpiThermometer chip(Kind::max31855, {});

    EXPECT_EQ(chip.fault_text(0), "");
    EXPECT_EQ(chip.fault_text(1), "thermocouple is not connected");
    EXPECT_EQ(chip.fault_text(6),
              "thermocouple is shorted to ground, thermocouple is shorted to the supply");
    EXPECT_EQ(chip.fault_text(0x40), "unknown fault 64");
}

TEST(SpiThermometer, is_found_by_name) {
    EXPECT_EQ(SpiThermometer::find("MAX6675"), Kind::max6675);
    EXPECT_EQ(SpiThermometer::find("MAX31865"), Kind::max31865);
    EXPECT_EQ(SpiThermometer::find("max6675"), std::nullopt);
}

}  // namespace
}  // namespace escapement::chips
