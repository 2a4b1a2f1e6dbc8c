// Watches a switch through a board that stops the steppers by itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/endstop.hpp"

namespace escapement::mcu {

using base::PrintTime;
using base::Result;
using messages::TriggerReason;
using runtime::Task;

Result<std::unique_ptr<Endstop>> Endstop::make(Mcu& mcu, const PinSpec& spec) {
    auto pin = mcu.pin(spec.name);
    if (!pin) return std::move(pin.error());
    auto config = mcu.command<messages::ConfigEndstop>(mcu.default_queue());
    if (!config) return std::move(config.error());
    const messages::Oid oid = mcu.configuration().create_oid();
    auto group = TriggerGroup::make(mcu);
    if (!group) return std::move(group.error());
    auto home = mcu.command<messages::EndstopHome>((*group)->queue());
    if (!home) return std::move(home.error());

    const auto pull = static_cast<std::int8_t>(spec.pull);
    mcu.configuration().add(config->encode({oid, *pin, pull}));
    mcu.configuration().add_restart(home->encode({.oid = oid}));
    return std::unique_ptr<Endstop>(new Endstop(*std::move(group), oid, spec.invert, *home));
}

runtime::Completion<bool>& Endstop::home_start(PrintTime when, const Sampling& sampling) {
    runtime::Completion<bool>& done = group_->start(when);
    const ClockModel& clock = mcu_.clock();
    const base::McuClock begin = clock.clock_at(when);
    rest_ticks_ = clock.ticks(sampling.rest_time);
    home_.send({.oid = oid_,
                .clock = begin.low(),
                .sample_ticks = clock.ticks(sampling.sample_time),
                .sample_count = static_cast<std::uint8_t>(sampling.sample_count),
                .rest_ticks = rest_ticks_,
                .pin_value = sampling.triggered != invert_,
                .trsync_oid = group_->oid(),
                .trigger_reason = TriggerReason::endstop_hit},
               {.req_clock = begin});
    return done;
}

Task<Result<std::optional<PrintTime>>> Endstop::home_wait(PrintTime end) {
    group_->set_end(end);
    if (mcu_.offline()) group_->finish(true);
    auto waiting = group_->wait();
    auto waited = co_await waiting;
    home_.send({.oid = oid_});
    auto stopping = group_->stop();
    auto reason = co_await stopping;
    if (!waited) co_return std::move(waited.error());
    if (!reason) co_return std::move(reason.error());
    if (*reason == TriggerReason::comms_timeout)
        co_return base::Error{"Communication timeout during homing"};
    if (*reason != TriggerReason::endstop_hit) co_return std::optional<PrintTime>{};
    if (mcu_.offline()) co_return std::optional{end};
    auto asking = mcu_.query(messages::EndstopQueryState{oid_}, group_->queue());
    auto state = co_await asking;
    if (!state) co_return std::move(state.error());
    const base::McuClock next = mcu_.clock().widen(state->next_clock);
    co_return std::optional{mcu_.clock().print_time_at({next.raw - rest_ticks_.raw})};
}

Task<Result<bool>> Endstop::query(PrintTime when) {
    if (mcu_.offline()) co_return false;
    const When leaves{.min_clock = mcu_.clock().clock_at(when)};
    auto asking = mcu_.query(messages::EndstopQueryState{oid_}, group_->queue(), leaves);
    auto state = co_await asking;
    if (!state) co_return std::move(state.error());
    co_return state->pin_value != invert_;
}

}  // namespace escapement::mcu
