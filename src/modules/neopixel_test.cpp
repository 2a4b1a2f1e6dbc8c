// Tests of chains of lights.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/neopixel.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Lines = std::vector<std::string>;

// What the chain was told, from the comma behind the oid on.
Lines updates(OfflinePrinter& printer) {
    Lines lines;
    for (const auto& line : printer.sent("neopixel_update"))
        lines.push_back(line.substr(line.find("pos=")));
    return lines;
}

TEST(Neopixel, begins_with_its_initial_colour) {
    OfflinePrinter printer(
        "[neopixel strip]\npin: PC0\nchain_count: 2\ninitial_RED: 1\ninitial_GREEN: 0.5\n");

    EXPECT_NE(printer.sent("config_neopixel")
                  .back()
                  .find("pin=PC0 data_size=6 bit_max_ticks=4 "
                        "reset_min_ticks=50"),
              std::string::npos);
    EXPECT_EQ(updates(printer), Lines{"pos=0 data=80ff0080ff00"});
}

TEST(Neopixel, sends_what_changed) {
    OfflinePrinter printer("[neopixel strip]\npin: PC0\nchain_count: 8\ncolor_order: RGBW\n");

    printer.run("SET_LED LED=strip BLUE=1 INDEX=2");
    printer.run("SET_LED LED=strip BLUE=1 INDEX=2");
    printer.run("SET_LED LED=strip RED=1 INDEX=1 TRANSMIT=0\nSET_LED LED=strip RED=1 INDEX=8");

    const auto sent = updates(printer);
    ASSERT_EQ(sent.size(), 5U);  // the first two are the whole chain
    EXPECT_EQ(sent[2], "pos=6 data=ff");
    EXPECT_EQ(sent[3], "pos=0 data=ff");
    EXPECT_EQ(sent[4], "pos=28 data=ff");
}

TEST(Neopixel, lights_of_a_chain_may_differ) {
    OfflinePrinter printer(
        "[neopixel strip]\npin: PC0\nchain_count: 2\ncolor_order: GRB, RGBW\ninitial_BLUE: 1\n");

    EXPECT_EQ(updates(printer), Lines{"pos=0 data=0000ff0000ff00"});
}

TEST(Neopixel, orders_must_make_sense) {
    OfflinePrinter printer(
        "[neopixel a]\npin: PC0\ncolor_order: GRR\n"
        "[neopixel b]\npin: PC1\nchain_count: 3\ncolor_order: GRB, RGB\n"
        "[neopixel c]\npin: PC2\nchain_count: 167\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("[neopixel a] color_order: Invalid color_order 'GRR'"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[neopixel b] color_order: does not match chain_count"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[neopixel c] chain_count: neopixel chain too long: it needs 501 "
                            "bytes, boards have room for 500"),
              std::string::npos)
        << problems;
}

}  // namespace
}  // namespace escapement::modules
