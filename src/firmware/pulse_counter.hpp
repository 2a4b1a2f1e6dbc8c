// Counts the edges at an input and reports how many there were and when the last one came.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/pulse_counter.hpp"

namespace escapement::firmware {

// The lowest bit of the count is the level that was seen last: a pin that is high at the first
// look counts as an edge.
template <Board B, Scheduler S>
class PulseCounter {
  public:
    using Input = typename B::Input;

    PulseCounter(Core<B, S>& core, const messages::ConfigCounter& config, Input pin)
        : core_(core), pin_(pin), oid_(config.oid) {}
    PulseCounter(const PulseCounter&) = delete;
    PulseCounter& operator=(const PulseCounter&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigCounter& config);
    void query(const messages::QueryCounter& message);

    void shut_down() {}
    void run_task();

  private:
    Next on_look(Clock32 due);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&PulseCounter::on_look>(*this, Level::relaxed);
    Ticks32 poll_ticks_;
    Ticks32 sample_ticks_;
    Clock32 next_look_;
    Clock32 next_report_;
    Clock32 last_edge_;
    std::uint32_t count_ = 0;
    Input pin_;
    Oid oid_;
    bool report_wanted_ = false;
};

template <Board B, Scheduler S>
void PulseCounter<B, S>::configure(Core<B, S>& core, const messages::ConfigCounter& config) {
    const auto pin = core.board().input(config.pin, pull_of(config.pull_up));
    if (!pin) return core.shut_down(pin.reason());
    core.template add<PulseCounter>(config, *pin);
}

template <Board B, Scheduler S>
void PulseCounter<B, S>::query(const messages::QueryCounter& message) {
    const auto guard = core_.lock();
    poll_ticks_ = message.poll_ticks;
    sample_ticks_ = message.sample_ticks;
    next_report_ = message.clock;
    core_.arm(timer_, message.clock);
}

template <Board B, Scheduler S>
Next PulseCounter<B, S>::on_look(Clock32 due) {
    if (pin_.read() != bool(count_ & 1)) {
        ++count_;
        last_edge_ = due;
    }
    next_look_ = due + poll_ticks_;
    if (next_report_.before(due)) {
        next_report_ = due + sample_ticks_;
        report_wanted_ = true;
        core_.wake_tasks();
    }
    return Next::at(next_look_);
}

template <Board B, Scheduler S>
void PulseCounter<B, S>::run_task() {
    messages::CounterState state{oid_, {}, 0, {}};
    {
        const auto guard = core_.lock();
        if (!report_wanted_) return;
        report_wanted_ = false;
        state.next_clock = next_look_;
        state.count = count_;
        state.count_clock = last_edge_;
    }
    core_.send(state);
}

template <Board B, Scheduler S>
using PulseCounterCommands =
    CommandList<Command<&PulseCounter<B, S>::configure>, Command<&PulseCounter<B, S>::query>>;

}  // namespace escapement::firmware
