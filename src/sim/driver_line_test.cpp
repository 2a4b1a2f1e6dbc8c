// A serial line with simulated drivers at its end.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/driver_line.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "chips/driver_chips.hpp"
#include "chips/driver_datagram.hpp"

namespace escapement::sim {
namespace {

using base::Seconds;

constexpr Seconds bit{1.0 / 40000};

// The board's end: sends bits, looks at bits.
class Board {
  public:
    explicit Board(DriverLine& line) : line_(line) {}

    void send(const std::vector<std::uint8_t>& bits) {
        for (std::size_t i = 0; i < bits.size() * 8; ++i, now_ += bit)
            line_.drive(bits[i / 8] >> i % 8 & 1, now_);
        line_.drive(true, now_);
    }
    // As the firmware does it: waits for the line to fall, then looks once in a bit.
    std::vector<std::uint8_t> receive() {
        std::vector<std::uint8_t> bits(chips::read_answer_size);
        now_ += bit * 4;
        for (int silence = 0; line_.level(now_); ++silence, now_ += bit)
            if (silence == 64) return {};
        for (std::size_t i = 0; i < bits.size() * 8; ++i, now_ += bit)
            if (line_.level(now_))
                bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 1U << i % 8);
        return bits;
    }
    std::optional<std::uint32_t> read(std::uint8_t node, std::uint8_t reg) {
        now_ += bit * 20;
        send(chips::read_request(node, reg));
        return chips::value_of_answer(reg, receive());
    }
    void write(std::uint8_t node, std::uint8_t reg, std::uint32_t value) {
        now_ += bit * 20;
        send(chips::write_request(node, reg, value));
    }

  private:
    DriverLine& line_;
    Seconds now_{1.0};
};

struct Rig {
    Rig() {
        line.add({.address = 0, .connected = [] { return true; }, .driver = &first});
        line.add({.address = 2, .connected = [this] { return second_there; }, .driver = &second});
    }
    DriverModel first{chips::tmc2209(), [] { return 0; }};
    DriverModel second{chips::tmc2209(), [] { return 0; }};
    bool second_there = true;
    DriverLine line;
    Board board{line};
};

TEST(DriverLine, registers_can_be_written_and_read) {
    Rig rig;

    rig.board.write(2, 0x10, 0x00081f10);

    EXPECT_EQ(rig.board.read(2, 0x10), 0x00081f10u);
    EXPECT_EQ(rig.board.read(0, 0x10), 0u);
}

TEST(DriverLine, a_driver_counts_what_it_was_told) {
    Rig rig;
    EXPECT_EQ(rig.board.read(0, 0x02), 0u);

    rig.board.write(0, 0x10, 1);
    rig.board.write(0, 0x11, 2);

    EXPECT_EQ(rig.board.read(0, 0x02), 2u);
    EXPECT_EQ(rig.board.read(2, 0x02), 0u);
}

TEST(DriverLine, nobody_answers_where_nobody_is) {
    Rig rig;
    EXPECT_EQ(rig.board.read(1, 0x02), std::nullopt);

    rig.second_there = false;

    EXPECT_EQ(rig.board.read(2, 0x02), std::nullopt);
}

TEST(DriverLine, a_message_that_broke_off_does_not_spoil_the_next) {
    Rig rig;
    rig.board.send({0xea, 0x03});

    EXPECT_EQ(rig.board.read(0, 0x02), 0u);
}

}  // namespace
}  // namespace escapement::sim
