// Claims about cables with a fault in each direction.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faulty_cable.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace escapement::sim {
namespace {

using namespace std::chrono_literals;
using base::HostTime;
using base::Seconds;
using Bytes = std::vector<std::uint8_t>;

// A board that is a heap of bytes.
class Board final : public runtime::ByteStream {
  public:
    std::size_t write(std::span<const std::uint8_t> bytes) override {
        const auto count = std::min(bytes.size(), room);
        heard.insert(heard.end(), bytes.begin(), bytes.begin() + static_cast<long>(count));
        return count;
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const auto count = std::min(buffer.size(), to_say.size());
        std::copy_n(to_say.begin(), count, buffer.begin());
        to_say.erase(to_say.begin(), to_say.begin() + static_cast<long>(count));
        return count;
    }
    std::string failure() const override { return why; }

    std::size_t room = 1 << 20;
    Bytes heard, to_say;
    std::string why;
};

Bytes read_all(FaultyCable& cable) {
    std::array<std::uint8_t, 100> buffer{};
    const auto count = cable.read(buffer);
    return {buffer.begin(), buffer.begin() + static_cast<long>(count)};
}

TEST(FaultyCable, without_faults_is_a_cable) {
    runtime::VirtualClock clock;
    Board board;
    FaultyCable cable(clock, board, {});
    board.to_say = {4, 5};

    EXPECT_EQ(cable.write(Bytes{1, 2, 3}), 3U);

    EXPECT_EQ(board.heard, (Bytes{1, 2, 3}));
    EXPECT_EQ(read_all(cable), (Bytes{4, 5}));
    EXPECT_EQ(cable.next_wake(), runtime::never);
}

TEST(FaultyCable, harms_each_direction_by_itself) {
    runtime::VirtualClock clock;
    Board board;
    FaultyCable cable(clock, board, {.to_board = {.drop = 1.0}, .to_host = {.duplicate = 1.0}});
    board.to_say = {9};

    cable.write(Bytes{1, 2, 3});

    EXPECT_TRUE(board.heard.empty());
    EXPECT_EQ(read_all(cable), (Bytes{9, 9}));
    EXPECT_EQ(text_of(cable),
              "to the board: 3 bytes, 3 dropped\nto the host: 1 bytes, 1 duplicated\n");
}

TEST(FaultyCable, wakes_when_something_has_to_be_carried_on) {
    runtime::VirtualClock clock;
    Board board;
    FaultyCable cable(clock, board, {.to_board = {.delay = Seconds(0.5)}});
    cable.write(Bytes{1});
    EXPECT_TRUE(board.heard.empty());
    EXPECT_EQ(cable.next_wake(), HostTime(500ms));

    clock.wait_until(HostTime(500ms));
    cable.poll(clock.now());

    EXPECT_EQ(board.heard, (Bytes{1}));
}

TEST(FaultyCable, waits_for_a_board_that_takes_little_at_once) {
    runtime::VirtualClock clock;
    Board board;
    board.room = 2;
    FaultyCable cable(clock, board, {});
    cable.write(Bytes{1, 2, 3, 4, 5});
    board.room = 0;
    cable.write(Bytes{6});
    EXPECT_LT(cable.next_wake(), HostTime(10ms));

    board.room = 100;
    cable.poll(clock.now());

    EXPECT_EQ(board.heard, (Bytes{1, 2, 3, 4, 5, 6}));
}

TEST(FaultyCable, says_when_the_board_is_gone) {
    runtime::VirtualClock clock;
    Board board;
    FaultyCable cable(clock, board, {});

    board.why = "unplugged";

    EXPECT_EQ(cable.failure(), "unplugged");
}

}  // namespace
}  // namespace escapement::sim
