// Claims about I2C: buses of hardware and of pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/i2c.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::FakeBoard;
using testing::Rig;

class HardI2c : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1",
            "config_i2c oid=0",
            "i2c_set_bus oid=0 i2c_bus=i2c1 rate=100000 address=72"};
};

TEST_F(HardI2c, writes_then_reads) {
    rig.board().replies = {1, 2, 3};

    rig.say("i2c_transfer oid=0 write=aa read_len=3");

    EXPECT_EQ(rig.events(), "0:i2c1/48<aa");
    EXPECT_EQ(rig.answers(), "i2c_response oid=0 i2c_bus_status=SUCCESS response=010203");
}

TEST_F(HardI2c, says_when_nobody_acknowledges) {
    rig.board().i2c_status = messages::I2cStatus::start_nack;

    rig.say("i2c_transfer oid=0 write=aa read_len=0");

    EXPECT_EQ(rig.answers(), "i2c_response oid=0 i2c_bus_status=START_NACK response=");
}

TEST_F(HardI2c, reads_no_more_than_a_response_holds) {
    rig.say("i2c_transfer oid=0 write=aa read_len=54");
    EXPECT_TRUE(rig.answers().starts_with("i2c_response"));

    rig.say("i2c_transfer oid=0 write=aa read_len=55");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Message encode error\"");
}

TEST(I2c, needs_a_bus) {
    Rig rig{"allocate_oids count=1", "config_i2c oid=0"};

    rig.say("i2c_transfer oid=0 write=aa read_len=0");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid i2c config\"");
}

TEST(I2c, needs_a_bus_that_exists) {
    Rig rig{"allocate_oids count=1", "config_i2c oid=0"};

    rig.say("i2c_set_bus oid=0 i2c_bus=i2c2 rate=100000 address=72");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Unsupported i2c bus\"");
}

// A chip at the pins P0 (clock) and P1 (data) that keeps one byte for each register.  It follows
// the lines as the specification of the bus says and knows nothing of the firmware.
class Chip {
  public:
    explicit Chip(FakeBoard& board) : board_(board) {
        board.watch = [this](std::uint32_t pin, bool level) { follow(pin, level); };
        board.seen = [this](std::uint32_t pin) {
            return board_.levels[pin] && !(pin == 1 && pulls_);
        };
    }
    ~Chip() {
        board_.watch = nullptr;
        board_.seen = nullptr;
    }

    std::uint8_t address = 0x48;
    std::string heard;  // S, P and bytes
    std::vector<std::uint8_t> answers;
    bool refuses_data = false;

  private:
    static constexpr std::uint32_t clock = 0;

    void follow(std::uint32_t pin, bool level) {
        if (pin != clock && board_.levels[clock]) return level ? stop() : start();
        if (pin != clock) return;
        level ? rise() : fall();
    }
    void start() {
        heard += "S ";
        bits_ = 0;
        active_ = addressed_ = reads_ = false;
        pulls_ = false;
        active_ = true;
    }
    void stop() {
        heard += "P ";
        active_ = pulls_ = false;
    }
    void rise() {
        if (!active_) return;
        ++bits_;
        if (bits_ <= 8 && !sends())
            byte_ = static_cast<std::uint8_t>(byte_ << 1 | board_.levels[1]);
        if (bits_ == 9 && sends() && board_.levels[1]) active_ = false;  // the last one was read
    }
    void fall() {
        if (!active_ || bits_ == 0) return;
        if (bits_ == 9) return next_byte();
        if (bits_ == 8) {
            pulls_ = !sends() && acknowledge();
        } else if (sends()) {
            pulls_ = !(out_ >> (7 - bits_) & 1);
        }
    }
    bool sends() const { return reads_ && addressed_; }
    bool acknowledge() {
        heard += FakeBoard::hex({&byte_, 1}) + " ";
        if (addressed_) return !refuses_data;
        return byte_ >> 1 == address;
    }
    void next_byte() {
        if (!addressed_) {
            addressed_ = byte_ >> 1 == address;
            reads_ = byte_ & 1;
            active_ = addressed_;
        }
        bits_ = 0;
        pulls_ = false;
        if (!sends()) return;
        out_ = answers.empty() ? 0xff : answers.front();
        if (!answers.empty()) answers.erase(answers.begin());
        pulls_ = !(out_ >> 7);
    }

    FakeBoard& board_;
    unsigned bits_ = 0;
    std::uint8_t byte_ = 0;
    std::uint8_t out_ = 0;
    bool active_ = false;
    bool addressed_ = false;
    bool reads_ = false;
    bool pulls_ = false;
};

class SoftI2cBus : public ::testing::Test {
  protected:
    SoftI2cBus() {
        rig.board().levels[0] = rig.board().levels[1] = true;
        rig.say("i2c_set_sw_bus oid=0 scl_pin=P0 sda_pin=P1 pulse_ticks=5 address=72");
        chip.emplace(rig.board());
    }
    Rig rig{"allocate_oids count=1", "config_i2c oid=0"};
    std::optional<Chip> chip;
};

TEST_F(SoftI2cBus, writes_bytes_to_a_chip) {
    rig.say("i2c_transfer oid=0 write=0180ff read_len=0");

    EXPECT_EQ(chip->heard, "S 90 01 80 ff P ");
    EXPECT_EQ(rig.answers(), "i2c_response oid=0 i2c_bus_status=SUCCESS response=");
    EXPECT_TRUE(rig.board().levels[0] && rig.board().levels[1]);
}

TEST_F(SoftI2cBus, reads_after_a_second_start) {
    chip->answers = {0x5a, 0x00, 0xc3};

    rig.say("i2c_transfer oid=0 write=07 read_len=3");

    EXPECT_EQ(chip->heard, "S 90 07 S 91 P ");
    EXPECT_EQ(rig.answers(), "i2c_response oid=0 i2c_bus_status=SUCCESS response=5a00c3");
}

TEST_F(SoftI2cBus, reads_without_writing_when_there_is_nothing_to_write) {
    chip->answers = {0x81};

    rig.say("i2c_transfer oid=0 write=\"\" read_len=1");

    EXPECT_EQ(chip->heard, "S 91 P ");
    EXPECT_EQ(rig.answers(), "i2c_response oid=0 i2c_bus_status=SUCCESS response=81");
}

TEST_F(SoftI2cBus, says_when_there_is_no_chip) {
    chip->address = 0x11;

    rig.say("i2c_transfer oid=0 write=01 read_len=0");
    EXPECT_EQ(rig.answers(), "i2c_response oid=0 i2c_bus_status=START_NACK response=");
    rig.say("i2c_transfer oid=0 write=\"\" read_len=1");
    EXPECT_EQ(rig.answers(), "i2c_response oid=0 i2c_bus_status=START_READ_NACK response=00");

    EXPECT_EQ(chip->heard, "S 90 P S 91 P ");
}

TEST_F(SoftI2cBus, says_when_the_chip_refuses_a_byte) {
    chip->refuses_data = true;

    rig.say("i2c_transfer oid=0 write=0102 read_len=0");

    EXPECT_EQ(chip->heard, "S 90 01 P ");
    EXPECT_EQ(rig.answers(), "i2c_response oid=0 i2c_bus_status=NACK response=");
}

TEST_F(SoftI2cBus, takes_as_long_as_its_pulses) {
    rig.say("i2c_transfer oid=0 write=\"\" read_len=0");

    // 3 for the start, 2 for each of 9 bits, 2 for the stop.
    EXPECT_EQ(rig.board().now, (3u + 2 * 9 + 2) * 5);
}

TEST_F(SoftI2cBus, refuses_a_clock_so_slow_that_nothing_else_would_run) {
    rig.say("i2c_set_sw_bus oid=0 scl_pin=P0 sda_pin=P1 pulse_ticks=101 address=72");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid i2c config\"");
}

TEST_F(SoftI2cBus, needs_pins_that_exist) {
    rig.say("i2c_set_sw_bus oid=0 scl_pin=P0 sda_pin=P11 pulse_ticks=5 address=72");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not an input pin\"");
}

}  // namespace
}  // namespace escapement::firmware
