// Tests of the options of displays.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_config.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(Display, options_of_other_controllers_are_refused) {
    OfflinePrinter printer(
        "[display]\nlcd_type: ssd1306\na0_pin: PC0\n[display two]\n"
        "lcd_type: uc1701\ncs_pin: PC1\ncontrast: 64\nline_length: 18\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("[display] a0_pin: means nothing for a 'ssd1306'; remove it"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[display two] a0_pin: must be specified"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[display two] contrast: must be at most 63 for a 'uc1701'"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[display two] line_length: must be 16 or 20"), std::string::npos)
        << problems;
}

}  // namespace
}  // namespace escapement::modules
