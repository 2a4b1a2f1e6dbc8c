// A trigger for several things at once, which goes off by itself when the host falls silent.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/trsync.hpp"

namespace escapement::firmware {

using messages::TriggerReason;

// A reaction to a trigger; lives inside the device that reacts.
struct Signal {
    void (*react)(void* owner) = nullptr;
    void* owner = nullptr;
    Signal* next = nullptr;
    bool active = false;

    // A signal that calls `owner.Method()`, in timer context or under lock.
    template <auto Method, class Owner>
    static Signal calling(Owner& owner) {
        return {[](void* object) { (static_cast<Owner*>(object)->*Method)(); }, &owner};
    }
};

template <Board B, Scheduler S>
class Trsync {
  public:
    Trsync(Core<B, S>& core, const messages::ConfigTrsync& config)
        : core_(core), oid_(config.oid) {}
    Trsync(const Trsync&) = delete;
    Trsync& operator=(const Trsync&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigTrsync& config) {
        core.template add<Trsync>(config);
    }
    void start(const messages::TrsyncStart& message);
    void set_timeout(const messages::TrsyncSetTimeout& message);
    void trigger(const messages::TrsyncTrigger& message);

    // Makes `signal` react to the next trigger, once.  Each signal may wait for one trsync only.
    void add(Signal& signal);
    // Goes off unless it has already, or was never started.  Any context.
    void go_off(TriggerReason reason);

    void shut_down() { clear(); }
    void run_task();

  private:
    void clear();
    Next on_timeout(Clock32) {
        go_off(expire_reason_);
        return Next::stop();
    }
    Next on_report(Clock32 due) {
        report_wanted_ = true;
        core_.wake_tasks();
        return Next::at(due + report_ticks_);
    }

    Core<B, S>& core_;
    Timer report_ = Timer::calling<&Trsync::on_report>(*this, Level::relaxed);
    Timer timeout_ = Timer::calling<&Trsync::on_timeout>(*this);
    Signal* signals_ = nullptr;
    Ticks32 report_ticks_;
    TriggerReason reason_ = TriggerReason::none;
    TriggerReason expire_reason_ = TriggerReason::none;
    Oid oid_;
    bool can_trigger_ = false;
    bool report_wanted_ = false;
};

template <Board B, Scheduler S>
void Trsync<B, S>::start(const messages::TrsyncStart& message) {
    const auto guard = core_.lock();
    clear();
    can_trigger_ = true;
    expire_reason_ = message.expire_reason;
    report_ticks_ = message.report_ticks;
    if (report_ticks_.raw) core_.arm(report_, message.report_clock);
}

template <Board B, Scheduler S>
void Trsync<B, S>::set_timeout(const messages::TrsyncSetTimeout& message) {
    const auto guard = core_.lock();
    if (can_trigger_) core_.arm(timeout_, message.clock);
}

template <Board B, Scheduler S>
void Trsync<B, S>::trigger(const messages::TrsyncTrigger& message) {
    TriggerReason first_reason;
    {
        const auto guard = core_.lock();
        go_off(message.reason);
        core_.cancel(report_);
        core_.cancel(timeout_);
        report_wanted_ = false;
        first_reason = reason_;
    }
    core_.send(messages::TrsyncState{oid_, false, first_reason, {}});
}

template <Board B, Scheduler S>
void Trsync<B, S>::add(Signal& signal) {
    const auto guard = core_.lock();
    if (signal.active) return core_.shut_down(Reason::signal_already_active);
    signal.active = true;
    signal.next = signals_;
    signals_ = &signal;
}

template <Board B, Scheduler S>
void Trsync<B, S>::go_off(TriggerReason reason) {
    const auto guard = core_.lock();
    if (!can_trigger_) return;
    can_trigger_ = false;
    reason_ = reason;
    report_wanted_ = true;
    while (Signal* signal = signals_) {
        signals_ = signal->next;
        signal->active = false;
        signal->react(signal->owner);
    }
    core_.wake_tasks();
}

template <Board B, Scheduler S>
void Trsync<B, S>::run_task() {
    messages::TrsyncState state{oid_, false, TriggerReason::none, core_.board().clock()};
    {
        const auto guard = core_.lock();
        if (!report_wanted_) return;
        report_wanted_ = false;
        state.can_trigger = can_trigger_;
        state.trigger_reason = reason_;
    }
    core_.send(state);
}

template <Board B, Scheduler S>
void Trsync<B, S>::clear() {
    core_.cancel(report_);
    core_.cancel(timeout_);
    for (; signals_; signals_ = signals_->next) signals_->active = false;
    can_trigger_ = report_wanted_ = false;
    reason_ = expire_reason_ = TriggerReason::none;
}

template <Board B, Scheduler S>
using TrsyncCommands = CommandList<Command<&Trsync<B, S>::configure>,
                                   Command<&Trsync<B, S>::start>,
                                   Command<&Trsync<B, S>::set_timeout>,
                                   Command<&Trsync<B, S>::trigger>>;

}  // namespace escapement::firmware
