// Claims about waiting: order, time, unwinding.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/executor.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "runtime/completion.hpp"

namespace escapement::runtime {
namespace {

using namespace std::chrono_literals;

struct Stage {
    VirtualClock clock;
    Executor executor{clock};
    bool finished = false;

    // Runs until nobody waits; true if `finished` was set on the way.
    bool run() {
        Actor* const actors[] = {&executor};
        return drive(clock, actors, finished);
    }
};

Task<> blink(Executor& on, int times, int& count) {
    for (int i = 0; i < times; ++i) {
        co_await on.after(500ms);
        ++count;
    }
}

Task<int> count_blinks(Executor& on) {
    int count = 0;
    co_await blink(on, 3, count);
    co_return count;
}

TEST(Executor, time_passes_only_while_everybody_waits) {
    Stage stage;
    int seen = 0;
    auto task = [](Executor& on, int& out) -> Task<> { out = co_await count_blinks(on); };

    stage.executor.spawn(task(stage.executor, seen), {});
    stage.run();

    EXPECT_EQ(seen, 3);
    EXPECT_EQ(stage.clock.now().time_since_epoch(), 1500ms);
}

// Wakes at 1.0 s anyway.
TEST(Executor, what_may_come_sooner_joins_what_comes_then) {
    Stage stage;
    std::vector<double> ran(4);
    const auto note = [&](std::size_t i) {
        return [&stage, &ran, i] {
            ran[i] = base::Seconds(stage.clock.now().time_since_epoch()).count();
        };
    };
    stage.executor.call_at(HostTime(1s), [] {});
    stage.executor.call_at(HostTime(1200ms), 250ms, note(0));
    stage.executor.call_at(HostTime(1200ms), 100ms, note(1));
    stage.executor.call_at(HostTime(900ms), 300ms, note(2));
    stage.executor.cancel(stage.executor.call_at(HostTime(1100ms), 300ms, note(3)));

    stage.run();

    EXPECT_EQ(ran, (std::vector<double>{1.0, 1.2, 0.9, 0.0}));
}

TEST(Executor, what_may_run_runs_in_the_order_of_the_moments_from_which_it_may) {
    Stage stage;
    std::string order;
    const auto note = [&](char c) { return [&order, c] { order += c; }; };

    stage.executor.call_at(HostTime(1s), note('c'));
    stage.executor.call_at(HostTime(1100ms), 150ms, note('b'));
    stage.executor.call_at(HostTime(1200ms), 300ms, note('a'));
    stage.executor.call_at(HostTime(1s), 10ms, [] {});
    stage.executor.call_at(HostTime(1005ms), note('d'));
    stage.run();

    EXPECT_EQ(order, "abcd");
}

TEST(Executor, equal_times_run_in_the_order_asked_for) {
    Stage stage;
    std::string order;

    for (char c : std::string("abc")) stage.executor.call_at(HostTime(1s), [&, c] { order += c; });
    stage.run();

    EXPECT_EQ(order, "abc");
}

TEST(Executor, an_exception_ends_the_task_and_reaches_its_owner) {
    Stage stage;
    std::string what;
    auto fail = [](Executor& on) -> Task<> {
        co_await on.after(1s);
        throw std::runtime_error("idle");
    };
    auto guard = [&](Executor& on) -> Task<> { co_await fail(on); };

    stage.executor.spawn(guard(stage.executor), [&](std::exception_ptr failure) {
        try {
            std::rethrow_exception(failure);
        } catch (const std::runtime_error& error) {
            what = error.what();
        }
    });
    stage.run();

    EXPECT_EQ(what, "idle");
}

TEST(Executor, a_destroyed_task_no_longer_waits) {
    Stage stage;
    int count = 0;
    {
        auto task = blink(stage.executor, 3, count);
        task.start();
        EXPECT_EQ(stage.executor.next_wake(), HostTime(500ms));
    }

    EXPECT_EQ(stage.executor.next_wake(), never);
    EXPECT_FALSE(stage.run());
    EXPECT_EQ(count, 0);
}

TEST(Executor, work_posted_while_polling_runs_in_the_next_round) {
    Stage stage;
    int runs = 0;
    stage.executor.post([&] {
        ++runs;
        stage.executor.post([&] { ++runs; });
    });

    stage.executor.poll(stage.clock.now());
    EXPECT_EQ(runs, 1);
    stage.executor.poll(stage.clock.now());

    EXPECT_EQ(runs, 2);
}

TEST(Timer, can_be_moved_and_cancelled) {
    Stage stage;
    std::vector<HostTime::duration> calls;
    Timer timer(stage.executor, [&] { calls.push_back(stage.clock.now().time_since_epoch()); });

    timer.set(HostTime(1s));
    timer.set(HostTime(2s));
    stage.run();
    timer.set(HostTime(3s));
    timer.cancel();
    stage.run();

    EXPECT_EQ(calls, std::vector<HostTime::duration>{2s});
}

TEST(Completion, wakes_its_waiter_at_once) {
    Stage stage;
    Completion<int> answer(stage.executor);
    std::optional<int> got;
    auto ask = [](Completion<int>& from, std::optional<int>& out) -> Task<> {
        out = co_await from.wait_until(HostTime(10s));
    };

    stage.executor.spawn(ask(answer, got), {});
    stage.executor.call_at(HostTime(1s), [&] { answer.complete(42); });
    stage.run();

    EXPECT_EQ(got, 42);
    EXPECT_EQ(stage.clock.now().time_since_epoch(), 1s);
}

TEST(Completion, gives_nothing_when_the_time_is_up) {
    Stage stage;
    Completion<int> answer(stage.executor);
    bool asked = false;
    auto ask = [](Completion<int>& from, bool& out) -> Task<> {
        out = !(co_await from.wait_until(HostTime(10s))).has_value();
    };

    stage.executor.spawn(ask(answer, asked), {});
    stage.run();

    EXPECT_TRUE(asked);
    EXPECT_EQ(stage.clock.now().time_since_epoch(), 10s);
}

}  // namespace
}  // namespace escapement::runtime
