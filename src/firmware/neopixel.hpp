// Chains of coloured lights that take their data as long and short pulses.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/neopixel.hpp"

namespace escapement::firmware {

// A bit is a pulse: longer than 650 ns is a one, shorter than 500 ns a zero.  Bits come 1250 ns
// apart on average.  A pause of `bit_max_ticks` or more would end the transmission; if an
// interrupt caused one, it is given up and the host sends again.
template <Board B, Scheduler S>
class Neopixel {
  public:
    using Output = typename B::Output;

    Neopixel(Core<B, S>& core,
             const messages::ConfigNeopixel& config,
             Output pin,
             std::span<std::uint8_t> data)
        : core_(core),
          pin_(pin),
          data_(data),
          bit_max_(config.bit_max_ticks),
          reset_min_(config.reset_min_ticks),
          last_sent_(core.board().clock()),
          oid_(config.oid) {}
    Neopixel(const Neopixel&) = delete;
    Neopixel& operator=(const Neopixel&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigNeopixel& config);
    void update(const messages::NeopixelUpdate& message);
    void send(const messages::NeopixelSend&) {
        core_.send(messages::NeopixelResult{oid_, send_data()});
    }

    // The lights keep their colours.
    void shut_down() { pin_.write(false); }

  private:
    static constexpr std::uint16_t max_data_size = 0x7fff;
    static constexpr std::uint32_t max_reset_us = 10'000;
    static constexpr std::uint32_t long_pulse_ns = 800;
    static constexpr std::uint32_t min_edge_ns = 200;
    static constexpr std::uint32_t min_bit_ns = 1250;

    // Rounded up.
    Ticks32 nanoseconds(std::uint32_t ns) const { return {(core_.ticks(ns).raw + 999) / 1000}; }
    Clock32 now() { return core_.board().clock(); }
    void pause_until(Clock32 start, Ticks32 duration) {
        const Ticks32 passed = now() - start;
        if (passed.raw < duration.raw) core_.board().pause({duration.raw - passed.raw});
    }
    bool send_data();
    bool send_bit(bool one, Clock32& last_start);
    Clock32 pulse(bool one);

    Core<B, S>& core_;
    Output pin_;
    std::span<std::uint8_t> data_;
    Ticks32 bit_max_;
    Ticks32 reset_min_;
    Clock32 last_sent_;
    Oid oid_;
};

template <Board B, Scheduler S>
void Neopixel<B, S>::configure(Core<B, S>& core, const messages::ConfigNeopixel& config) {
    const auto pin = core.board().output(config.pin, false);
    if (!pin) return core.shut_down(pin.reason());
    if (config.data_size > max_data_size) return core.shut_down(Reason::neopixel_size);
    if (config.reset_min_ticks.raw > core.ticks(max_reset_us).raw)
        return core.shut_down(Reason::neopixel_reset_time);
    const auto data = core.template make_array<std::uint8_t>(config.data_size);
    if (data.size() == config.data_size) core.template add<Neopixel>(config, *pin, data);
}

template <Board B, Scheduler S>
void Neopixel<B, S>::update(const messages::NeopixelUpdate& message) {
    if (message.pos + message.data.size() > data_.size())
        return core_.shut_down(Reason::neopixel_update);
    std::copy(message.data.begin(), message.data.end(), data_.begin() + message.pos);
}

// False if it took too long somewhere.
template <Board B, Scheduler S>
bool Neopixel<B, S>::send_data() {
    pause_until(last_sent_, reset_min_);
    bool done = true;
    Clock32 last_start = now();
    for (std::size_t i = 0; done && i < data_.size(); ++i)
        for (unsigned mask = 0x80; done && mask; mask >>= 1)
            done = send_bit(data_[i] & mask, last_start);
    last_sent_ = now();
    return done;
}

template <Board B, Scheduler S>
bool Neopixel<B, S>::send_bit(bool one, Clock32& last_start) {
    pause_until(last_start, nanoseconds(min_bit_ns));
    const Clock32 start = pulse(one);
    if ((start - last_start).raw >= bit_max_.raw) return false;
    last_start = start;
    if (one) core_.board().pause(nanoseconds(min_edge_ns));
    return true;
}

// When it began.  Only a zero has to end before an interrupt; a one may be longer.
template <Board B, Scheduler S>
Clock32 Neopixel<B, S>::pulse(bool one) {
    Clock32 start;
    {
        const auto guard = core_.lock();
        start = now();
        pin_.write(true);
        if (!one) {
            pause_until(start, nanoseconds(min_edge_ns));
            pin_.write(false);
        }
    }
    if (!one) return start;
    pause_until(start, nanoseconds(long_pulse_ns));
    pin_.write(false);
    return start;
}

template <Board B, Scheduler S>
using NeopixelCommands = CommandList<Command<&Neopixel<B, S>::configure>,
                                     Command<&Neopixel<B, S>::update>,
                                     Command<&Neopixel<B, S>::send>>;

}  // namespace escapement::firmware
