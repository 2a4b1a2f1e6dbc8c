// Pins that are switched at given clocks, and pulse widths made by switching them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/digital_out.hpp"

namespace escapement::firmware {

// From `clock` on, the pin is high for the first `on_ticks` of each cycle.
struct DigitalMove {
    std::uint32_t clock;
    std::uint32_t on_ticks;
};

// A pin with a `max_duration` that is not at its default level needs an update in that time;
// without one the board shuts down.  So no heater stays on that its host forgot.
template <Board B, Scheduler S>
class DigitalOut {
  public:
    using Output = typename B::Output;

    DigitalOut(Core<B, S>& core, const messages::ConfigDigitalOut& config, Output pin)
        : core_(core),
          pin_(pin),
          max_duration_(config.max_duration),
          level_(config.value),
          default_level_(config.default_value) {}
    DigitalOut(const DigitalOut&) = delete;
    DigitalOut& operator=(const DigitalOut&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigDigitalOut& config);
    void set_cycle(const messages::SetDigitalOutPwmCycle& message);
    void queue(const messages::QueueDigitalOut& message);
    void update(const messages::UpdateDigitalOut& message);

    void shut_down() {
        write(default_level_);
        pulsing_ = false;
        deadline_.reset();
        moves_.clear(core_.moves());
    }

  private:
    void write(bool level) {
        pin_.write(level);
        level_ = level;
    }
    void load_at(Clock32 clock) {
        timer_.call<&DigitalOut::on_load, DigitalOut>();
        core_.arm(timer_, clock);
    }
    bool set_deadline(Clock32 now, bool at_default);
    Next on_load(Clock32 due);
    Next on_toggle(Clock32 due);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&DigitalOut::on_load>(*this);
    MoveQueue<DigitalMove> moves_;
    std::optional<Clock32> deadline_;  // when the next move comes, or must have come
    Output pin_;
    Ticks32 max_duration_;  // 0 for ever
    Ticks32 cycle_;         // of the moves that are loaded from now on
    Ticks32 on_ticks_;
    Ticks32 off_ticks_;  // the rest of the cycle in which the pin began to pulse
    bool level_;
    bool default_level_;
    bool pulsing_ = false;
};

template <Board B, Scheduler S>
void DigitalOut<B, S>::configure(Core<B, S>& core, const messages::ConfigDigitalOut& config) {
    const auto pin = core.board().output(config.pin, config.value);
    if (!pin) return core.shut_down(pin.reason());
    core.template add<DigitalOut>(config, *pin);
}

template <Board B, Scheduler S>
void DigitalOut<B, S>::set_cycle(const messages::SetDigitalOutPwmCycle& message) {
    const auto guard = core_.lock();
    if (!moves_.empty()) return core_.shut_down(Reason::digital_out_cycle_while_queued);
    cycle_ = message.cycle_ticks;
}

template <Board B, Scheduler S>
void DigitalOut<B, S>::queue(const messages::QueueDigitalOut& message) {
    const auto guard = core_.lock();
    const bool first = moves_.empty();
    if (!core_.enqueue(moves_, {message.clock.raw, message.on_ticks.raw}) || !first) return;
    if (deadline_ && deadline_->before(message.clock))
        return core_.shut_down(Reason::digital_out_too_long);
    deadline_ = message.clock;
    // Where pulses go on until then, their end is noticed in on_toggle().
    if (pulsing_ && timer_.due.before(message.clock)) return;
    load_at(message.clock);
}

template <Board B, Scheduler S>
void DigitalOut<B, S>::update(const messages::UpdateDigitalOut& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    if (!moves_.empty()) return core_.shut_down(Reason::digital_out_update_while_queued);
    write(message.value);
    pulsing_ = false;
    if (set_deadline(core_.board().clock(), message.value == default_level_)) load_at(*deadline_);
}

// How long the pin may stay as it is.  False if there is no limit.
template <Board B, Scheduler S>
bool DigitalOut<B, S>::set_deadline(Clock32 now, bool at_default) {
    deadline_.reset();
    if (!at_default && max_duration_.raw) deadline_ = now + max_duration_;
    return deadline_.has_value();
}

template <Board B, Scheduler S>
Next DigitalOut<B, S>::on_load(Clock32 due) {
    if (moves_.empty()) {
        core_.shut_down(Reason::digital_out_missed);
        return Next::stop();
    }
    on_ticks_ = {moves_.pop(core_.moves()).on_ticks};
    write(on_ticks_.raw > 0);
    pulsing_ = level_ && on_ticks_.raw < cycle_.raw;
    if (pulsing_) off_ticks_ = {cycle_.raw - on_ticks_.raw};
    set_deadline(due, !pulsing_ && level_ == default_level_);
    if (!moves_.empty()) {
        const Clock32 following{moves_.front(core_.moves()).clock};
        if (deadline_ && deadline_->before(following)) {
            core_.shut_down(Reason::digital_out_too_long);
            return Next::stop();
        }
        deadline_ = following;
    }
    const Clock32 fall = due + on_ticks_;
    if (pulsing_ && !(deadline_ && !fall.before(*deadline_))) {
        timer_.call<&DigitalOut::on_toggle, DigitalOut>();
        return Next::at(fall);
    }
    return deadline_ ? Next::at(*deadline_) : Next::stop();
}

template <Board B, Scheduler S>
Next DigitalOut<B, S>::on_toggle(Clock32 due) {
    pin_.toggle();
    level_ = !level_;
    const Clock32 next = due + (level_ ? on_ticks_ : off_ticks_);
    if (!deadline_ || next.before(*deadline_)) return Next::at(next);
    timer_.call<&DigitalOut::on_load, DigitalOut>();
    return Next::at(*deadline_);
}

// Switches a pin that is no device.
template <Board B, Scheduler S>
void set_digital_out(Core<B, S>& core, const messages::SetDigitalOut& message) {
    const auto pin = core.board().output(message.pin, message.value);
    if (!pin) core.shut_down(pin.reason());
}

template <Board B, Scheduler S>
using DigitalOutCommands = CommandList<Command<&DigitalOut<B, S>::configure>,
                                       Command<&DigitalOut<B, S>::set_cycle>,
                                       Command<&DigitalOut<B, S>::queue>,
                                       Command<&DigitalOut<B, S>::update>,
                                       Command<&set_digital_out<B, S>>>;

}  // namespace escapement::firmware
