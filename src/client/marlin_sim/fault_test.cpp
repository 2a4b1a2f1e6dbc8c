// Claims about how faults are written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/fault.hpp"

#include <gtest/gtest.h>

namespace escapement::client::marlin_sim {
namespace {

TEST(Fault, has_a_name_and_perhaps_a_value) {
    EXPECT_EQ(*parse_fault(" lose-ok "), Fault{Fault::Kind::lose_ok});
    EXPECT_EQ(*parse_fault("unplug S2.5"), (Fault{Fault::Kind::unplug, 2.5}));
    EXPECT_EQ(*parse_fault("card B8000"), (Fault{Fault::Kind::card, 8000.0}));
}

TEST(Fault, nonsense_is_refused) {
    for (const char* text : {"",
                             "explode",
                             "kill now",
                             "unplug",
                             "unplug S-1",
                             "unplug S0",
                             "unplug S99999",
                             "unplug Snan",
                             "card B0",
                             "card S5",
                             "killer"})
        EXPECT_FALSE(parse_fault(text)) << text;
    EXPECT_EQ(parse_fault("explode").error().what,
              "'explode' is no fault; there are reset, kill, runaway, lose-ok, resend, unplug S10 "
              "(seconds, 0.1 to 3600) and card B8000 (bytes a second, 1 to 1000000000)");
}

TEST(Fault, may_wait_for_a_line) {
    EXPECT_EQ(*parse_timed_fault("unplug S10@300"), (TimedFault{{Fault::Kind::unplug, 10.0}, 300}));
    for (const char* text : {"kill", "kill@", "kill@0", "kill@-3", "kill@x", "@5", "boom@5"})
        EXPECT_FALSE(parse_timed_fault(text)) << text;
    EXPECT_EQ(parse_timed_fault("kill").error().what,
              "'kill' does not say at which line of a print: kill@500");
}

}  // namespace
}  // namespace escapement::client::marlin_sim
