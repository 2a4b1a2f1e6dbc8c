// Tests of work beside an executor that goes on.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/meanwhile.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <optional>

#include "runtime/actor.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {
namespace {

TEST(Meanwhile, the_work_is_done_when_the_task_is) {
    runtime::SystemOutside outside;
    runtime::Executor executor(outside);
    bool done = false, finished = false;
    const auto all = [&]() -> runtime::Task<> {
        LongWork work = [&done](const std::function<bool()>&) { done = true; };
        auto working = meanwhile(executor, std::move(work));
        co_await working;
    };

    executor.spawn(all(), [&](std::exception_ptr) { finished = true; });
    const std::array<runtime::Actor*, 1> actors{&executor};
    runtime::drive(outside, actors, finished);

    EXPECT_TRUE(done);
}

TEST(Meanwhile, work_that_nobody_waits_for_is_told_and_waited_for) {
    runtime::SystemOutside outside;
    runtime::Executor executor(outside);
    std::atomic<bool> noticed = false;
    LongWork work = [&noticed](const std::function<bool()>& cancelled) {
        while (!cancelled()) {
        }
        noticed = true;
    };
    auto working = std::make_optional(meanwhile(executor, std::move(work)));
    working->start();

    working.reset();

    EXPECT_TRUE(noticed);
}

}  // namespace
}  // namespace escapement::app
