// One thread's waits and timers, as an object that is driven from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Belongs to one thread.  Nothing runs except inside poll(); equal times run in the order in
// which they were asked for, so a run under a virtual clock is repeatable to the last call.
#pragma once

#include <coroutine>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <utility>

#include "runtime/actor.hpp"
#include "runtime/clock.hpp"
#include "runtime/task.hpp"

namespace escapement::runtime {

class Executor final : public Actor {
  public:
    explicit Executor(const Clock& clock) : clock_(clock) {}
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    HostTime now() const { return clock_.now(); }
    void poll(HostTime now) override;
    HostTime next_wake() const override {
        return waits_.empty() ? never : waits_.begin()->first.when;
    }

    // A place in the queue of waits; stays valid until it has run or was cancelled.
    struct Place {
        HostTime when{};
        std::uint64_t order = 0;
        auto operator<=>(const Place&) const = default;
    };
    Place call_at(HostTime when, std::function<void()> what);
    void cancel(const Place& place) { waits_.erase(place); }

    // Runs soon, in this thread, after what is running now.
    void post(std::function<void()> what) { call_at(now(), std::move(what)); }

    // Takes a task over and runs it to its first wait soon.  `on_end` gets the exception that
    // ended it, or nullptr.  Tasks still waiting when the executor dies are unwound.
    void spawn(Task<> task, std::function<void(std::exception_ptr)> on_end);

    // Ends all tasks where they wait.  For owners of what tasks refer to, before it goes.
    // What they would spawn while they are unwound never begins.
    void abandon_tasks();

    // co_await executor.until(when): gives the thread back until then.
    class Wait {
      public:
        Wait(Executor& executor, HostTime when) : executor_(executor), when_(when) {}
        Wait(const Wait&) = delete;
        Wait& operator=(const Wait&) = delete;
        ~Wait() {
            if (waiting_) executor_.cancel(place_);
        }
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiter) {
            waiting_ = true;
            place_ = executor_.call_at(when_, [this, waiter] {
                waiting_ = false;
                waiter.resume();
            });
        }
        void await_resume() const {}

      private:
        Executor& executor_;
        HostTime when_;
        Place place_{};
        bool waiting_ = false;
    };
    Wait until(HostTime when) { return {*this, when}; }
    Wait after(base::Seconds delay) { return {*this, now() + to_duration(delay)}; }
    // Lets everything else that is due run first.
    Wait yield() { return {*this, now()}; }

    // Rounded up: who waits for a moment must not wake before it and find nothing to do.
    static HostTime::duration to_duration(base::Seconds delay) {
        return std::chrono::ceil<HostTime::duration>(delay);
    }

  private:
    struct Root {
        Task<> task;
        std::function<void(std::exception_ptr)> on_end;
        bool begun = false;
    };
    void run_root(std::list<Root>::iterator root);
    void sweep_roots();

    const Clock& clock_;
    std::map<Place, std::function<void()>> waits_;
    std::uint64_t order_ = 0;
    std::list<Root> roots_;
    bool abandoning_ = false;
};

// Calls back at a moment that can be moved; stops calling when destroyed.
class Timer {
  public:
    // `callback` may set the timer again.
    Timer(Executor& executor, std::function<void()> callback)
        : executor_(executor), callback_(std::move(callback)) {}
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    ~Timer() { cancel(); }

    void set(HostTime when) {
        cancel();
        armed_ = true;
        place_ = executor_.call_at(when, [this] {
            armed_ = false;
            callback_();
        });
    }
    void set_after(base::Seconds delay) { set(executor_.now() + Executor::to_duration(delay)); }
    void cancel() {
        if (armed_) executor_.cancel(place_);
        armed_ = false;
    }
    bool armed() const { return armed_; }

  private:
    Executor& executor_;
    std::function<void()> callback_;
    Executor::Place place_{};
    bool armed_ = false;
};

}  // namespace escapement::runtime
