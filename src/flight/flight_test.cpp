// Claims about flight recordings: what was written is read, as far as it is still there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "flight/reader.hpp"
#include "flight/recorder.hpp"

namespace escapement::flight {
namespace {

using namespace std::chrono_literals;
using base::HostTime;
using Bytes = std::vector<std::uint8_t>;

constexpr HostTime began(1000s);

class Flight : public ::testing::Test {
  protected:
    Flight() : path_(::testing::TempDir() + "/flight_test.flight") {
        std::filesystem::remove(path_);
        std::filesystem::remove(path_ + ".1");
    }
    std::unique_ptr<Recorder> make(std::size_t ring_pages = 4) {
        auto recorder =
            Recorder::create(path_, {.ring = ring_pages * page_size, .pinned = page_size}, began);
        EXPECT_TRUE(recorder) << recorder.error().what;
        return *std::move(recorder);
    }
    // As whoever finds the file sees it, even while it is being written.
    const Recording& read() {
        std::ifstream in(path_, std::ios::binary);
        file_.assign(std::istreambuf_iterator<char>(in), {});
        return read_file();
    }
    const Recording& read_file() {
        auto recording = read_recording(file_);
        EXPECT_TRUE(recording) << recording.error().what;
        return recording_ = *std::move(recording);
    }

    std::string path_;
    Bytes file_;
    Recording recording_;
};

TEST_F(Flight, what_was_written_is_there_before_the_recorder_is_gone) {
    const auto recorder = make();
    recorder->pin(Pinned::board_name, 0, Bytes{'m', 'c', 'u'});
    recorder->record({began + 1s, Kind::sent, 0, Bytes{1, 2}, Bytes{3}});
    recorder->record(began + 2s, Kind::command, "G28");

    const auto& recording = read();

    EXPECT_EQ(recording.began, began);
    EXPECT_EQ(recording.board_name(0), "mcu");
    EXPECT_EQ(recording.board_name(1), "board 1");
    ASSERT_EQ(recording.records.size(), 2U);
    EXPECT_EQ(recording.records[0].at, began + 1s);
    EXPECT_EQ(recording.records[0].kind, Kind::sent);
    EXPECT_EQ(Bytes(recording.records[0].data.begin(), recording.records[0].data.end()),
              (Bytes{1, 2, 3}));
    EXPECT_EQ(recording.records[1].text(), "G28");
    EXPECT_TRUE(recording.damages.empty());
    EXPECT_FALSE(recording.overwritten);
}

TEST_F(Flight, the_last_things_stay_and_the_file_does_not_grow) {
    const auto recorder = make();
    const auto size = std::filesystem::file_size(path_);
    for (int i = 0; i < 10'000; ++i)
        recorder->record(began + i * 1ms, Kind::note, std::to_string(i));

    const auto& recording = read();

    EXPECT_EQ(std::filesystem::file_size(path_), size);
    EXPECT_TRUE(recording.overwritten);
    EXPECT_TRUE(recording.damages.empty());
    ASSERT_GT(recording.records.size(), 600U);
    for (std::size_t i = 0; i < recording.records.size(); ++i)
        EXPECT_EQ(recording.records[i].text(),
                  std::to_string(10'000 - recording.records.size() + i));
}

TEST_F(Flight, long_pauses_and_clocks_that_step_back_are_told_right) {
    const auto recorder = make();
    for (const auto at : {began + 1s, began + 1h, began + 30min, began + 2h})
        recorder->record(at, Kind::note, "x");

    const auto& records = read().records;

    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[1].at, began + 1h);
    EXPECT_EQ(records[2].at, began + 30min);
    EXPECT_EQ(records[3].at, began + 2h);
}

TEST_F(Flight, texts_that_are_too_long_are_cut_and_pinned_things_refused) {
    const auto recorder = make();
    recorder->record(began, Kind::note, std::string(100'000, 'x'));

    EXPECT_FALSE(recorder->pin(Pinned::dictionary, 0, Bytes(page_size)));
    EXPECT_EQ(read().records.at(0).text(), std::string(max_record, 'x'));
}

TEST_F(Flight, the_recording_before_is_kept) {
    make()->record(began, Kind::note, "first");
    make()->record(began, Kind::note, "second");

    EXPECT_EQ(read().records.at(0).text(), "second");
    path_ += ".1";
    EXPECT_EQ(read().records.at(0).text(), "first");
}

TEST_F(Flight, a_damaged_page_is_named_and_the_others_are_read) {
    {
        const auto recorder = make();
        for (int i = 0; i < 500; ++i) recorder->record(began, Kind::note, std::to_string(i));
    }
    const auto whole = read().records.size();

    file_[2 * page_size + 40] ^= 1;  // in the first page of the ring

    EXPECT_EQ(read_file().records.size(), whole);
    EXPECT_EQ(recording_.damages, std::vector<std::string>{"page 1 is damaged"});
}

TEST_F(Flight, of_a_file_that_was_cut_the_rest_is_read) {
    {
        const auto recorder = make();
        for (int i = 0; i < 500; ++i) recorder->record(began, Kind::note, std::to_string(i));
    }
    read();

    file_.resize(3 * page_size + 100);

    EXPECT_GT(read_file().records.size(), 200U);
    EXPECT_EQ(recording_.damages.size(), 1U);
    EXPECT_EQ(recording_.damages[0], "the file ends after 12388 of 24576 bytes");
}

TEST_F(Flight, other_files_are_refused_with_one_error) {
    EXPECT_EQ(read_recording(Bytes{}).error().what, "not a flight recording");
    EXPECT_EQ(read_recording(Bytes(page_size)).error().what, "not a flight recording");
    make();
    read();

    file_[8] ^= 1;

    EXPECT_EQ(read_recording(file_).error().what,
              "a flight recording of another version, or its header is damaged");
}

TEST(FlightFile, that_needs_a_folder_says_how_to_make_it) {
    const auto recorder = Recorder::create("/tmp/no such/x/run.flight", {}, began);

    ASSERT_FALSE(recorder);
    EXPECT_EQ(recorder.error().what,
              "/tmp/no such/x/run.flight: no flight recording: there is no folder /tmp/no such/x; "
              "make it (mkdir -p '/tmp/no such/x'), or name a file elsewhere");
}

TEST_F(Flight, where_no_file_can_be_made_it_says_why) {
    const auto recorder = Recorder::create("/proc/flight", {}, began);

    ASSERT_FALSE(recorder);
    EXPECT_NE(recorder.error().what.find("/proc/flight: no flight recording: "), std::string::npos);
}

}  // namespace
}  // namespace escapement::flight
