// Claims about flight recordings in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/flight_text.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "escapement/flight_log.hpp"

namespace escapement::app {
namespace {

using namespace std::chrono_literals;
using base::HostTime;
using Lines = std::vector<std::string>;

wire::Dictionary dictionary() {
    wire::Dictionary dictionary;
    dictionary.commands = {{1, "identify offset=%u count=%c"}, {5, "set_pin pin=%u on=%c"}};
    dictionary.responses = {{0, "identify_response offset=%u data=%.*s"}, {70, "state on=%c"}};
    dictionary.config = {{"CLOCK_FREQ", std::int64_t{1'000'000}}};
    return dictionary;
}

wire::Block block(std::uint8_t sequence, const std::vector<std::uint8_t>& payload) {
    return {{sequence}, payload};
}

class FlightTextTest : public ::testing::Test {
  protected:
    FlightTextTest() : path_(::testing::TempDir() + "/flight_text_test.flight") {
        std::filesystem::remove(path_);
        recorder_ = *flight::Recorder::create(path_, {.ring = 1 << 16}, clock_.now());
        log_.emplace(*recorder_, clock_);
        mcu_ = &log_->board("mcu");
        tool_ = &log_->board("tool");
        log_->learn("mcu", dictionary());
    }
    Lines lines(const FlightFilter& filter) {
        read();
        return FlightText(recording_).lines(filter);
    }
    void read() {
        std::ifstream in(path_, std::ios::binary);
        file_.assign(std::istreambuf_iterator<char>(in), {});
        recording_ = *flight::read_recording(file_);
    }

    const std::string path_;
    runtime::VirtualClock clock_;
    std::unique_ptr<flight::Recorder> recorder_;
    std::optional<FlightLog> log_;
    mcu::LinkObserver* mcu_ = nullptr;
    mcu::LinkObserver* tool_ = nullptr;
    std::vector<std::uint8_t> file_;
    flight::Recording recording_;
};

TEST_F(FlightTextTest, tells_messages_of_both_directions_by_name) {
    mcu_->sent(HostTime(1s), block(3, {5, 7, 1, 5, 8, 0}), {.ready = 10, .upcoming = 300});
    mcu_->received(HostTime(1001ms), block(4, {70, 1}));
    mcu_->received(HostTime(1002ms), block(4, {}));

    EXPECT_EQ(lines({}),
              (Lines{"    1.000000 mcu > #3 waiting 10+300 set_pin pin=7 on=1",
                     "    1.000000 mcu > #3 waiting 10+300 set_pin pin=8 on=0",
                     "    1.001000 mcu < #4 state on=1",
                     "    1.002000 mcu < wants #4"}));
}

TEST_F(FlightTextTest, tells_what_else_happened) {
    mcu_->repeated(HostTime(1s), 3, true);
    mcu_->repeated(HostTime(2s), 12, false);
    mcu_->sampled(HostTime(3s), {HostTime(2998ms), HostTime(2999ms), {123456}});
    mcu_->failed(HostTime(4s), "unplugged");
    clock_.wait_until(HostTime(5s));
    log_->command("G1 X10");
    log_->note("shut down: because");

    EXPECT_EQ(lines({}),
              (Lines{"    1.000000 mcu > 3 blocks again, as asked for",
                     "    2.000000 mcu > 12 blocks again, for want of an answer",
                     "    3.000000 mcu = clock 123456 between 2.998000 and 2.999000",
                     "    4.000000 mcu ! unplugged",
                     "    5.000000 host runs G1 X10",
                     "    5.000000 host notes: shut down: because"}));
}

TEST_F(FlightTextTest, leaves_bytes_where_no_dictionary_helps) {
    tool_->sent(HostTime(1s), block(0, {5, 7, 1}), {});
    mcu_->received(HostTime(1s), block(1, {70, 1, 99, 3}));

    EXPECT_EQ(lines({}),
              (Lines{"    1.000000 tool > #0 waiting 0+0 bytes 050701",
                     "    1.000000 mcu < #1 state on=1",
                     "    1.000000 mcu < #1 bytes 6303"}));
}

TEST_F(FlightTextTest, chooses_by_time_board_and_text) {
    mcu_->received(HostTime(1s), block(4, {70, 1}));
    mcu_->received(HostTime(5s), block(4, {70, 0}));
    tool_->received(HostTime(5s), block(4, {}));
    clock_.wait_until(HostTime(5s));
    log_->note("ready");

    EXPECT_EQ(lines({.at_s = 5.2, .around_s = 0.5}).size(), 3U);
    EXPECT_EQ(lines({.board = "tool"}),
              (Lines{"    5.000000 tool < wants #4", "    5.000000 host notes: ready"}));
    EXPECT_EQ(lines({.text = "on=1"}), (Lines{"    1.000000 mcu < #4 state on=1"}));
}

TEST_F(FlightTextTest, feeds_the_samples_to_the_clock_model_again) {
    for (int i = 0; i < 3; ++i) {
        const HostTime sent(i * 1s);
        mcu_->sampled(sent,
                      {sent, sent + 200us, {static_cast<std::uint64_t>(i) * 1'000'000 + 100}});
    }
    read();

    const auto clocks = FlightText(recording_).clock_lines({});

    ASSERT_EQ(clocks.size(), 3U);
    EXPECT_EQ(clocks[0],
              "    0.000000 mcu = round trip 200 us, clock ? us from the estimate, now 1000000.0 "
              "Hz");
    EXPECT_NE(clocks[2].find("round trip 200 us, clock +"), std::string::npos) << clocks[2];
}

TEST_F(FlightTextTest, sums_up_what_there_is) {
    log_->note("x");
    read();
    recording_.damages = {"page 7 is damaged"};

    EXPECT_EQ(FlightText(recording_).summary(),
              "1 records, 0.000 s to 0.000 s after it began\ndamaged: page 7 is damaged\n");
}

}  // namespace
}  // namespace escapement::app
