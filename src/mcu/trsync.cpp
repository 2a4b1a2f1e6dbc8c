// Arms, extends and disarms one trsync.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/trsync.hpp"

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

// Three reports fit into a timeout, so that one may be lost.
constexpr double report_share = 0.3;
constexpr base::Seconds longest_report{0.075};
// An extension by less than this share of a report's time is not worth a message.
constexpr double least_extension_share = 0.8;

}  // namespace

base::Result<std::unique_ptr<Trsync>> Trsync::make(Mcu& mcu) {
    const CommandQueue queue = mcu.new_queue();
    auto config = mcu.command<messages::ConfigTrsync>(queue);
    if (!config) return std::move(config.error());
    auto start = mcu.command<messages::TrsyncStart>(queue);
    if (!start) return std::move(start.error());
    auto set_timeout = mcu.command<messages::TrsyncSetTimeout>(queue);
    if (!set_timeout) return std::move(set_timeout.error());
    auto trigger = mcu.command<messages::TrsyncTrigger>(queue);
    if (!trigger) return std::move(trigger.error());
    auto stop = mcu.command<messages::StepperStopOnTrigger>(queue);
    if (!stop) return std::move(stop.error());
    auto reports = wire::response_id<messages::TrsyncState>(mcu.dictionary());
    if (!reports) return std::move(reports.error());
    const Commands commands{*config, *start, *set_timeout, *trigger, *stop};
    return std::unique_ptr<Trsync>(new Trsync(mcu, commands));
}

Trsync::Trsync(Mcu& mcu, const Commands& commands)
    : mcu_(mcu), commands_(commands), oid_(mcu.configuration().create_oid()) {
    mcu.configuration().add(commands_.config.encode({oid_}));
    mcu.configuration().add_restart(
        commands_.start.encode({oid_, {}, {}, messages::TriggerReason::none}));
}

void Trsync::arm(const Arming& arming, Handler handler) {
    auto reports = mcu_.on_response<messages::TrsyncState>(oid_, std::move(handler));
    ASSERT(reports);  // make() has seen that there are such reports
    reports_ = *std::move(reports);

    const ClockModel& clock = mcu_.clock();
    const base::McuClock begin = clock.clock_at(arming.when);
    const base::Ticks32 report_ticks =
        clock.ticks(std::min(arming.timeout * report_share, longest_report));
    const auto report_delay = static_cast<std::uint64_t>(report_ticks.raw * arming.report_offset);
    const base::McuClock report_clock{begin.raw + report_delay};
    timeout_ticks_ = clock.ticks(arming.timeout).raw;
    least_extension_ = static_cast<std::uint32_t>(report_ticks.raw * least_extension_share);
    alive_at_ = begin;
    expires_at_ = {begin.raw + timeout_ticks_};

    const When when{.req_clock = begin};
    commands_.start.send(
        {oid_, report_clock.low(), report_ticks, messages::TriggerReason::comms_timeout}, when);
    for (messages::Oid stepper : stepper_oids_) commands_.stop_stepper.send({stepper, oid_}, when);
    commands_.set_timeout.send({oid_, expires_at_.low()}, when);
}

void Trsync::extend(base::McuClock alive) {
    const base::McuClock wanted{alive.raw + timeout_ticks_};
    if (wanted.raw < expires_at_.raw + least_extension_) return;
    expires_at_ = wanted;
    commands_.set_timeout.send({oid_, wanted.low()});
}

void Trsync::trigger(messages::TriggerReason reason) {
    commands_.trigger.send({oid_, reason});
}

runtime::Task<base::Result<messages::TriggerReason>> Trsync::disarm() {
    reports_ = {};
    if (mcu_.offline()) co_return messages::TriggerReason::endstop_hit;
    const messages::TrsyncTrigger stop{oid_, messages::TriggerReason::host_request};
    auto task = mcu_.query(stop, queue());
    auto answer = co_await task;
    if (!answer) co_return std::move(answer.error());
    co_return answer->trigger_reason;
}

}  // namespace escapement::mcu
