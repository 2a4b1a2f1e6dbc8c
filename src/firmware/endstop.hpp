// Watches an input while homing and triggers when it has settled.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/trsync.hpp"
#include "messages/endstop.hpp"

namespace escapement::firmware {

// Looks once in `rest_ticks`.  When the pin has the wanted level it looks again every
// `sample_ticks`, and triggers when `sample_count` looks in a row agree.
template <Board B, Scheduler S>
class Endstop {
  public:
    using Input = typename B::Input;

    Endstop(Core<B, S>& core, const messages::ConfigEndstop& config, Input pin)
        : core_(core), pin_(pin), oid_(config.oid) {}
    Endstop(const Endstop&) = delete;
    Endstop& operator=(const Endstop&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigEndstop& config);
    void home(const messages::EndstopHome& message);
    void report_state(const messages::EndstopQueryState& message);

    void shut_down() { homing_ = false; }

  private:
    Next on_look(Clock32 due);
    Next on_confirm(Clock32 due);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&Endstop::on_look>(*this);
    Trsync<B, S>* trsync_ = nullptr;
    Ticks32 rest_ticks_;
    Ticks32 sample_ticks_;
    Clock32 next_look_;
    Input pin_;
    TriggerReason trigger_reason_ = TriggerReason::none;
    std::uint8_t sample_count_ = 0;
    std::uint8_t looks_left_ = 0;
    Oid oid_;
    bool hit_level_ = false;
    bool homing_ = false;
};

template <Board B, Scheduler S>
void Endstop<B, S>::configure(Core<B, S>& core, const messages::ConfigEndstop& config) {
    const auto pin = core.board().input(config.pin, pull_of(config.pull_up));
    if (!pin) return core.shut_down(pin.reason());
    core.template add<Endstop>(config, *pin);
}

template <Board B, Scheduler S>
void Endstop<B, S>::home(const messages::EndstopHome& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    homing_ = false;
    if (message.sample_count == 0) return;
    trsync_ = core_.template find<Trsync<B, S>>(message.trsync_oid);
    if (!trsync_) return;
    trigger_reason_ = message.trigger_reason;
    sample_count_ = looks_left_ = message.sample_count;
    sample_ticks_ = message.sample_ticks;
    rest_ticks_ = message.rest_ticks;
    hit_level_ = message.pin_value;
    homing_ = true;
    timer_.call<&Endstop::on_look, Endstop>();
    core_.arm(timer_, message.clock);
}

template <Board B, Scheduler S>
void Endstop<B, S>::report_state(const messages::EndstopQueryState&) {
    messages::EndstopState state{oid_, false, {}, false};
    {
        const auto guard = core_.lock();
        state.homing = homing_;
        state.next_clock = next_look_;
    }
    state.pin_value = pin_.read();
    core_.send(state);
}

template <Board B, Scheduler S>
Next Endstop<B, S>::on_look(Clock32 due) {
    const Clock32 next_look = due + rest_ticks_;
    if (pin_.read() != hit_level_) return Next::at(next_look);
    next_look_ = next_look;
    timer_.call<&Endstop::on_confirm, Endstop>();
    return on_confirm(due);
}

template <Board B, Scheduler S>
Next Endstop<B, S>::on_confirm(Clock32 due) {
    if (pin_.read() != hit_level_) {
        looks_left_ = sample_count_;
        timer_.call<&Endstop::on_look, Endstop>();
        return Next::at(next_look_);
    }
    if (--looks_left_ > 0) return Next::at(due + sample_ticks_);
    trsync_->go_off(trigger_reason_);
    return Next::stop();
}

template <Board B, Scheduler S>
using EndstopCommands = CommandList<Command<&Endstop<B, S>::configure>,
                                    Command<&Endstop<B, S>::home>,
                                    Command<&Endstop<B, S>::report_state>>;

}  // namespace escapement::firmware
