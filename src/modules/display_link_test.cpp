// Tests of the wires to displays.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_link.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(Display, all_controllers_are_served) {
    const std::vector<std::string> displays{
        "lcd_type: st7920\ncs_pin: PC0\nsclk_pin: PC1\nsid_pin: PC2\n",
        "lcd_type: emulated_st7920\nen_pin: PC0\nspi_software_sclk_pin: PC1\n"
        "spi_software_mosi_pin: PC2\nspi_software_miso_pin: PC3\n",
        "lcd_type: hd44780_spi\nlatch_pin: PC0\nline_length: 16\n",
        "lcd_type: aip31068_spi\nlatch_pin: PC0\n",
        "lcd_type: uc1701\ncs_pin: PC0\na0_pin: PC1\nrst_pin: PC2\ncontrast: 60\n",
        "lcd_type: ssd1306\n",
        "lcd_type: sh1106\ncs_pin: PC0\ndc_pin: PC1\nreset_pin: PC2\nx_offset: 2\n"};
    for (const auto& display : displays) {
        OfflinePrinter printer("[display]\n" + display);
        EXPECT_EQ(printer.problems(), "") << display;
        EXPECT_TRUE(printer.said().empty()) << display;
    }
}

TEST(DisplayLink, four_wires_tell_data_from_commands) {
    OfflinePrinter printer("[display]\nlcd_type: uc1701\ncs_pin: PC0\na0_pin: PC1\nrst_pin: PC2\n");

    const auto updates = printer.sent("update_digital_out");
    ASSERT_GE(updates.size(), 5U);
    EXPECT_TRUE(updates[0].ends_with("value=0"));  // the reset
    EXPECT_TRUE(updates[1].ends_with("value=1"));
    EXPECT_TRUE(updates[3].ends_with("value=0"));  // a command
    EXPECT_NE(printer.sent("spi_send")[0].find("data=e240a0c8"), std::string::npos);
}

TEST(DisplayLink, an_aip31068_gets_eight_times_nine_bits) {
    OfflinePrinter printer("[display]\nlcd_type: aip31068_spi\nlatch_pin: PC0\n");

    // Home, and seven times the entry mode: 000000010 000000110 ...
    EXPECT_TRUE(printer.sent("spi_send")[0].ends_with("data=010180c06030180c06"))
        << printer.sent("spi_send")[0];
}

TEST(DisplayLink, an_emulated_st7920_gets_halves_of_bytes) {
    OfflinePrinter printer(
        "[display]\nlcd_type: emulated_st7920\nen_pin: PC0\nspi_software_sclk_pin: PC1\n"
        "spi_software_mosi_pin: PC2\nspi_software_miso_pin: PC3\n");

    EXPECT_TRUE(printer.sent("spi_send")[0].ends_with("data=f8204040000020206020200020006000c0"))
        << printer.sent("spi_send")[0];
}

TEST(DisplayLink, its_pins_are_on_one_board) {
    OfflinePrinter printer(
        "[mcu other]\nserial: /dev/x\n[display]\nlcd_type: st7920\n"
        "cs_pin: PC0\nsclk_pin: other:PC1\nsid_pin: PC2\n");

    EXPECT_NE(
        printer.problems().find("[display] sclk_pin: all pins of the display must be on same mcu"),
        std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
