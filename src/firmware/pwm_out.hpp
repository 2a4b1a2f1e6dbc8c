// Pulse widths that the board's hardware makes, changed at given clocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/pwm_out.hpp"

namespace escapement::firmware {

struct PwmMove {
    std::uint32_t clock;
    std::uint16_t value;
};

// As with DigitalOut, a width other than the default needs an update within `max_duration`.
template <Board B, Scheduler S>
class PwmOut {
  public:
    using Pwm = typename B::Pwm;

    PwmOut(Core<B, S>& core, const messages::ConfigPwmOut& config, Pwm pin)
        : core_(core),
          pin_(pin),
          max_duration_(config.max_duration),
          default_value_(config.default_value) {}
    PwmOut(const PwmOut&) = delete;
    PwmOut& operator=(const PwmOut&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigPwmOut& config);
    void queue(const messages::QueuePwmOut& message);

    void shut_down() {
        pin_.write(default_value_);
        limited_ = false;
        moves_.clear(core_.moves());
    }

  private:
    Next on_change(Clock32 due);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&PwmOut::on_change>(*this);
    MoveQueue<PwmMove> moves_;
    Pwm pin_;
    Ticks32 max_duration_;  // 0 for ever
    Clock32 deadline_;      // of the next move, while limited
    std::uint16_t default_value_;
    bool limited_ = false;
};

template <Board B, Scheduler S>
void PwmOut<B, S>::configure(Core<B, S>& core, const messages::ConfigPwmOut& config) {
    const auto pin = core.board().pwm(config.pin, config.cycle_ticks, config.value);
    if (!pin) return core.shut_down(pin.reason());
    core.template add<PwmOut>(config, *pin);
}

template <Board B, Scheduler S>
void PwmOut<B, S>::queue(const messages::QueuePwmOut& message) {
    const auto guard = core_.lock();
    const bool first = moves_.empty();
    if (!core_.enqueue(moves_, {message.clock.raw, message.value}) || !first) return;
    if (limited_ && deadline_.before(message.clock))
        return core_.shut_down(Reason::pwm_out_too_long);
    core_.arm(timer_, message.clock);
}

template <Board B, Scheduler S>
Next PwmOut<B, S>::on_change(Clock32 due) {
    if (moves_.empty()) {
        core_.shut_down(Reason::pwm_out_missed);
        return Next::stop();
    }
    const std::uint16_t value = moves_.pop(core_.moves()).value;
    pin_.write(value);
    limited_ = value != default_value_ && max_duration_.raw;
    deadline_ = due + max_duration_;
    if (moves_.empty()) return limited_ ? Next::at(deadline_) : Next::stop();

    const Clock32 following{moves_.front(core_.moves()).clock};
    if (limited_ && deadline_.before(following)) {
        core_.shut_down(Reason::pwm_out_too_long);
        return Next::stop();
    }
    return Next::at(following);
}

// Sets the width on a pin that is no device.
template <Board B, Scheduler S>
void set_pwm_out(Core<B, S>& core, const messages::SetPwmOut& message) {
    const auto pin = core.board().pwm(message.pin, message.cycle_ticks, message.value);
    if (!pin) core.shut_down(pin.reason());
}

template <Board B, Scheduler S>
using PwmOutCommands = CommandList<Command<&PwmOut<B, S>::configure>,
                                   Command<&PwmOut<B, S>::queue>,
                                   Command<&set_pwm_out<B, S>>>;

}  // namespace escapement::firmware
