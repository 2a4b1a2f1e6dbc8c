// Reads a thermometer on a one-wire bus, which takes most of a second each time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/ds18b20.hpp"

namespace escapement::firmware {

// Each time the timer is due the last reading is told and the next one requested.
template <BoardWithOneWire B, Scheduler S>
class Ds18b20 {
  public:
    using Sensor = typename B::Ds18b20;

    Ds18b20(Core<B, S>& core, const messages::ConfigDs18b20& config, Sensor sensor)
        : core_(core),
          sensor_(sensor),
          oid_(config.oid),
          max_error_count_(config.max_error_count) {}
    Ds18b20(const Ds18b20&) = delete;
    Ds18b20& operator=(const Ds18b20&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigDs18b20& config);
    void query(const messages::QueryDs18b20& message);

    void shut_down() { due_ = false; }
    void run_task();

  private:
    static constexpr std::uint32_t max_wait_us = 5'000'000;

    Next on_due(Clock32 due);
    void request() {
        requested_at_ = core_.board().clock();
        sensor_.request();
    }
    void tell(std::uint32_t fault) {
        core_.send(messages::Ds18b20Result{oid_, next_due_, sensor_.millidegrees(), fault});
    }
    void tell_good();
    void tell_failed();

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&Ds18b20::on_due>(*this, Level::relaxed);
    Sensor sensor_;
    Ticks32 rest_ticks_;
    Clock32 next_due_;
    Clock32 requested_at_;
    std::int32_t min_value_ = 0;
    std::int32_t max_value_ = 0;
    Oid oid_;
    std::uint8_t max_error_count_;
    std::uint32_t errors_ = 0;  // in a row
    bool due_ = false;
};

template <BoardWithOneWire B, Scheduler S>
void Ds18b20<B, S>::configure(Core<B, S>& core, const messages::ConfigDs18b20& config) {
    const auto sensor = core.board().ds18b20(config.serial);
    if (!sensor) return core.shut_down(sensor.reason());
    core.template add<Ds18b20>(config, *sensor);
}

template <BoardWithOneWire B, Scheduler S>
void Ds18b20<B, S>::query(const messages::QueryDs18b20& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    rest_ticks_ = message.rest_ticks;
    if (rest_ticks_.raw == 0) return;
    min_value_ = message.min_value;
    max_value_ = message.max_value;
    core_.arm(timer_, message.clock);
}

template <BoardWithOneWire B, Scheduler S>
Next Ds18b20<B, S>::on_due(Clock32 due) {
    due_ = true;
    core_.wake_tasks();
    next_due_ = due + rest_ticks_;
    return Next::at(next_due_);
}

template <BoardWithOneWire B, Scheduler S>
void Ds18b20<B, S>::run_task() {
    {
        const auto guard = core_.lock();
        if (!due_) return;
        due_ = false;
    }
    switch (sensor_.state()) {
        case Reading::none:
            return request();
        case Reading::good:
            return tell_good();
        case Reading::failed:
            return tell_failed();
        case Reading::under_way:
            if ((core_.board().clock() - requested_at_).raw > core_.ticks(max_wait_us).raw)
                core_.try_shut_down(Reason::ds18b20_silent);
    }
}

template <BoardWithOneWire B, Scheduler S>
void Ds18b20<B, S>::tell_good() {
    errors_ = 0;
    tell(0);
    const std::int32_t value = sensor_.millidegrees();
    if (value < min_value_ || value > max_value_)
        return core_.try_shut_down(Reason::ds18b20_out_of_range);
    request();
}

template <BoardWithOneWire B, Scheduler S>
void Ds18b20<B, S>::tell_failed() {
    if (++errors_ > max_error_count_) return core_.try_shut_down(Reason::ds18b20_error);
    tell(errors_);
    request();
}

template <BoardWithOneWire B, Scheduler S>
using Ds18b20Commands =
    CommandList<Command<&Ds18b20<B, S>::configure>, Command<&Ds18b20<B, S>::query>>;

}  // namespace escapement::firmware
