// Claims about the time that commands take.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/long_commands.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

using base::Seconds;

TEST(LongCommands, a_printer_at_work_may_be_silent_for_longer) {
    EXPECT_EQ(longest_silence("G1 X1"), Seconds(300));
    EXPECT_EQ(longest_silence("M105"), Seconds(300));
    for (const char* line :
         {"G28", "G29 P1", "M109 S200", "M190S60", "G4 S900", "PRINT_START BED=60"})
        EXPECT_EQ(longest_silence(line), Seconds(1800)) << line;
}

TEST(LongCommands, people_are_waited_for) {
    for (const char* line : {"M0", "M600", "M226 P3"}) EXPECT_FALSE(longest_silence(line)) << line;
    EXPECT_TRUE(longest_silence("M6000"));
}

TEST(LongCommands, what_ends_a_wait_is_known) {
    EXPECT_TRUE(ends_wait("M108"));
    EXPECT_TRUE(ends_wait("M876 S0"));
    EXPECT_FALSE(ends_wait("M1080"));
    EXPECT_TRUE(waits_for_heat("M116"));
    EXPECT_FALSE(waits_for_heat("M104 S200"));
}

}  // namespace
}  // namespace escapement::client
