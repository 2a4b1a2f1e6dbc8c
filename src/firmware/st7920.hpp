// Graphic displays with an ST7920, told bit by bit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/display_pause.hpp"
#include "messages/st7920.hpp"

namespace escapement::firmware {

// A message begins with a byte that says what follows.  Each byte behind it travels as two, its
// upper half and its lower half with zeros behind them; the display takes it over at the end of
// the second.  Bits count when the clock rises.  Task context.
template <Board B, Scheduler S>
class St7920 {
  public:
    using Output = typename B::Output;
    struct Pins {
        Output sclk;
        Output sid;
    };

    St7920(Core<B, S>& core, const messages::ConfigSt7920& config, Pins pins)
        : pause_(core),
          pins_(pins),
          sync_delay_(config.sync_delay_ticks),
          byte_delay_(config.cmd_delay_ticks) {}
    St7920(const St7920&) = delete;
    St7920& operator=(const St7920&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigSt7920& config);
    void send_commands(const messages::St7920SendCmds& message) { send(0xf8, message.cmds); }
    void send_data(const messages::St7920SendData& message) { send(0xfa, message.data); }

    void shut_down() {
        pins_.sclk.write(false);
        pins_.sid.write(false);
    }

  private:
    static constexpr std::uint32_t half_clock_ns = 200;

    void send(std::uint8_t start, wire::Bytes bytes) {
        send_bits(start);
        Ticks32 delay = sync_delay_;
        for (const std::uint8_t byte : bytes) {
            send_bits(byte & 0xf0U);
            pause_.since_last(delay);
            send_bits(byte << 4 & 0xf0U);
            pause_.done();
            delay = byte_delay_;
        }
    }
    void send_bits(unsigned bits) {
        for (unsigned mask = 0x80; mask; mask >>= 1) {
            pins_.sid.write(bits & mask);
            pause_.nanoseconds(half_clock_ns);
            pins_.sclk.write(true);
            pause_.nanoseconds(half_clock_ns);
            pins_.sclk.write(false);
        }
        pins_.sid.write(false);
    }

    DisplayPause<B, S> pause_;
    Pins pins_;
    Ticks32 sync_delay_;
    Ticks32 byte_delay_;
};

template <Board B, Scheduler S>
void St7920<B, S>::configure(Core<B, S>& core, const messages::ConfigSt7920& config) {
    const std::uint32_t limit = core.ticks(max_display_delay_us).raw;
    if (config.sync_delay_ticks.raw > limit || config.cmd_delay_ticks.raw > limit)
        return core.shut_down(Reason::display_delay);
    const auto sclk = core.board().output(config.sclk_pin, false);
    if (!sclk) return core.shut_down(sclk.reason());
    const auto sid = core.board().output(config.sid_pin, false);
    if (!sid) return core.shut_down(sid.reason());
    const auto select = core.board().output(config.cs_pin, true);
    if (!select) return core.shut_down(select.reason());
    core.template add<St7920>(config, Pins{*sclk, *sid});
}

template <Board B, Scheduler S>
using St7920Commands = CommandList<Command<&St7920<B, S>::configure>,
                                   Command<&St7920<B, S>::send_commands>,
                                   Command<&St7920<B, S>::send_data>>;

}  // namespace escapement::firmware
