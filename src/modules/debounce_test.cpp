// Tests of bouncing switches.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/debounce.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "runtime/clock.hpp"

namespace escapement::modules {
namespace {

class DebounceTest : public ::testing::Test {
  protected:
    void at(double seconds) {
        clock.wait_until(base::HostTime(runtime::Executor::to_duration(base::Seconds(seconds))));
        executor.poll(clock.now());
    }
    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    std::vector<bool> told;
    Debounce debounce{executor, base::Seconds(0.1), [this](bool state) { told.push_back(state); }};
};

TEST_F(DebounceTest, tells_a_state_that_has_rested) {
    debounce.note(true);
    at(0.09);
    EXPECT_TRUE(told.empty());

    at(0.1);

    EXPECT_EQ(told, (std::vector<bool>{true}));
}

TEST_F(DebounceTest, begins_anew_with_each_bounce) {
    debounce.note(true);
    at(0.05);
    debounce.note(false);
    at(0.06);
    debounce.note(true);
    at(0.15);
    EXPECT_TRUE(told.empty());

    at(0.16);

    EXPECT_EQ(told, (std::vector<bool>{true}));
}

TEST_F(DebounceTest, a_state_that_came_back_is_not_told_again) {
    debounce.note(true);
    at(0.2);
    debounce.note(false);
    at(0.25);
    debounce.note(true);

    at(1.0);

    EXPECT_EQ(told, (std::vector<bool>{true}));
}

}  // namespace
}  // namespace escapement::modules
