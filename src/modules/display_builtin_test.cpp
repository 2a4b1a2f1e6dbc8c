// Tests of the screens that are built in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_builtin.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

TEST(DisplayBuiltin, every_item_stands_on_its_display) {
    for (const auto& item : builtin_items()) {
        EXPECT_LT(item.row, 4) << item.name;
        EXPECT_LT(item.column, item.group == "_default_20x4" ? 20 : 16) << item.name;
    }
}

TEST(DisplayBuiltin, slots_are_given_to_one_shape_each) {
    for (const auto& one : builtin_glyphs())
        for (const auto& other : builtin_glyphs())
            EXPECT_TRUE(one.slot != other.slot || one.small == other.small) << one.name;
}

TEST(DisplayBuiltin, all_of_it_can_be_drawn) {
    testing::OfflinePrinter printer("[display]\nlcd_type: uc1701\ncs_pin: PC0\na0_pin: PC1\n");

    for (const char* group : {"_default_16x4", "_multiextruder_16x4", "_default_20x4"}) {
        printer.run(std::string("SET_DISPLAY_GROUP GROUP=") + group);
        EXPECT_TRUE(printer.said().empty()) << group;
    }
}

}  // namespace
}  // namespace escapement::modules
