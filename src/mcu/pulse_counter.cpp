// Configures a counter, and widens what it reports.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/pulse_counter.hpp"

#include <algorithm>

#include "mcu/output_limits.hpp"

namespace escapement::mcu {

base::Result<std::unique_ptr<PulseCounter>> PulseCounter::make(Mcu& mcu, const Settings& settings) {
    auto pin = mcu.pin(settings.pin.name);
    if (!pin) return std::move(pin.error());
    auto poll = schedulable_ticks(mcu.clock(), settings.poll_interval, "poll interval");
    if (!poll) return std::move(poll.error());
    auto report = schedulable_ticks(mcu.clock(), settings.report_interval, "report interval");
    if (!report) return std::move(report.error());
    auto config = mcu.command<messages::ConfigCounter>(mcu.default_queue());
    if (!config) return std::move(config.error());
    auto query = mcu.command<messages::QueryCounter>(mcu.default_queue());
    if (!query) return std::move(query.error());

    Configuration& configuration = mcu.configuration();
    const messages::Oid oid = configuration.create_oid();
    std::unique_ptr<PulseCounter> made(new PulseCounter(mcu, oid));
    made->poll_ticks_ = *poll;
    configuration.add(config->encode({oid, *pin, static_cast<std::int8_t>(settings.pin.pull)}));
    configuration.on_build([&mcu, oid, query = *query, poll = *poll, report = *report] {
        mcu.configuration().add_init(
            query.encode({oid, mcu.first_report_clock(oid).low(), poll, report}));
    });
    auto subscription = mcu.on_response<messages::CounterState>(
        oid, [counter = made.get()](const messages::CounterState& state, const Received&) {
            counter->take(state);
        });
    if (!subscription) return std::move(subscription.error());
    made->subscription_ = *std::move(subscription);
    return made;
}

void PulseCounter::take(const messages::CounterState& state) {
    const std::uint32_t new_edges = state.count - static_cast<std::uint32_t>(edges_);
    edges_ += new_edges;
    const base::McuClock next = mcu_.clock().widen(state.next_clock);
    const base::McuClock looked{next.raw - std::min<std::uint64_t>(next.raw, poll_ticks_.raw)};
    if (callback_)
        callback_(
            {.when = mcu_.clock().print_time_at(looked),
             .edges = edges_,
             .last_edge_at = mcu_.clock().print_time_at(mcu_.clock().widen(state.count_clock))});
}

}  // namespace escapement::mcu
