// A trigger that goes off by what a sensor measures.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/sos_filter.hpp"
#include "firmware/trsync.hpp"
#include "messages/trigger_analog.hpp"

namespace escapement::firmware {

// While homing, each measurement has to be in its range, is filtered and compared.  A timer looks
// whether there were measurements at all.  What goes wrong sets the trsync off with a reason of
// its own.
template <Board B, Scheduler S>
class TriggerAnalog {
  public:
    TriggerAnalog(Core<B, S>& core,
                  const messages::ConfigTriggerAnalog& config,
                  SosFilter<B, S>* filter)
        : core_(core), filter_(*filter), oid_(config.oid) {}
    TriggerAnalog(const TriggerAnalog&) = delete;
    TriggerAnalog& operator=(const TriggerAnalog&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigTriggerAnalog& config) {
        auto* filter = core.template find<SosFilter<B, S>>(config.sos_filter_oid);
        if (filter) core.template add<TriggerAnalog>(config, filter);
    }
    void set_raw_range(const messages::TriggerAnalogSetRawRange& message) {
        raw_min_ = message.raw_min;
        raw_max_ = message.raw_max;
    }
    void set_trigger(const messages::TriggerAnalogSetTrigger& message) {
        type_ = message.trigger_analog_type;
        trigger_value_ = message.trigger_value;
    }
    void home(const messages::TriggerAnalogHome& message);
    void report_state(const messages::TriggerAnalogQueryState& message);

    // What the sensor measured just now.  Task context.
    void update(std::int32_t raw);

    void shut_down() { homing_ = false; }

  private:
    using Type = messages::AnalogTriggerType;
    using Error = messages::AnalogTriggerError;

    bool counts(Clock32 now);
    bool triggers(std::int32_t value);
    void finish(TriggerReason reason);
    void fail(Error error) {
        finish(static_cast<TriggerReason>(static_cast<std::uint8_t>(error_reason_) +
                                          static_cast<std::uint8_t>(error)));
    }
    Next on_monitor(Clock32 due);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&TriggerAnalog::on_monitor>(*this, Level::relaxed);
    SosFilter<B, S>& filter_;
    Trsync<B, S>* trsync_ = nullptr;
    std::int32_t raw_min_ = 0;
    std::int32_t raw_max_ = 0;
    std::int32_t trigger_value_ = 0;
    std::int32_t peak_ = 0;  // the greatest filtered value
    Ticks32 monitor_ticks_;
    Clock32 homing_clock_;
    std::uint32_t monitor_max_ = 0;
    std::uint32_t silent_looks_ = 0;
    Oid oid_;
    Type type_{};
    TriggerReason trigger_reason_ = TriggerReason::none;
    TriggerReason error_reason_ = TriggerReason::none;
    bool homing_ = false;
    bool started_ = false;  // homing_clock_ has come
};

template <Board B, Scheduler S>
void TriggerAnalog<B, S>::home(const messages::TriggerAnalogHome& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    homing_ = false;
    monitor_ticks_ = message.monitor_ticks;
    if (monitor_ticks_.raw == 0) return;
    trsync_ = core_.template find<Trsync<B, S>>(message.trsync_oid);
    if (!trsync_) return;
    trigger_reason_ = message.trigger_reason;
    error_reason_ = message.error_reason;
    homing_clock_ = message.clock;
    monitor_max_ = message.monitor_max;
    silent_looks_ = 0;
    peak_ = std::numeric_limits<std::int32_t>::min();
    started_ = false;
    homing_ = true;
    core_.arm(timer_, message.clock);
}

template <Board B, Scheduler S>
void TriggerAnalog<B, S>::report_state(const messages::TriggerAnalogQueryState&) {
    messages::TriggerAnalogState state{oid_, false, {}};
    {
        const auto guard = core_.lock();
        state.homing = homing_;
        state.homing_clock = homing_clock_;
    }
    core_.send(state);
}

template <Board B, Scheduler S>
void TriggerAnalog<B, S>::update(std::int32_t raw) {
    const Clock32 now = core_.board().clock();
    if (!counts(now)) return;
    if (raw < raw_min_ || raw > raw_max_) return fail(Error::raw_range);
    const auto value = filter_.apply(raw);
    if (!value) return fail(Error::overflow);
    if (!triggers(*value)) return;
    homing_clock_ = now;
    finish(trigger_reason_);
}

// Whether homing is under way; then the sensor is not silent.
template <Board B, Scheduler S>
bool TriggerAnalog<B, S>::counts(Clock32 now) {
    const auto guard = core_.lock();
    if (!homing_ || (!started_ && now.before(homing_clock_))) return false;
    started_ = true;
    silent_looks_ = 0;
    return true;
}

template <Board B, Scheduler S>
bool TriggerAnalog<B, S>::triggers(std::int32_t value) {
    const auto limit = static_cast<std::uint32_t>(trigger_value_);
    const auto bits = static_cast<std::uint32_t>(value);
    switch (type_) {
        case Type::abs_ge:
            return (value < 0 ? -bits : bits) >= limit;
        case Type::gt:
            return value > trigger_value_;
        case Type::diff_peak_gt:
            if (value <= peak_) return static_cast<std::uint32_t>(peak_) - bits > limit;
            peak_ = value;
    }
    return false;
}

template <Board B, Scheduler S>
void TriggerAnalog<B, S>::finish(TriggerReason reason) {
    const auto guard = core_.lock();
    if (!homing_) return;
    homing_ = false;
    trsync_->go_off(reason);
}

template <Board B, Scheduler S>
Next TriggerAnalog<B, S>::on_monitor(Clock32 due) {
    if (!homing_) return Next::stop();
    if (silent_looks_ > monitor_max_) {
        fail(Error::monitor);
        return Next::stop();
    }
    ++silent_looks_;
    return Next::at(due + monitor_ticks_);
}

template <Board B, Scheduler S>
using TriggerAnalogCommands = CommandList<Command<&TriggerAnalog<B, S>::configure>,
                                          Command<&TriggerAnalog<B, S>::set_raw_range>,
                                          Command<&TriggerAnalog<B, S>::set_trigger>,
                                          Command<&TriggerAnalog<B, S>::home>,
                                          Command<&TriggerAnalog<B, S>::report_state>>;

}  // namespace escapement::firmware
