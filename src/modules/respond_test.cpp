// Tests of saying what was to be said.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/respond.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

TEST(Respond, says_it_with_the_prefix_of_its_type) {
    testing::OfflinePrinter printer("[respond]\n");

    printer.run(
        "M118 12 layers; done\nRESPOND MSG=\"two words\"\nRESPOND TYPE=command MSG=action:x\n"
        "RESPOND TYPE=Error MSG=no\nRESPOND TYPE=echo_no_space MSG=x\nRESPOND PREFIX=> MSG=y\n"
        "RESPOND");

    EXPECT_EQ(printer.said(),
              (Lines{"echo: 12 layers; done",
                     "echo: two words",
                     "// action:x",
                     "!! no",
                     "echo:x",
                     "> y",
                     "echo: "}));
}

TEST(Respond, has_a_default_that_may_be_another) {
    testing::OfflinePrinter typed("[respond]\ndefault_type: command\n");
    testing::OfflinePrinter spelt("[respond]\ndefault_type: error\ndefault_prefix: say:\n");

    typed.run("M118 a");
    spelt.run("M118 a");

    EXPECT_EQ(typed.said(), Lines{"// a"});
    EXPECT_EQ(spelt.said(), Lines{"say: a"});
}

TEST(Respond, knows_its_types) {
    testing::OfflinePrinter printer("[respond]\n");

    EXPECT_EQ(printer.failure("RESPOND TYPE=shout MSG=x"),
              "RESPOND TYPE 'shout' is invalid. Must be one of 'echo', 'command', or 'error'");
}

}  // namespace
}  // namespace escapement::modules
