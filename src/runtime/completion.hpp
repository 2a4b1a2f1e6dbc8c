// One result that several tasks may wait for.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <coroutine>
#include <optional>
#include <utility>
#include <vector>

#include "runtime/executor.hpp"

namespace escapement::runtime {

// Completed at most once (later completions are ignored); waiting may have a deadline.  Must
// outlive its waiters.
template <class T>
class Completion {
  public:
    explicit Completion(Executor& executor) : executor_(executor) {}
    Completion(const Completion&) = delete;
    Completion& operator=(const Completion&) = delete;

    bool done() const { return value_.has_value(); }
    const std::optional<T>& value() const { return value_; }

    void complete(T value) {
        if (value_) return;
        value_ = std::move(value);
        for (Wait* wait : waits_) wait->hurry();
    }

    // co_await completion.wait_until(deadline): the value, or nothing when the time was up.
    class Wait {
      public:
        Wait(Completion& completion, HostTime deadline, HostTime::duration sooner = {})
            : completion_(completion), deadline_(deadline), sooner_(sooner) {}
        Wait(const Wait&) = delete;
        Wait& operator=(const Wait&) = delete;
        ~Wait() { leave(); }

        bool await_ready() const { return completion_.done(); }
        void await_suspend(std::coroutine_handle<> waiter) {
            waiter_ = waiter;
            completion_.waits_.push_back(this);
            schedule(deadline_, sooner_);
        }
        std::optional<T> await_resume() const { return completion_.value_; }

      private:
        friend class Completion;
        void schedule(HostTime when, HostTime::duration sooner = {}) {
            place_ = completion_.executor_.call_at(when, sooner, [this] {
                place_.reset();
                leave();
                waiter_.resume();
            });
        }
        void hurry() {
            if (place_) completion_.executor_.cancel(*place_);
            schedule(completion_.executor_.now());
        }
        void leave() {
            if (place_) completion_.executor_.cancel(*place_);
            place_.reset();
            std::erase(completion_.waits_, this);
        }

        Completion& completion_;
        HostTime deadline_;
        HostTime::duration sooner_;
        std::coroutine_handle<> waiter_;
        std::optional<Executor::Place> place_;
    };
    // Gives up to `sooner` before that if the thread is awake then.
    Wait wait_until(HostTime deadline, HostTime::duration sooner = {}) {
        return {*this, deadline, sooner};
    }
    Wait wait() { return {*this, never}; }

  private:
    Executor& executor_;
    std::optional<T> value_;
    std::vector<Wait*> waits_;
};

}  // namespace escapement::runtime
