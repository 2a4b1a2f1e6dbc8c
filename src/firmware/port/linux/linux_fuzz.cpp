// Any bytes, as commands or as noise, against the whole process of a Linux board in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/assert.hpp"
#include "firmware/port/linux/linux_mcu.hpp"
#include "firmware/port/linux/testing/virtual_computer.hpp"
#include "firmware/testing/likely_commands.hpp"
#include "wire/frame.hpp"

namespace {

using namespace escapement;
namespace board = firmware::linux_port;

// Some devices are there and some are not; some fail after a while.
class AnyGpio : public board::Gpio {
  public:
    firmware::Reason make_output(board::GpioLine line, bool) override { return refusal(line); }
    firmware::Reason make_input(board::GpioLine line, firmware::Pull) override {
        return refusal(line);
    }
    bool write(board::GpioLine, bool) override { return ++calls_ % 5000 != 0; }
    std::optional<bool> read(board::GpioLine line) override {
        if (++calls_ % 5000 == 0) return std::nullopt;
        return calls_ >> (line.offset % 8) & 1;
    }

  private:
    static firmware::Reason refusal(board::GpioLine line) {
        return line.offset % 64 == 63 ? firmware::Reason::gpio_chip_not_found
                                      : firmware::Reason::none;
    }
    unsigned calls_ = 0;
};

class AnyBus : public board::SpiBuses, public board::I2cBuses {
  public:
    firmware::Setup<int> open(std::uint32_t bus, std::uint32_t) override { return open(bus); }
    firmware::Setup<int> open(std::uint32_t bus) override {
        if (bus > 2) return firmware::Reason::spi_not_opened;
        return static_cast<int>(bus);
    }
    firmware::Reason set_mode(int, std::uint8_t, std::uint32_t) override {
        return firmware::Reason::none;
    }
    bool exchange(int, std::uint32_t, std::span<std::uint8_t> data) override {
        for (std::uint8_t& byte : data) byte = static_cast<std::uint8_t>(byte * 7 + 1);
        return data.size() != 13;
    }
    messages::I2cStatus transfer(int,
                                 std::uint8_t address,
                                 wire::Bytes,
                                 std::span<std::uint8_t> read) override {
        std::fill(read.begin(), read.end(), address);
        return static_cast<messages::I2cStatus>(address % 5);
    }
};

board::Devices any_devices() {
    return {std::make_unique<AnyGpio>(),
            std::make_unique<AnyBus>(),
            std::make_unique<AnyBus>(),
            "/nowhere"};
}

// The pieces of the input are those of firmware_fuzz.
class Feeder {
  public:
    Feeder() {
        clock_.cost = std::chrono::microseconds(1);
        clock_.next_timer = [this] { return mcu_.next_timer(); };
    }

    void feed(wire::Bytes input) {
        while (!input.empty()) {
            const std::uint8_t kind = input.front();
            const std::size_t size = std::min<std::size_t>(kind & 0x3f, input.size() - 1);
            const wire::Bytes piece = input.subspan(1, size);
            input = input.subspan(1 + size);
            if (kind >> 6 == 0)
                cable_.to_board.insert(cable_.to_board.end(), piece.begin(), piece.end());
            else if (kind >> 6 == 1)
                pass_time(std::chrono::microseconds(size * size));
            else if (kind >> 6 == 2)
                command(piece.first(std::min(size, wire::max_payload_size)));
            else
                command(likely_.payload(piece, board_clock()));
            pass_time(std::chrono::microseconds(1));
        }
    }

  private:
    base::Clock32 board_clock() const {
        return {static_cast<std::uint32_t>(clock_.now().time_since_epoch().count() / 20)};
    }
    // However slow the board is, every round ends and lets time pass.
    void pass_time(runtime::HostTime::duration span) {
        const auto end = clock_.now() + span;
        while (clock_.now() < end) {
            clock_.wake = cable_.to_board.empty() ? end : clock_.now();
            mcu_.run_round();
        }
        check_output();
    }
    void command(wire::Bytes payload) {
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(expected_, payload, block);
        cable_.to_board.insert(cable_.to_board.end(), block.begin(), block.begin() + size);
    }
    // Whatever it is told, what it says is well-formed.
    void check_output() {
        wire::Bytes rest(cable_.from_board);
        wire::FrameDecoder decoder;
        while (decoder.next(rest) == wire::FrameDecoder::Event::block)
            expected_ = decoder.block().sequence;
        ASSERT(rest.empty() && decoder.bytes_invalid() == 0);
        cable_.from_board.clear();
    }

    board::testing::WorkingClock clock_;
    board::testing::Cable cable_;
    board::LinuxMcu mcu_{clock_, cable_, {.memory = 8192, .devices = any_devices}};
    firmware::testing::LikelyCommands likely_{mcu_.dictionary()};
    wire::Sequence expected_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Feeder feeder;
    feeder.feed({data, size});
    return 0;
}
