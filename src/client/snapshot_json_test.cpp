// Claims about what other programs are told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/snapshot_json.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

TEST(SnapshotJson, what_is_not_known_is_not_there) {
    EXPECT_EQ(to_json(snapshot_value({})), R"({"link": "closed"})");
}

TEST(SnapshotJson, what_is_known_has_its_name) {
    Snapshot known{.link = Link::online, .where = "/dev/ttyUSB0"};
    known.hotends = {{210.5, 210.0, {}}};
    known.bed = Heater{60.0, {}, {}};
    known.fan = 0.5;
    known.job = Job{.state = JobState::printing, .name = "cube", .progress = 0.25};

    EXPECT_EQ(to_json(snapshot_value(known)),
              R"({"link": "online", "where": "/dev/ttyUSB0", "hotends": [{"celsius": 210.5, )"
              R"("target": 210.0}], "bed": {"celsius": 60.0}, "fan": 0.5, "job": )"
              R"({"state": "printing", "source": "card", "name": "cube", "progress": 0.25}})");
}

TEST(SnapshotJson, a_list_that_is_cut_says_so) {
    Snapshot known{.link = Link::online};
    known.files = {{"A.GCO", "a.gcode", 5u, {}}};
    known.files_left_out = 12;
    EXPECT_EQ(to_json(snapshot_value(known)),
              R"({"link": "online", "files": [{"path": "A.GCO", "name": "a.gcode", "size": 5}], )"
              R"("files_left_out": 12})");
}

}  // namespace
}  // namespace escapement::client
