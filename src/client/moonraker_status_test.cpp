// Claims about status objects, with values as a Klipper printer has told them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/moonraker_status.hpp"

#include <gtest/gtest.h>

#include "client/json_text.hpp"

namespace escapement::client {
namespace {

Snapshot told(const char* json) {
    Snapshot known;
    const auto status = parse_json(json);
    EXPECT_TRUE(status);
    if (status) take_status(*status, known);
    return known;
}

TEST(MoonrakerStatus, only_known_objects_are_followed) {
    const auto names = parse_json(R"(["gcode", "extruder", "extruder1", "extruder_stepper x",
        "heater_generic chamber", "mcu", "bed_mesh", 7])");
    EXPECT_EQ(
        followed_objects(*names),
        (std::vector<std::string>{"extruder", "extruder1", "heater_generic chamber", "bed_mesh"}));
}

TEST(MoonrakerStatus, heaters_have_their_places) {
    const auto known = told(R"({"extruder1": {"temperature": 30.5, "target": 0.0, "power": 0.0},
        "heater_bed": {"temperature": 60.1, "target": 60.0},
        "heater_generic chamber": {"temperature": 38.0, "target": 45.0},
        "temperature_sensor raspberry": {"temperature": 51.2}})");

    ASSERT_EQ(known.hotends.size(), 2u);
    EXPECT_FALSE(known.hotends[0].celsius);
    EXPECT_EQ(known.hotends[1], (Heater{30.5, 0.0, 0.0}));
    EXPECT_EQ(known.bed->target, 60.0);
    EXPECT_EQ(known.chamber->celsius, 38.0);
    EXPECT_EQ(known.sensors, (std::vector<NamedHeater>{{"raspberry", {51.2, {}, {}}}}));
}

TEST(MoonrakerStatus, a_print_and_its_settings) {
    const auto known = told(R"({"print_stats": {"state": "printing", "filename": "cube.gcode",
        "print_duration": 100.0, "info": {"total_layer": 80, "current_layer": 12}},
        "virtual_sdcard": {"progress": 0.25}, "display_status": {"message": "hello"},
        "gcode_move": {"speed_factor": 1.1, "extrude_factor": 0.95,
        "homing_origin": [0, 0, -0.05, 0],
        "gcode_position": [1.0, 2.0, 3.0, 4.0]},
        "toolhead": {"homed_axes": "xyz", "extruder": "extruder1"}, "fan": {"speed": 0.5}})");

    EXPECT_EQ(known.job->state, JobState::printing);
    EXPECT_EQ(known.job->source, JobSource::server);
    EXPECT_EQ(known.job->name, "cube.gcode");
    EXPECT_EQ(known.job->progress, 0.25);
    EXPECT_EQ(known.job->layer, 12);
    EXPECT_EQ(known.job->layers, 80);
    EXPECT_EQ(known.feed_rate, 1.1);
    EXPECT_EQ(known.flow, 0.95);
    EXPECT_EQ(known.babystep, -0.05);
    EXPECT_EQ(known.position, (Position{1.0, 2.0, 3.0, 4.0}));
    EXPECT_EQ(known.homed, "xyz");
    EXPECT_EQ(known.tool, 1);
    EXPECT_EQ(known.fan, 0.5);
    EXPECT_EQ(known.message, "hello");
}

TEST(MoonrakerStatus, the_next_print_has_no_layers_of_the_last) {
    auto known = told(R"({"print_stats": {"info": {"total_layer": 80, "current_layer": 12}}})");
    take_status(*parse_json(R"({"print_stats": {"print_duration": 1.0}})"), known);
    EXPECT_EQ(known.job->layer, 12);
    take_status(*parse_json(R"({"print_stats": {"info": {"total_layer": null,
        "current_layer": null}}})"),
                known);
    EXPECT_FALSE(known.job->layer);
    EXPECT_FALSE(known.job->layers);
}

TEST(MoonrakerStatus, a_mesh_comes_and_goes) {
    auto known = told(R"({"bed_mesh": {"profile_name": "default", "mesh_min": [5, 6],
        "mesh_max": [100, 101], "probed_matrix": [[0.1, 0.2], [0.3, 0.4]]}})");
    ASSERT_TRUE(known.mesh);
    EXPECT_EQ(known.mesh->rows, (std::vector<std::vector<double>>{{0.1, 0.2}, {0.3, 0.4}}));
    EXPECT_EQ(known.mesh->min_y, 6.0);
    take_status(*parse_json(R"({"bed_mesh": {"probed_matrix": [[]]}})"), known);
    EXPECT_FALSE(known.mesh);
    EXPECT_TRUE(known.abilities.mesh);
}

TEST(MoonrakerStatus, values_of_the_wrong_kind_are_absent) {
    const auto known = told(R"({"extruder": {"temperature": "hot"}, "fan": {"speed": null},
        "print_stats": 5, "gcode_move": {"homing_origin": 3}, "bed_mesh": {"probed_matrix": 1},
        "extruder99999999999": {"temperature": 1}, "heater_bed": []})");
    EXPECT_FALSE(known.hotends.at(0).celsius);
    EXPECT_FALSE(known.fan);
    EXPECT_FALSE(known.babystep);
}

TEST(MoonrakerStatus, time_left_is_the_files_estimate_or_measured) {
    Job job{.state = JobState::printing, .progress = 0.25, .elapsed_s = 100.0};
    estimate_left(job, 1000.0);
    EXPECT_EQ(job.left_s, 750.0);
    estimate_left(job, {});
    EXPECT_EQ(job.left_s, 300.0);
    job.progress = 0.001;
    estimate_left(job, {});
    EXPECT_FALSE(job.left_s);
}

}  // namespace
}  // namespace escapement::client
