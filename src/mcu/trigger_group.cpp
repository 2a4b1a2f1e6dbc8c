// Relays triggers and signs of life between microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/trigger_group.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

using messages::TriggerReason;

constexpr base::Seconds just_now{0.001};
// How often it is looked whether a board has failed.
constexpr base::Seconds between_looks{0.25};
// A board that has not reported the end of a movement for so many looks behind
// it never will.
constexpr int max_looks_past_end = 20;

bool is_failure(TriggerReason reason) {
    return reason == TriggerReason::comms_timeout;
}

}  // namespace

base::Result<std::unique_ptr<TriggerGroup>> TriggerGroup::make(Mcu& mcu) {
    std::unique_ptr<TriggerGroup> group(new TriggerGroup(mcu));
    if (auto added = group->add(mcu); !added) return std::move(added.error());
    return group;
}

base::Result<void> TriggerGroup::add(Mcu& mcu) {
    auto trsync = Trsync::make(mcu);
    if (!trsync) return std::move(trsync.error());
    trsyncs_.push_back(*std::move(trsync));
    return {};
}

Trsync* TriggerGroup::find(const Mcu& mcu) {
    for (auto& trsync : trsyncs_)
        if (&trsync->mcu() == &mcu) return trsync.get();
    return nullptr;
}

base::Result<void> TriggerGroup::add_stepper(StepperOut& stepper) {
    if (std::find(steppers_.begin(), steppers_.end(), &stepper) != steppers_.end()) return {};
    if (!find(stepper.mcu()))
        if (auto added = add(stepper.mcu()); !added) return std::move(added.error());
    find(stepper.mcu())->add_stepper(stepper);
    steppers_.push_back(&stepper);
    return {};
}

runtime::Completion<bool>& TriggerGroup::start(base::PrintTime when) {
    done_.emplace(mcu_.executor());
    end_.reset();
    end_clock_.reset();
    armed_ = true;
    const double count = static_cast<double>(trsyncs_.size());
    const base::Seconds timeout = trsyncs_.size() == 1 ? timeout_alone : timeout_together;
    for (std::size_t i = 0; i < trsyncs_.size(); ++i) {
        Trsync& trsync = *trsyncs_[i];
        const Trsync::Arming arming{when, timeout, static_cast<double>(i) / count};
        const auto handler = [this, &trsync](const messages::TrsyncState& state,
                                             const Received& times) {
            handle(trsync, state, times);
        };
        trsync.arm(arming, handler);
    }
    return *done_;
}

// An end that has passed already need not wait for a sign of life.
void TriggerGroup::set_end(base::PrintTime end) {
    end_ = end;
    end_clock_ = mcu_.clock().clock_at(end);
    if (!armed_ || mcu_.offline() || mcu_.estimated_print_time() + just_now < end) return;
    end_clock_.reset();
    trsyncs_.front()->trigger(TriggerReason::past_end_time);
}

void TriggerGroup::handle(Trsync& source,
                          const messages::TrsyncState& state,
                          const Received& times) {
    if (!armed_) return;
    if (!state.can_trigger) {
        for (auto& trsync : trsyncs_) trsync->trigger(TriggerReason::host_request);
        return finish(!is_failure(state.trigger_reason));
    }
    const ClockModel& clock = source.mcu().clock();
    const base::McuClock alive = clock.estimated_clock(times.received).widen(state.clock);
    source.note_alive(alive);
    extend_timeouts();
    if (&source != trsyncs_.front().get() || !end_clock_ || alive < *end_clock_) return;
    end_clock_.reset();
    source.trigger(TriggerReason::past_end_time);
}

// Everyone may go on for a timeout after the last sign of life of the slowest of the others.
void TriggerGroup::extend_timeouts() {
    for (auto& trsync : trsyncs_) {
        base::PrintTime slowest = base::PrintTime::max();
        for (auto& other : trsyncs_) {
            if (other == trsync && trsyncs_.size() > 1) continue;
            const ClockModel& clock = other->mcu().clock();
            slowest = std::min(slowest, clock.print_time_at(other->alive_at()));
        }
        trsync->extend(trsync->mcu().clock().clock_at(slowest));
    }
}

void TriggerGroup::finish(bool success) {
    armed_ = false;
    if (done_) done_->complete(success);
}

void TriggerGroup::abandon() {
    for (auto& trsync : trsyncs_) trsync->trigger(TriggerReason::host_request);
    finish(false);
}

bool TriggerGroup::any_failed() const {
    return std::any_of(trsyncs_.begin(), trsyncs_.end(), [](const auto& trsync) {
        return trsync->mcu().failure().has_value();
    });
}

runtime::Task<base::Result<void>> TriggerGroup::wait() {
    ASSERT(done_);
    base::Result<void> result;
    int looks_past_end = 0;
    while (!done_->done()) {
        if (any_failed()) finish(false);
        if (looks_past_end == max_looks_past_end) {
            result = base::Error{"mcu '" + mcu_.name() +
                                 "': does not tell that the homing move has ended"};
            finish(false);
        }
        if (end_ && mcu_.estimated_print_time() > *end_) ++looks_past_end;
        const auto look_again = runtime::Executor::to_duration(between_looks);
        co_await done_->wait_until(mcu_.executor().now() + look_again);
    }
    co_return result;
}

runtime::Task<base::Result<TriggerReason>> TriggerGroup::stop() {
    ASSERT(done_);
    armed_ = false;
    std::optional<TriggerReason> first;
    std::optional<base::Error> failed;
    bool out_of_touch = false;
    for (auto& trsync : trsyncs_) {
        auto task = trsync->disarm();
        auto reason = co_await task;
        if (!reason) {
            if (!failed) failed = std::move(reason.error());
            continue;
        }
        if (!first) first = *reason;
        out_of_touch = out_of_touch || is_failure(*reason);
    }
    if (failed) co_return std::move(*failed);
    co_return out_of_touch ? TriggerReason::comms_timeout : *first;
}

}  // namespace escapement::mcu
