// Claims about what is learned from whole conversations with eight kinds of firmware.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "client/marlin_reader.hpp"

namespace escapement::client {
namespace {

using Tone = MarlinLine::Tone;

class Told {
  public:
    explicit Told(const std::string& firmware) : reader_(known) {
        std::ifstream file(ESCAPEMENT_SOURCE_DIR "/src/client/transcripts/" + firmware + ".txt");
        EXPECT_TRUE(file) << firmware;
        for (std::string text; std::getline(file, text);) {
            lines.push_back(parse_marlin_line(text));
            reader_.hear(lines.back(), base::HostTime{});
        }
    }
    int count(Tone tone) const {
        int found = 0;
        for (const auto& line : lines) found += line.tone == tone ? 1 : 0;
        return found;
    }
    int oks() const {
        int found = 0;
        for (const auto& line : lines) found += line.ok ? 1 : 0;
        return found;
    }
    std::uint64_t resend() const {
        for (const auto& line : lines)
            if (line.resend) return *line.resend;
        return 0;
    }
    bool busy() const {
        for (const auto& line : lines)
            if (line.busy) return true;
        return false;
    }

    Snapshot known;
    std::vector<MarlinLine> lines;

  private:
    MarlinReader reader_;
};

File file(const char* path, const char* name, std::optional<std::uint64_t> size) {
    return {path, name, size, std::nullopt};
}

TEST(Transcripts, marlin_1_1) {
    const Told told("marlin-1.1");
    const auto& known = told.known;

    EXPECT_EQ(known.dialect, Dialect::marlin);
    EXPECT_EQ(known.firmware, "Marlin 1.1.9 (Github)");
    EXPECT_EQ(known.machine, "Anet A8");
    ASSERT_EQ(known.hotends.size(), 1u);
    EXPECT_EQ(known.hotends[0], (Heater{200.1, 200.0, {}}));
    EXPECT_EQ(known.bed, (Heater{60.0, 60.0, {}}));
    EXPECT_FALSE(known.chamber);
    EXPECT_EQ(known.position, (Position{12.0, 10.5, 0.3, 4.21}));
    ASSERT_TRUE(known.job);
    EXPECT_EQ(known.job->state, JobState::printing);
    EXPECT_EQ(known.job->name, "cube.gco");
    EXPECT_NEAR(*known.job->progress, 0.1003, 1e-4);
    EXPECT_EQ(*known.files,
              (std::vector{file("CUBE.GCO", "CUBE.GCO", 25046),
                           file("/PARTS/CLIP~1.GCO", "/PARTS/CLIP~1.GCO", 9013)}));
    EXPECT_EQ(told.oks(), 8);
    EXPECT_EQ(told.resend(), 6u);
    EXPECT_EQ(told.count(Tone::transmission), 1);
    EXPECT_TRUE(told.busy());
}

TEST(Transcripts, marlin_2_0_with_two_tools_a_chamber_and_room_in_its_buffers) {
    const Told told("marlin-2.0");
    const auto& known = told.known;

    EXPECT_EQ(known.hotends, (std::vector<Heater>{{24.5, 0.0, {}}, {26.0, 180.0, {}}}));
    EXPECT_EQ(known.chamber, (Heater{27.3, 40.0, {}}));
    EXPECT_EQ(known.feed_rate, 1.05);
    EXPECT_EQ(known.flow, 0.98);
    EXPECT_EQ(known.tool, 1);
    EXPECT_FALSE(known.fan);
    ASSERT_TRUE(known.job);
    EXPECT_EQ(known.job->state, JobState::idle);
    const auto& ok = told.lines.back().ok;
    ASSERT_TRUE(ok);
    EXPECT_EQ(ok->line, 17u);
    EXPECT_EQ(ok->planner_room, 15);
    EXPECT_EQ(ok->line_room, 3);
    EXPECT_EQ(told.resend(), 17u);
}

TEST(Transcripts, marlin_2_1_with_long_names_and_a_report_between_them) {
    const Told told("marlin-2.1");
    const auto& known = told.known;

    EXPECT_EQ(*known.files,
              (std::vector{file("CUBE.GCO", "Calibration cube 20 mm.gcode", 25046),
                           file("CLIP~1.GCO", "Clip, left.gcode", 9013),
                           file("SUB/VASE.GCO", "vase.gcode", 1048576)}));
    EXPECT_EQ(known.hotends[0], (Heater{210.02, 210.0, {}}));
    EXPECT_EQ(known.job->left_s, 95.0 * 60.0);
    EXPECT_EQ(known.job->state, JobState::paused);
    EXPECT_EQ(known.machine, "Ender-3 V2");
}

TEST(Transcripts, prusa) {
    const Told told("prusa");
    const auto& known = told.known;

    EXPECT_EQ(known.dialect, Dialect::prusa);
    EXPECT_EQ(known.machine, "Prusa i3 MK3S");
    EXPECT_EQ(known.hotends, (std::vector<Heater>{{215.3, 215.0, {}}}));
    ASSERT_EQ(known.sensors.size(), 2u);
    EXPECT_EQ(known.sensors[0], (NamedHeater{"probe", {37.4, {}, {}}}));
    EXPECT_EQ(known.sensors[1], (NamedHeater{"ambient", {33.0, {}, {}}}));
    EXPECT_EQ(*known.files,
              (std::vector{file("/PARTS/CLIP~1.GCO", "clip left.gcode", 9013),
                           file("CUBE.GCO", "cube.gcode", 25046)}));
    EXPECT_EQ(known.job->left_s, 21.0 * 60.0);
}

TEST(Transcripts, reprapfirmware) {
    const Told told("reprapfirmware");
    const auto& known = told.known;

    EXPECT_EQ(known.dialect, Dialect::reprapfirmware);
    EXPECT_EQ(known.firmware, "RepRapFirmware for Duet 2 WiFi/Ethernet 3.4.5");
    EXPECT_EQ(known.hotends, (std::vector<Heater>{{24.6, 0.0, {}}, {25.1, 185.0, {}}}));
    EXPECT_EQ(known.chamber, (Heater{31.0, {}, {}}));
    EXPECT_EQ(known.job->name, "cube 20 mm.gcode");
    EXPECT_EQ((*known.files)[0].path, "cube 20 mm.gcode");
    EXPECT_EQ((*known.files)[0].size, std::nullopt);
    EXPECT_EQ(known.position, (Position{12.0, 10.5, 0.3, 4.21}));
    EXPECT_EQ(told.count(Tone::error), 1);
}

TEST(Transcripts, repetier) {
    const Told told("repetier");
    const auto& known = told.known;

    EXPECT_EQ(known.dialect, Dialect::repetier);
    EXPECT_EQ(known.hotends, (std::vector<Heater>{{24.56, 200.0, {}}}));
    EXPECT_EQ(known.feed_rate, 0.9);
    EXPECT_EQ(known.flow, 1.01);
    EXPECT_NEAR(*known.fan, 0.498, 1e-3);
    EXPECT_EQ(told.resend(), 4u);
    EXPECT_EQ(told.lines[10].ok->line, 2u);
    EXPECT_TRUE(known.halted.starts_with("Heater/sensor error")) << known.halted;
}

TEST(Transcripts, smoothie) {
    const Told told("smoothie");
    const auto& known = told.known;

    EXPECT_EQ(known.dialect, Dialect::smoothie);
    EXPECT_EQ(known.firmware, "Smoothieware edge-94de12c");
    EXPECT_EQ(known.hotends, (std::vector<Heater>{{24.5, 195.0, {}}}));
    EXPECT_EQ(known.position, (Position{12.0, 10.5, 0.3, 4.21}));
    EXPECT_EQ(known.job->state, JobState::idle);
    EXPECT_EQ(told.resend(), 5u);
}

TEST(Transcripts, klipper) {
    const Told told("klipper");
    const auto& known = told.known;

    EXPECT_EQ(known.dialect, Dialect::klipper);
    EXPECT_EQ(known.hotends, (std::vector<Heater>{{24.5, 210.0, {}}}));
    EXPECT_EQ((*known.files)[0], file("calibration cube.gcode", "calibration cube.gcode", 25046));
    EXPECT_EQ(known.job->name, "calibration cube.gcode");
    EXPECT_EQ(told.count(Tone::error), 1);
    EXPECT_EQ(known.halted, "Klipper state: Shutdown");
    EXPECT_EQ(known.job->state, JobState::failed);
}

}  // namespace
}  // namespace escapement::client
