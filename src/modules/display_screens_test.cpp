// Tests of texts and pictures for displays.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_screens.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(DisplayData, needs_a_place) {
    OfflinePrinter printer(
        "[display_data mine]\nposition: 1\ntext: x\n[display_glyph g]\ndata: ***\n"
        "hd44780_data: *****\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("[display_data mine] needs a group and a name"), std::string::npos)
        << problems;
    EXPECT_NE(
        problems.find("[display_data mine] position: must be a row and a column, as in 1, 10"),
        std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[display_glyph g] data: a line must have 16 dots ('***' has 3)"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[display_glyph g] hd44780_data: must have 8 lines (has 1)"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[display_glyph g] hd44780_slot: must be specified"), std::string::npos)
        << problems;
}

TEST(DisplayScreens, items_of_the_configuration_replace_those_that_are_built_in) {
    OfflinePrinter printer(
        "[display]\nlcd_type: hd44780\nrs_pin: PC0\ne_pin: PC1\nd4_pin: PC2\nd5_pin: PC3\n"
        "d6_pin: PC4\nd7_pin: PC5\n[display_data _default_20x4 print_status]\nposition: 3, 0\n"
        "text: QQ\n");

    std::string all;
    for (const auto& line : printer.sent("hd44780_send_data")) all += line;
    EXPECT_NE(all.find("QQ"), std::string::npos);
    EXPECT_EQ(all.find("Ready"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
