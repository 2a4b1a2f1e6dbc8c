// Tests of chips that set currents.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/digipots.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Lines = std::vector<std::string>;

// What comes behind that word in each message of that name.
Lines parts(OfflinePrinter& printer, std::string_view message, const std::string& word) {
    Lines lines;
    for (const auto& line : printer.sent(message)) {
        const auto begin = line.find(word) + word.size();
        lines.push_back(line.substr(begin, line.find(' ', begin) - begin));
    }
    return lines;
}

TEST(Mcp4451, connects_its_terminals_and_sets_its_wipers) {
    OfflinePrinter printer("[mcp4451 pot]\ni2c_address: 45\nscale: 2\nwiper_0: 1\nwiper_3: 2\n");

    EXPECT_EQ(parts(printer, "i2c_transfer", "write="), (Lines{"40ff", "a0ff", "0080", "70ff"}));
}

TEST(Mcp4451, has_four_addresses) {
    OfflinePrinter printer("[mcp4451 pot]\ni2c_address: 48\n[mcp4451 other]\nwiper_0: 2\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("i2c_address: mcp4451 address must be between 44 and 47"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[mcp4451 other] i2c_address: must be specified"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("wiper_0: must be at most 1, the scale (is 2)"), std::string::npos)
        << problems;
}

TEST(Mcp4728, sets_voltages_of_its_own_reference) {
    OfflinePrinter printer("[mcp4728 dac]\nchannel_a: 1\nchannel_c: 0.5\n");

    EXPECT_EQ(parts(printer, "i2c_transfer", "write="), (Lines{"408fff", "448800"}));
}

TEST(Mcp4018, is_moved_by_a_command) {
    OfflinePrinter printer("[mcp4018 pot]\nscale: 2\nwiper: 1\n");
    printer.said();

    printer.run("SET_DIGIPOT DIGIPOT=pot WIPER=2");

    EXPECT_EQ(parts(printer, "i2c_transfer", "write="), (Lines{"\"@\"", "7f"}));
    EXPECT_EQ(printer.said(), Lines{"// New value for DIGIPOT = pot, wiper = 2.00"});
    EXPECT_EQ(printer.failure("SET_DIGIPOT DIGIPOT=pot WIPER=3"),
              "Error on 'SET_DIGIPOT': WIPER: must be at most 2 (is 3)");
}

TEST(Ad5206, is_set_with_the_configuration) {
    OfflinePrinter printer("[ad5206 pot]\nenable_pin: PC0\nchannel_1: 0.5\nchannel_6: 1\n");

    EXPECT_EQ(parts(printer, "spi_send", "data="), (Lines{"0080", "05ff"}));
    EXPECT_NE(printer.sent("spi_set_bus").back().find("mode=0 rate=25000000"), std::string::npos);
}

TEST(Dac084s085, is_set_with_the_configuration) {
    OfflinePrinter printer("[dac084S085 dac]\nenable_pin: PC0\nchannel_A: 0.5\nchannel_D: 1\n");

    EXPECT_EQ(parts(printer, "spi_send", "data="), (Lines{"17f0", "dff0"}));
    EXPECT_NE(printer.sent("spi_set_bus").back().find("mode=1 rate=10000000"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
