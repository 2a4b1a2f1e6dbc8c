// A failure that the flight recorder has seen happens to the host's code once more.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "escapement/flight_replay.hpp"
#include "escapement/flight_text.hpp"
#include "faulty_print.hpp"

namespace escapement::app {
namespace {

using base::Seconds;

class Replay : public ::testing::Test {
  protected:
    // Records a print with the cable's faults, in a ring of so many pages.
    void record(const sim::CableFaults& faults, const std::string& script, std::size_t pages) {
        const auto path = ::testing::TempDir() + "/replay_test.flight";
        auto recorder =
            flight::Recorder::create(path, {.ring = pages * flight::page_size}, base::HostTime());
        ASSERT_TRUE(recorder) << recorder.error().what;
        FaultyPrint print(faults);
        print.recorder = recorder->get();
        print.run(script);
        failure_ = print.failure;
        std::ifstream in(path, std::ios::binary);
        file_.assign(std::istreambuf_iterator<char>(in), {});
        recording_ = *flight::read_recording(file_);
    }
    // What the host notices the second time, without the moments.
    std::vector<std::string> noticed() {
        std::vector<std::string> lines;
        for (const auto& line : replay_to_host(recording_)) lines.push_back(line.substr(13));
        return lines;
    }

    std::string failure_;
    std::vector<std::uint8_t> file_;
    flight::Recording recording_;
};

TEST_F(Replay, a_board_that_shut_down_shuts_down_again) {
    record({}, "G4 P2000\nM400\nM112\n", 2048);

    const auto lines = noticed();

    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "mcu 'mcu' is identified");
    EXPECT_EQ(lines[1], "MCU 'mcu' shutdown: Command request");
    EXPECT_TRUE(recording_.damages.empty());
}

TEST_F(Replay, a_cable_that_broke_breaks_again_even_if_the_beginning_is_overwritten) {
    FaultyPrint clean({});
    clean.run("");
    const sim::WireFaults faults{.cuts = {{clean.homed_at + Seconds(20), Seconds(60)}}};

    record({.to_board = faults, .to_host = faults}, "M109 S200\n", 8);

    EXPECT_TRUE(recording_.overwritten);
    const auto lines = noticed();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "mcu 'mcu' is identified");
    EXPECT_EQ(lines[1], failure_.substr(0, failure_.find('\n')));
}

TEST_F(Replay, in_words_a_recording_tells_commands_messages_and_the_end) {
    record({}, "M112\n", 2048);

    const FlightText text(recording_);

    EXPECT_GT(text.lines({.text = "queue_step oid="}).size(), 100U);
    EXPECT_GT(text.lines({.text = "trsync_state oid="}).size(), 3U);
    EXPECT_EQ(text.lines({.text = "notes: ready"}).size(), 1U);
    EXPECT_EQ(text.lines({.text = "notes: shut down: "}).size(), 1U);
    EXPECT_GT(text.clock_lines({}).size(), 10U);
    EXPECT_EQ(text.lines({.text = " bytes "}).size(), 0U);
}

}  // namespace
}  // namespace escapement::app
