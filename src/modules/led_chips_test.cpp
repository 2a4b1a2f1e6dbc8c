// Tests of lights behind driver chips.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/led_chips.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Lines = std::vector<std::string>;

// What the chip was told, one transfer in each line.
Lines writes(OfflinePrinter& printer) {
    Lines lines;
    for (const auto& line : printer.sent("i2c_transfer")) {
        const auto begin = line.find("write=") + 6;
        lines.push_back(line.substr(begin, line.find(' ', begin) - begin));
    }
    return lines;
}

TEST(Pca9533, has_four_levels) {
    OfflinePrinter printer("[pca9533 lights]\n");

    printer.run("SET_LED LED=lights RED=1 GREEN=0.5 BLUE=0.25");

    EXPECT_EQ(writes(printer), (Lines{"0255", "04aa", "0500", "052d"}));
    EXPECT_TRUE(printer.sent("i2c_set_bus").back().ends_with("address=98"));
}

TEST(Pca9632, writes_the_registers_that_change) {
    OfflinePrinter printer("[pca9632 lights]\ncolor_order: GRBW\n");
    EXPECT_EQ(writes(printer), (Lines{"0000", "0115", "0200", "0300", "0400", "0500", "0800"}));

    printer.run("SET_LED LED=lights RED=1");

    const auto sent = writes(printer);
    EXPECT_EQ(Lines(sent.begin() + 7, sent.end()), (Lines{"03ff", "0808"}));
}

TEST(Pca9632, its_order_must_make_sense) {
    OfflinePrinter printer("[pca9632 lights]\ncolor_order: RGB\n");

    EXPECT_NE(printer.problems().find("[pca9632 lights] color_order: Invalid color_order 'RGB'"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
