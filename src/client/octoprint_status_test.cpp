// Claims about OctoPrint's messages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/octoprint_status.hpp"

#include <gtest/gtest.h>

#include "client/json_text.hpp"

namespace escapement::client {
namespace {

void take(Snapshot& known, const char* json) {
    const auto message = parse_json(json);
    ASSERT_TRUE(message) << json;
    take_octoprint(*message, known);
}

TEST(OctoPrintStatus, a_print_from_start_to_end) {
    Snapshot known;
    take(known, R"({"state": {"text": "Printing", "flags": {"operational": true, "printing": true}},
        "job": {"file": {"name": "cube.gcode"}}, "progress": {"completion": 25.0, "printTime": 60,
        "printTimeLeft": 180}, "temps": [{"time": 1, "tool0": {"actual": 209.5, "target": 210.0},
        "bed": {"actual": 60.1, "target": 60.0}, "chamber": {"actual": null, "target": null}}],
        "currentZ": 1.2})");

    EXPECT_EQ(known.job->state, JobState::printing);
    EXPECT_EQ(known.job->name, "cube.gcode");
    EXPECT_EQ(known.job->progress, 0.25);
    EXPECT_EQ(known.job->left_s, 180.0);
    EXPECT_EQ(known.hotends, (std::vector<Heater>{{209.5, 210.0, {}}}));
    EXPECT_EQ(known.bed, (Heater{60.1, 60.0, {}}));
    EXPECT_FALSE(known.chamber);
    EXPECT_EQ(known.position.z, 1.2);

    take(known, R"({"state": {"flags": {"pausing": true, "printing": true}}})");
    EXPECT_EQ(known.job->state, JobState::pausing);
    take(known, R"({"state": {"flags": {"paused": true}}})");
    EXPECT_EQ(known.job->state, JobState::paused);
    take(known, R"({"state": {"flags": {"printing": true}}, "progress": {"completion": 100.0}})");
    take(known, R"({"state": {"flags": {"operational": true}}})");
    EXPECT_EQ(known.job->state, JobState::finished);
}

TEST(OctoPrintStatus, a_cancelled_print) {
    Snapshot known;
    take(known, R"({"state": {"flags": {"printing": true}}, "progress": {"completion": 10.0}})");
    take(known, R"({"state": {"flags": {"cancelling": true}}})");
    take(known, R"({"state": {"flags": {"operational": true}}})");
    EXPECT_EQ(known.job->state, JobState::cancelled);
}

TEST(OctoPrintStatus, a_printer_that_octoprint_does_not_reach) {
    Snapshot known;
    take(known, R"({"state": {"flags": {"operational": true}}, "currentZ": 1.2,
        "temps": [{"tool0": {"actual": 209.5, "target": 210.0}}]})");
    known.fan = 0.5;
    take(known, R"({"state": {"text": "Offline", "flags": {"closedOrError": true}}})");
    EXPECT_EQ(known.halted,
              "OctoPrint is not connected to its printer (Offline); connect it there");
    EXPECT_EQ(known.hotends, (std::vector<Heater>{{}}));
    EXPECT_FALSE(known.fan);
    EXPECT_FALSE(known.position.z);
    take(known, R"({"state": {"text": "Operational", "flags": {"operational": true}}})");
    EXPECT_EQ(known.halted, "");
}

TEST(OctoPrintStatus, files_in_folders_are_found) {
    const auto answer = parse_json(R"({"files": [
        {"name": "cube.gcode", "path": "cube.gcode", "type": "machinecode", "origin": "local",
         "size": 100, "gcodeAnalysis": {"estimatedPrintTime": 60.5}},
        {"name": "parts", "path": "parts", "type": "folder", "children": [
         {"path": "parts/clip.gcode", "type": "machinecode", "origin": "sdcard"}]},
        {"path": "x.stl", "type": "model"}]})");
    Snapshot known;
    keep_newest(octoprint_files(*answer), known);
    EXPECT_EQ(*known.files,
              (std::vector<File>{{"local/cube.gcode", "cube.gcode", 100u, 60.5},
                                 {"sdcard/parts/clip.gcode", "parts/clip.gcode", {}, {}}}));
}

TEST(OctoPrintStatus, files_have_dates) {
    const auto answer = parse_json(R"({"files": [
        {"path": "old.gcode", "type": "machinecode", "date": 1000},
        {"path": "new.gcode", "type": "machinecode"}]})");
    const auto files = octoprint_files(*answer);
    ASSERT_EQ(files.size(), 2u);
    EXPECT_EQ(files[0].date, 1000.0);
    EXPECT_EQ(files[1].date, 0.0);
}

TEST(OctoPrintStatus, paths_are_written_for_the_web) {
    EXPECT_EQ(url_path("local/a b?.gcode"), "local/a%20b%3F.gcode");
}

}  // namespace
}  // namespace escapement::client
