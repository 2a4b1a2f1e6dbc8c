// Any bytes, as commands or as noise, against a whole simulated board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/assert.hpp"
#include "firmware/port/sim/sim_mcu.hpp"
#include "firmware/testing/likely_commands.hpp"
#include "wire/frame.hpp"

namespace {

using namespace escapement;

class Anything : public firmware::sim::PinObserver {
  public:
    void output(messages::PinNumber, bool, base::McuClock at) override { follow(at); }
    void pwm(messages::PinNumber, std::uint32_t, base::Ticks32, base::McuClock at) override {
        follow(at);
    }
    void released(messages::PinNumber, base::McuClock at) override { follow(at); }
    bool input(messages::PinNumber, base::McuClock at) override { return follow(at) & 0x400; }
    std::uint16_t analog(messages::PinNumber, base::McuClock at) override {
        return static_cast<std::uint16_t>(follow(at) & 0xfff);
    }
    void spi(std::uint32_t, std::span<std::uint8_t> data, base::McuClock at) override {
        for (std::uint8_t& byte : data) byte = static_cast<std::uint8_t>(byte ^ follow(at) >> 8);
    }
    messages::I2cStatus i2c(firmware::sim::I2cAddress address,
                            wire::Bytes,
                            std::span<std::uint8_t> read,
                            base::McuClock at) override {
        for (std::uint8_t& byte : read) byte = static_cast<std::uint8_t>(follow(at) >> 8);
        return static_cast<messages::I2cStatus>(address.device % 5);
    }

  private:
    std::uint64_t follow(base::McuClock at) {
        ASSERT(at >= last_);
        last_ = at;
        return at.raw;
    }
    base::McuClock last_;
};

// Each piece of the input begins with a byte that says what it is: noise, time that passes, the
// payload of a block with the number that the board expects, or a command that is likely.
class Feeder {
  public:
    void feed(wire::Bytes input) {
        while (!input.empty()) {
            const std::uint8_t kind = input.front();
            const std::size_t size = std::min<std::size_t>(kind & 0x3f, input.size() - 1);
            const wire::Bytes piece = input.subspan(1, size);
            input = input.subspan(1 + size);
            if (kind >> 6 == 0)
                mcu_.receive(piece);
            else if (kind >> 6 == 1)
                pass_time(size);
            else if (kind >> 6 == 2)
                command(piece.first(std::min(size, wire::max_payload_size)));
            else
                command(likely_.payload(piece, mcu_.clock().low()));
            check_output();
        }
    }

  private:
    void pass_time(std::size_t amount) {
        const base::McuClock limit{mcu_.clock().raw + amount * amount * 4};
        while (mcu_.run_until(limit) < limit) check_output();
    }

    void command(wire::Bytes payload) {
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(expected_, payload, block);
        mcu_.receive(wire::Bytes(block).first(size));
    }

    // Whatever it is told, what it says is well-formed.
    void check_output() {
        const auto output = mcu_.take_output();
        wire::Bytes rest(output);
        wire::FrameDecoder decoder;
        while (decoder.next(rest) == wire::FrameDecoder::Event::block)
            expected_ = decoder.block().sequence;
        ASSERT(rest.empty() && decoder.bytes_invalid() == 0);
    }

    Anything world_;
    firmware::sim::SimMcu mcu_{{.clock_frequency_hz = 1'000'000,
                                .pins = {"PA0", "PA1", "PA2", "PA3", "PA4", "PA5", "PA6"},
                                .spi_buses = {"spi1", "spi2"},
                                .i2c_buses = {"i2c1", "i2c2"},
                                .memory = 4096},
                               world_};
    firmware::testing::LikelyCommands likely_{mcu_.dictionary()};
    wire::Sequence expected_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Feeder feeder;
    feeder.feed({data, size});
    return 0;
}
