// Claims about writing to the flight recorder behind one's back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/flight_writer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "flight/reader.hpp"

namespace escapement::app {
namespace {

using namespace std::chrono_literals;

constexpr flight::Recorder::Room room{.ring = 1 << 20, .pinned = flight::page_size};

wire::Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

class FlightWriting : public ::testing::Test {
  protected:
    const std::string path_ = ::testing::TempDir() + "flight_writer_test.flight";
    std::unique_ptr<flight::Recorder> recorder_ =
        std::move(*flight::Recorder::create(path_, room, {}));
};

TEST_F(FlightWriting, everything_of_all_threads_is_there_in_the_order_of_each) {
    constexpr int count = 2000;
    {
        FlightWriter writer(*recorder_);
        std::vector<std::thread> threads;
        for (std::uint8_t board = 0; board < 2; ++board)
            threads.emplace_back([&writer, board] {
                for (int i = 0; i < count; ++i) {
                    const std::string text = std::to_string(i);
                    writer.write({.at = base::HostTime(1ms * i),
                                  .kind = flight::Kind::note,
                                  .board = board,
                                  .head = bytes_of(text).first(1),
                                  .data = bytes_of(text).subspan(1)});
                }
            });
        for (auto& thread : threads) thread.join();
    }
    recorder_.reset();

    std::ifstream file(path_, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto recording = flight::read_recording(bytes_of(bytes));
    ASSERT_TRUE(recording) << recording.error().what;
    EXPECT_EQ(recording->damages, std::vector<std::string>{});
    std::array<int, 2> next{};
    for (const flight::Record& record : recording->records)
        EXPECT_EQ(record.text(), std::to_string(next.at(record.board)++));
    EXPECT_EQ(next, (std::array{count, count}));
}

}  // namespace
}  // namespace escapement::app
