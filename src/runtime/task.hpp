// Waiting code: a coroutine that runs to its next wait, then gives the thread back.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Task does nothing until it is awaited or given to Executor::spawn.  Destroying a waiting
// task ends the wait and unwinds what it holds.  An exception thrown inside surfaces at the
// co_await.  Waiters are resumed by plain nested calls: symmetric transfer is not to be had on
// every target.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "base/assert.hpp"

namespace escapement::runtime {

namespace detail {

struct PromiseBase {
    std::coroutine_handle<> waiter;
    std::exception_ptr failure;

    std::suspend_always initial_suspend() noexcept { return {}; }
    void unhandled_exception() { failure = std::current_exception(); }

    struct ResumeWaiter {
        bool await_ready() noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> self) noexcept {
            if (auto waiter = self.promise().waiter) waiter.resume();
        }
        void await_resume() noexcept {}
    };
    ResumeWaiter final_suspend() noexcept { return {}; }
};

template <class T>
struct Promise : PromiseBase {
    std::optional<T> value;
    void return_value(T result) { value = std::move(result); }
    T take() { return std::move(*value); }
};

template <>
struct Promise<void> : PromiseBase {
    void return_void() {}
    void take() {}
};

}  // namespace detail

template <class T = void>
class [[nodiscard]] Task {
  public:
    struct promise_type : detail::Promise<T> {
        Task get_return_object() {
            return Task(std::coroutine_handle<promise_type>::from_promise(*this));
        }
    };

    Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}
    Task& operator=(Task&& other) noexcept {
        std::swap(frame_, other.frame_);
        return *this;
    }
    ~Task() {
        if (frame_) frame_.destroy();
    }

    bool done() const { return frame_.done(); }
    // Runs to the first wait.  For the owner of a root task; others co_await.
    void start() { frame_.resume(); }
    // The result, or the exception that ended it.  The task must be done.
    T take() {
        ASSERT(done());
        if (frame_.promise().failure) std::rethrow_exception(frame_.promise().failure);
        return frame_.promise().take();
    }

    auto operator co_await() {
        struct Awaiter {
            Task& task;
            bool await_ready() { return false; }
            bool await_suspend(std::coroutine_handle<> waiter) {
                task.frame_.resume();
                if (task.frame_.done()) return false;
                task.frame_.promise().waiter = waiter;
                return true;
            }
            T await_resume() { return task.take(); }
        };
        return Awaiter{*this};
    }

  private:
    explicit Task(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
    std::coroutine_handle<promise_type> frame_;
};

}  // namespace escapement::runtime
