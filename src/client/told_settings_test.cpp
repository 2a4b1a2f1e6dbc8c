// Claims about what is known from lines that were sent.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/told_settings.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

TEST(ToldSettings, targets_are_known_while_the_printer_only_waits) {
    Snapshot known{.hotends = {{}, {}}, .tool = 1, .bed = Heater{}};
    note_told_heat(known, "M109 S215");
    note_told_heat(known, "M104 S170 T0");
    note_told_heat(known, "M190 R60");
    EXPECT_EQ(known.hotends[1].target, 215.0);
    EXPECT_EQ(known.hotends[0].target, 170.0);
    EXPECT_EQ(known.bed->target, 60.0);
}

TEST(ToldSettings, nobody_gains_a_heater_by_it) {
    Snapshot known{.hotends = {{}}};
    for (const char* line :
         {"M104 T7 S200", "M104 T-1 S200", "M140 S60", "M141 S40", "M104", "M1040 S1"})
        note_told_heat(known, line);
    EXPECT_EQ(known, (Snapshot{.hotends = {{}}}));
}

TEST(ToldSettings, fan_and_factors_are_shares) {
    Snapshot known;
    note_told_factors(known, "M106 S51");
    EXPECT_EQ(known.fan, 0.2);
    note_told_factors(known, "M106 P1 S255");
    EXPECT_EQ(known.fan, 0.2);
    note_told_factors(known, "M106");
    EXPECT_EQ(known.fan, 1.0);
    note_told_factors(known, "M107");
    EXPECT_EQ(known.fan, 0.0);
    note_told_factors(known, "M220 S120");
    note_told_factors(known, "M221 S95");
    note_told_factors(known, "M221");
    EXPECT_EQ(known.feed_rate, 1.2);
    EXPECT_EQ(known.flow, 0.95);
}

}  // namespace
}  // namespace escapement::client
