// Tests of chains of lights with a clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/dotstar.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(Dotstar, sends_all_lights_in_pieces) {
    OfflinePrinter printer("[dotstar strip]\ndata_pin: PC0\nclock_pin: PC1\nchain_count: 4\n");

    printer.run("SET_LED LED=strip RED=1 GREEN=0.5 BLUE=0.25 INDEX=1");

    const auto sent = printer.sent("spi_send");
    ASSERT_EQ(sent.size(), 4U);
    EXPECT_TRUE(sent[2].ends_with("data=00000000ff4080ffff000000ff000000ff000000")) << sent[2];
    EXPECT_TRUE(sent[3].ends_with("data=ffffffff")) << sent[3];
    EXPECT_NE(printer.sent("spi_set_sw_bus").back().find("miso_pin=PC0 mosi_pin=PC0 sclk_pin=PC1"),
              std::string::npos);
}

TEST(Dotstar, hangs_on_one_board) {
    OfflinePrinter printer(
        "[mcu other]\nserial: /dev/x\n[dotstar strip]\ndata_pin: PC0\nclock_pin: other:PC1\n");

    EXPECT_NE(
        printer.problems().find("[dotstar strip] clock_pin: Dotstar pins must be on same mcu"),
        std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
