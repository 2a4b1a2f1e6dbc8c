// Claims about driving actors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/actor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace escapement::runtime {
namespace {

using namespace std::chrono_literals;

// Wakes every `period` and stops the drive after `most` wakes.
struct Ticker final : Actor {
    Ticker(HostTime::duration every, int limit, bool& flag)
        : period(every), most(limit), finished(flag) {}
    void poll(HostTime now) override {
        if (now < next) return;
        seen.push_back(now.time_since_epoch());
        next += period;
        if (static_cast<int>(seen.size()) == most) finished = true;
    }
    HostTime next_wake() const override { return next; }

    HostTime::duration period;
    int most;
    bool& finished;
    HostTime next{};
    std::vector<HostTime::duration> seen;
};

TEST(Drive, lets_exactly_the_time_pass_that_the_actors_ask_for) {
    VirtualClock clock;
    bool finished = false;
    Ticker slow(7s, 100, finished), fast(3s, 5, finished);
    Actor* const actors[] = {&slow, &fast};

    EXPECT_TRUE(drive(clock, actors, finished));

    EXPECT_EQ(fast.seen, (std::vector<HostTime::duration>{0s, 3s, 6s, 9s, 12s}));
    EXPECT_EQ(slow.seen, (std::vector<HostTime::duration>{0s, 7s}));
}

TEST(Drive, ends_when_nobody_waits_for_anything) {
    struct Idle final : Actor {
        void poll(HostTime) override {}
        HostTime next_wake() const override { return never; }
    } idle;
    VirtualClock clock;
    const bool finished = false;
    Actor* const actors[] = {&idle};

    EXPECT_FALSE(drive(clock, actors, finished));
}

TEST(Drive, calls_a_busy_loop_at_one_moment_a_bug) {
    struct Busy final : Actor {
        void poll(HostTime) override {}
        HostTime next_wake() const override { return HostTime{}; }
    } busy;
    VirtualClock clock;
    const bool finished = false;
    Actor* const actors[] = {&busy};

    EXPECT_DEATH(drive(clock, actors, finished), "rounds < most_rounds_at_one_moment");
}

}  // namespace
}  // namespace escapement::runtime
