// A machine with a resonance that is known, and what its host finds out about it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <filesystem>

#include "stage.hpp"

namespace escapement::app {
namespace {

const std::string sections =
    "[adxl345]\ncs_pin: PA4\naxes_map: x, -z, y\n[resonance_tester]\naccel_chip: adxl345\n"
    "probe_points: 100, 100, 20\n[input_shaper]\nshaper_type_y: smooth_zv\n"
    "smoother_freq_y: 44\n[pause_resume]\n"
    "[virtual_sdcard]\npath: /tmp\n"
    "[gcode_macro PENDING]\n"
    "gcode:\n  {action_respond_info(printer.configfile.save_config_pending_items|string)}\n";

double number_behind(const std::string& text, const std::string& mark) {
    const auto at = text.find(mark);
    EXPECT_NE(at, std::string::npos) << mark << " is not in " << text;
    return at == std::string::npos ? 0.0 : std::stod(text.substr(at + mark.size()));
}

std::vector<std::string> taken_lines(const std::string& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    std::filesystem::remove(path);
    return lines;
}

TEST(LiveResonance, the_planted_frequencies_are_found) {
    Stage stage(sections);
    stage.type(3.0, "G28\nSHAPER_CALIBRATE FREQ_END=100 HZ_PER_SEC=2 NAME=live_test_2\nM400");
    stage.type(170.0, "PENDING\nSAVE_CONFIG");
    std::vector<std::string> saved;
    stage.outside.at(170.3,
                     [&] { saved = taken_lines(::testing::TempDir() + "live_printer.cfg"); });

    stage.run(172.0);

    const auto& [x, y, z] = stage.world.machine().blueprint().resonances;
    const auto& said = stage.terminal.answers;
    EXPECT_NEAR(number_behind(said, "Fitted shaper 'zv' frequency = "), x.frequency_hz, 1.5)
        << said;
    EXPECT_NE(said.find("Recommended shaper_type_x = mzv, shaper_freq_x = "), std::string::npos);
    EXPECT_NEAR(number_behind(said, "shaper_freq_x = "), x.frequency_hz, 1.5);
    EXPECT_NEAR(number_behind(said, "shaper_freq_y = "), y.frequency_hz, 1.5);
    EXPECT_NE(said.find("// shaper_type_x:mzv shaper_freq_x:5"), std::string::npos) << said;
    EXPECT_NE(said.find("// Shaper calibration data written to "
                        "/tmp/calibration_data_x_live_test_2.csv file"),
              std::string::npos);
    EXPECT_NE(said.find("{'input_shaper': {'shaper_type_x': 'mzv', 'shaper_freq_x': '5"),
              std::string::npos)
        << said;
    EXPECT_NE(std::find(saved.begin(), saved.end(), "#*# smoother_freq_y = 0"), saved.end());
    EXPECT_NE(std::find(saved.begin(), saved.end(), "#*# shaper_type_x = mzv"), saved.end());
    EXPECT_NE(std::find(saved.begin(), saved.end(), "#*# [input_shaper]"), saved.end());
    const auto lines = taken_lines("/tmp/calibration_data_x_live_test_2.csv");
    ASSERT_GT(lines.size(), 90U);
    EXPECT_TRUE(lines[0].starts_with("freq,psd_x,psd_y,psd_z,psd_xyz,shapers:,zv(")) << lines[0];
    EXPECT_FALSE(taken_lines("/tmp/calibration_data_y_live_test_2.csv").empty());
}

TEST(LiveResonance, files_have_what_was_measured) {
    Stage stage(sections);
    stage.type(3.0,
               "G28\nTEST_RESONANCES AXIS=X FREQ_START=40 FREQ_END=60 HZ_PER_SEC=2 "
               "OUTPUT=resonances,raw_data NAME=live_test_3\nM400");

    stage.run(80.0);

    EXPECT_TRUE(stage.said("// Resonances data written to /tmp/resonances_x_live_test_3.csv file"))
        << stage.terminal.answers;
    const auto raw = taken_lines("/tmp/raw_data_x_live_test_3.csv");
    EXPECT_GT(raw.size(), 32'000U);
    EXPECT_EQ(raw.at(0), "#time,accel_x,accel_y,accel_z");
    const auto power = taken_lines("/tmp/resonances_x_live_test_3.csv");
    ASSERT_FALSE(power.empty());
    EXPECT_EQ(power.at(0), "freq,psd_x,psd_y,psd_z,psd_xyz");
    EXPECT_LT(std::stod(power.back()), 90.0);
}

TEST(LiveResonance, noise_is_small_at_rest) {
    Stage stage(sections);
    stage.type(3.0, "MEASURE_AXES_NOISE");

    stage.run(10.0);

    const std::string mark = "// Axes noise for xy-axis accelerometer: ";
    const double noise = number_behind(stage.terminal.answers, mark);
    EXPECT_GT(noise, 0.01);
    EXPECT_LT(noise, 10.0);
}

TEST(LiveResonance, a_test_can_be_cancelled_at_any_moment) {
    for (const double when : {35.0, 47.2, 55.55, 70.1}) {
        Stage stage(sections);
        stage.type(3.0, "G28");
        stage.type(34.0, "TEST_RESONANCES AXIS=X NAME=live_test_4");
        stage.type(when, "CANCEL_PRINT");
        bool said_at_once = false;
        stage.outside.at(when + 0.05,
                         [&] { said_at_once = stage.said("!! Interrupted by CANCEL_PRINT"); });
        stage.type(when + 3.0, "M114\nACCELEROMETER_QUERY");

        stage.run(when + 8.0);

        const auto& said = stage.terminal.answers;
        EXPECT_TRUE(said_at_once) << when << said;
        EXPECT_EQ(said.find("// Disabled [input_shaper]") == std::string::npos,
                  said.find("// Re-enabled [input_shaper]") == std::string::npos)
            << said;
        EXPECT_NE(said.find("// accelerometer values (x, y, z):"), std::string::npos) << said;
        EXPECT_FALSE(std::filesystem::exists("/tmp/resonances_x_live_test_4.csv"));
    }
}

TEST(LiveResonance, an_emergency_stop_ends_a_test_at_once) {
    Stage stage(sections);
    std::vector<std::string> on{"everything"};
    stage.type(3.0, "G28");
    stage.type(34.0, "TEST_RESONANCES AXIS=X NAME=live_test_6");
    stage.type(47.2, "M112");
    stage.outside.at(47.25, [&] { on = stage.heaters_and_motors_on(); });

    stage.run(50.0);

    EXPECT_TRUE(on.empty());
    EXPECT_TRUE(stage.noted("Shutdown due to M112 command")) << stage.notes;
    EXPECT_FALSE(std::filesystem::exists("/tmp/resonances_x_live_test_6.csv"));
}

}  // namespace
}  // namespace escapement::app
