// Claims about what may be known of a printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/snapshot.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

TEST(Snapshot, in_the_beginning_nothing_is_known) {
    const Snapshot known;

    EXPECT_FALSE(known.bed || known.chamber || known.job || known.files || known.fan);
    EXPECT_FALSE(known.position.x || known.babystep || known.homed);
    EXPECT_TRUE(known.hotends.empty());
}

TEST(Snapshot, a_paused_print_leaves_the_toolhead_to_people) {
    EXPECT_TRUE(is_busy({.state = JobState::printing}));
    EXPECT_TRUE(is_busy({.state = JobState::pausing}));
    EXPECT_FALSE(is_busy({.state = JobState::paused}));
    EXPECT_FALSE(is_busy({.state = JobState::finished}));
}

TEST(Snapshot, dialects_have_names) {
    EXPECT_EQ(dialect_name(Dialect::unknown), "unknown firmware");
    EXPECT_EQ(dialect_name(Dialect::prusa), "Prusa");
}

TEST(Snapshot, what_nobody_measures_any_more_is_absent) {
    Snapshot known{.hotends = {{200.0, 210.0, {}}}, .bed = Heater{60.0, 60.0, 0.5}};
    known.sensors = {{"board", {40.0, {}, {}}}};
    known.fan = known.babystep = 0.5;
    known.position.z = 1.0;
    known.homed = "xyz";
    forget_values(known);

    Snapshot expected{.hotends = {{}}, .bed = Heater{}};
    expected.sensors = {{"board", {}}};
    EXPECT_EQ(known, expected);
}

TEST(Snapshot, a_printer_out_of_reach_has_no_values_and_prints_nothing_that_anybody_knows_of) {
    Snapshot known{.link = Link::online, .was_online = true, .hotends = {{200.0, 210.0, {}}}};
    known.job = Job{.state = JobState::printing};
    EXPECT_EQ(believable(known), known);
    known.link = Link::opening;
    EXPECT_EQ(believable(known).hotends, std::vector<Heater>{{}});
    EXPECT_FALSE(believable(known).job);
    known.job = Job{.state = JobState::failed, .source = JobSource::host};
    EXPECT_EQ(believable(known).job, known.job);
}

TEST(Snapshot, files_are_called_by_their_long_names_if_these_are_known) {
    Snapshot known;
    EXPECT_EQ(file_name(known, "CUBE~1.GCO"), "CUBE~1.GCO");
    known.files = {{"CUBE~1.GCO", "cube with a hole.gcode", {}, {}}};
    EXPECT_EQ(file_name(known, "CUBE~1.GCO"), "cube with a hole.gcode");
    EXPECT_EQ(file_name(known, "OTHER.GCO"), "OTHER.GCO");
}

}  // namespace
}  // namespace escapement::client
