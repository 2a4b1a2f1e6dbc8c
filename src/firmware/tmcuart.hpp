// The serial line of stepper drivers, made by switching and sampling pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/tmcuart.hpp"

namespace escapement::firmware {

// 1. Sending: the line is toggled wherever the next bit differs from the one before.  A driver
//    measures the speed by the first five edges (1 0 1 0 1 0 of start bit and sync nibble); they
//    are timed one by one, and the bits that follow are as long as those turned out to be.
// 2. Waiting for the answer: the line is sampled once in a bit until it falls.
// 3. Reading: one sample for each bit, and a report.
template <Board B, Scheduler S>
class TmcUart {
  public:
    using Output = typename B::Output;
    using Input = typename B::Input;

    TmcUart(Core<B, S>& core, const messages::ConfigTmcuart& config, Input rx, Output tx)
        : core_(core),
          rx_(rx),
          tx_(tx),
          pin_(config.rx_pin),
          configured_bit_time_(config.bit_time),
          oid_(config.oid),
          pull_(config.pull_up ? Pull::up : Pull::none),
          single_wire_(config.rx_pin == config.tx_pin) {}
    TmcUart(const TmcUart&) = delete;
    TmcUart& operator=(const TmcUart&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigTmcuart& config);
    void send(const messages::TmcuartSend& message);

    void shut_down() {
        rest();
        report_wanted_ = false;
    }
    void run_task();

  private:
    static constexpr std::size_t max_bytes = 10;
    static constexpr std::uint32_t start_delay_us = 200;
    static constexpr std::uint8_t sync_edges = 5;
    static constexpr std::uint8_t max_silence_bits = 64;
    static constexpr std::uint32_t turnaround_bits = 4;

    bool bit(unsigned position) const { return data_[position / 8] >> position % 8 & 1; }
    void toggle() {
        tx_.toggle();
        line_high_ = !line_high_;
    }
    void rest();
    void listen();
    Next finish();
    Next on_sync_edge(Clock32 due);
    Next on_edge(Clock32 due);
    Next on_sent(Clock32 due);
    Next on_wait(Clock32 due);
    Next on_bit(Clock32 due);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&TmcUart::on_edge>(*this);
    Input rx_;
    Output tx_;
    PinNumber pin_;  // of a single wire
    Ticks32 configured_bit_time_;
    Ticks32 bit_time_;
    Ticks32 first_edge_delay_;
    std::array<std::uint8_t, max_bytes> data_{};
    std::uint8_t position_ = 0;  // of the bit that is on the line
    std::uint8_t write_bits_ = 0;
    std::uint8_t read_bits_ = 0;
    Oid oid_;
    Pull pull_;
    bool single_wire_;
    bool line_high_ = true;
    bool active_ = false;
    bool was_high_ = false;  // while waiting for an answer
    bool report_wanted_ = false;
};

template <Board B, Scheduler S>
void TmcUart<B, S>::configure(Core<B, S>& core, const messages::ConfigTmcuart& config) {
    const auto rx = core.board().input(config.rx_pin, config.pull_up ? Pull::up : Pull::none);
    if (!rx) return core.shut_down(rx.reason());
    const auto tx = core.board().output(config.tx_pin, true);
    if (!tx) return core.shut_down(tx.reason());
    core.template add<TmcUart>(config, *rx, *tx);
}

template <Board B, Scheduler S>
void TmcUart<B, S>::send(const messages::TmcuartSend& message) {
    const auto guard = core_.lock();
    if (active_) return;
    if (message.write.size() > max_bytes || message.read > max_bytes)
        return core_.shut_down(Reason::tmcuart_too_long);
    std::copy(message.write.begin(), message.write.end(), data_.begin());
    write_bits_ = static_cast<std::uint8_t>(message.write.size() * 8);
    read_bits_ = static_cast<std::uint8_t>(message.read * 8);
    position_ = 0;
    report_wanted_ = false;
    active_ = true;
    bit_time_ = configured_bit_time_;
    const bool has_sync = write_bits_ > 0 && (data_[0] & 0x3f) == 0x2a;
    if (has_sync)
        timer_.call<&TmcUart::on_sync_edge, TmcUart>();
    else
        timer_.call<&TmcUart::on_edge, TmcUart>();
    core_.arm(timer_, core_.board().clock() + core_.ticks(start_delay_us));
}

template <Board B, Scheduler S>
Next TmcUart<B, S>::on_sync_edge(Clock32 due) {
    toggle();
    const Ticks32 delay = core_.board().clock() - due;
    ++position_;
    if (position_ == 1) first_edge_delay_ = delay;
    if (position_ < sync_edges) return Next::at(due + configured_bit_time_);
    // Four bits were so much longer than they should have been; rounded to the nearest tick.
    const auto longer = static_cast<std::int32_t>(delay.raw - first_edge_delay_.raw);
    const std::int32_t longer_bit = (longer + (longer < 0 ? -2 : 2)) / 4;
    bit_time_ = {configured_bit_time_.raw + static_cast<std::uint32_t>(longer_bit)};
    timer_.call<&TmcUart::on_edge, TmcUart>();
    return Next::at(due + Ticks32{static_cast<std::uint32_t>(longer) + bit_time_.raw});
}

template <Board B, Scheduler S>
Next TmcUart<B, S>::on_edge(Clock32 due) {
    toggle();
    Clock32 next = due + bit_time_;
    for (++position_; position_ < write_bits_; ++position_) {
        if (bit(position_) != line_high_) return Next::at(next);
        next += bit_time_;
    }
    timer_.call<&TmcUart::on_sent, TmcUart>();
    return Next::at(next);
}

template <Board B, Scheduler S>
Next TmcUart<B, S>::on_sent(Clock32 due) {
    if (read_bits_ == 0) return finish();
    listen();
    position_ = 0;
    was_high_ = false;
    timer_.call<&TmcUart::on_wait, TmcUart>();
    return Next::at(due + Ticks32{bit_time_.raw * turnaround_bits});
}

// Only a line that was high can fall.
template <Board B, Scheduler S>
Next TmcUart<B, S>::on_wait(Clock32 due) {
    if (rx_.read()) {
        was_high_ = true;
    } else if (was_high_) {
        position_ = 0;
        timer_.call<&TmcUart::on_bit, TmcUart>();
        return on_bit(due);
    }
    if (position_++ < max_silence_bits) return Next::at(due + bit_time_);
    read_bits_ = 0;
    return finish();
}

template <Board B, Scheduler S>
Next TmcUart<B, S>::on_bit(Clock32 due) {
    std::uint8_t& byte = data_[position_ / 8];
    const auto mask = static_cast<std::uint8_t>(1U << position_ % 8);
    byte = static_cast<std::uint8_t>(rx_.read() ? byte | mask : byte & ~mask);
    return ++position_ < read_bits_ ? Next::at(due + bit_time_) : finish();
}

template <Board B, Scheduler S>
Next TmcUart<B, S>::finish() {
    rest();
    report_wanted_ = true;
    core_.wake_tasks();
    return Next::stop();
}

template <Board B, Scheduler S>
void TmcUart<B, S>::listen() {
    if (!single_wire_) return;
    const auto rx = core_.board().input(pin_, pull_);
    if (!rx) return core_.try_shut_down(rx.reason());
    rx_ = *rx;
}

// Leaves the line high, driven by this end.
template <Board B, Scheduler S>
void TmcUart<B, S>::rest() {
    active_ = false;
    line_high_ = true;
    if (!single_wire_) return tx_.write(true);
    const auto tx = core_.board().output(pin_, true);
    if (!tx) return core_.try_shut_down(tx.reason());
    tx_ = *tx;
}

template <Board B, Scheduler S>
void TmcUart<B, S>::run_task() {
    std::array<std::uint8_t, max_bytes> data;
    messages::TmcuartResponse response{oid_, {}};
    {
        const auto guard = core_.lock();
        if (!report_wanted_) return;
        report_wanted_ = false;
        data = data_;
        response.read = wire::Bytes(data).first(read_bits_ / 8);
    }
    core_.send(response);
}

template <Board B, Scheduler S>
using TmcUartCommands =
    CommandList<Command<&TmcUart<B, S>::configure>, Command<&TmcUart<B, S>::send>>;

}  // namespace escapement::firmware
