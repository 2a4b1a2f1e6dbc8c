// One thread's waits and timers, as an object that is driven from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Belongs to one thread.  Nothing runs except inside poll(); equal times run in the order in
// which they were asked for, so a run under a virtual clock is repeatable to the last call.
//
// What a computer does seldom costs mostly the waking up.  So who waits may say how much sooner
// than wanted would do as well: then it runs together with what comes in that time, if anything.
// What may run, runs in the order of the moments from which it may.
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

// By how much what happens each second, at no exact moment, may come sooner.
inline constexpr base::Seconds leisure{0.25};

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
    Place call_at(HostTime when, std::function<void()> what) {
        return call_at(when, HostTime::duration{}, std::move(what));
    }
    // Or up to `sooner` before that, if the thread is awake then.
    Place call_at(HostTime when, HostTime::duration sooner, std::function<void()> what);
    void cancel(const Place& place);

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
        Wait(Executor& executor, HostTime when, HostTime::duration sooner = {})
            : executor_(executor), when_(when), sooner_(sooner) {}
        Wait(const Wait&) = delete;
        Wait& operator=(const Wait&) = delete;
        ~Wait() {
            if (waiting_) executor_.cancel(place_);
        }
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiter) {
            waiting_ = true;
            place_ = executor_.call_at(when_, sooner_, [this, waiter] {
                waiting_ = false;
                waiter.resume();
            });
        }
        void await_resume() const {}

      private:
        Executor& executor_;
        HostTime when_;
        HostTime::duration sooner_;
        Place place_{};
        bool waiting_ = false;
    };
    Wait until(HostTime when) { return {*this, when}; }
    Wait after(base::Seconds delay, base::Seconds sooner = {}) {
        return {*this, now() + to_duration(delay), to_duration(sooner)};
    }
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
    struct Entry {
        std::function<void()> what;
        HostTime earliest{};
    };
    using Waits = std::map<Place, Entry>;
    void run(Waits::iterator entry);
    void run_root(std::list<Root>::iterator root);
    void sweep_roots();

    const Clock& clock_;
    Waits waits_;
    std::map<Place, Place> early_;  // by the earliest moment, those that may run before theirs
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

    void set(HostTime when, HostTime::duration sooner = {}) {
        cancel();
        armed_ = true;
        place_ = executor_.call_at(when, sooner, [this] {
            armed_ = false;
            callback_();
        });
    }
    void set_after(base::Seconds delay, base::Seconds sooner = {}) {
        set(executor_.now() + Executor::to_duration(delay), Executor::to_duration(sooner));
    }
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
