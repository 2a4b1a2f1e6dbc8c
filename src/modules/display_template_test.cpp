// Tests of templates that make short texts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_template.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

TEST(DisplayTemplate, its_parameters_are_literals) {
    testing::OfflinePrinter printer("[display_template t]\nparam_a: 1 +\ntext: x\n");

    EXPECT_NE(printer.problems().find("[display_template t] param_a: Unable to parse '1 +' as a "
                                      "literal"),
              std::string::npos)
        << printer.problems();
}

TEST(DisplayTemplate, needs_a_text) {
    testing::OfflinePrinter printer("[display_template t]\n");

    EXPECT_NE(printer.problems().find("[display_template t] text: must be specified"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
