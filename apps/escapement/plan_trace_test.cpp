// Tests of the files of a trace.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plan_trace.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace escapement::app {
namespace {

PlanTrace::Wish wish(const std::string& name) {
    const std::string prefix = ::testing::TempDir() + name;
    std::filesystem::remove(prefix + ".svg");
    return {.window = {1.0, 2.0}, .prefix = prefix, .plot = prefix + ".svg", .title = "cube"};
}

TEST(PlanTrace, files_appear_together_at_the_end) {
    const auto wanted = wish("plan_trace_good");
    auto trace = PlanTrace::create(wanted);
    ASSERT_TRUE(trace);
    (*trace)->begin({"stepper_x"});
    (*trace)->step(0, {1.5, 0.1, motion::Direction::forward});

    ASSERT_TRUE((*trace)->finish(1.75));
    EXPECT_FALSE(std::filesystem::exists(wanted.plot));
    ASSERT_TRUE((*trace)->commit());

    EXPECT_TRUE(std::filesystem::exists(wanted.plot));
    EXPECT_TRUE(std::filesystem::exists(wanted.prefix + "-steps.csv"));
    EXPECT_NE((*trace)->text().find("1 steps in"), std::string::npos);
    EXPECT_NE((*trace)->text().find("the print ends at 1.750 s, before T1"), std::string::npos);
    EXPECT_EQ(*(*trace)->value().find("step_count")->as<std::int64_t>(), 1);
}

TEST(PlanTrace, a_window_behind_the_print_is_refused_and_leaves_no_files) {
    const auto wanted = wish("plan_trace_late");
    {
        auto trace = PlanTrace::create(wanted);
        ASSERT_TRUE(trace);
        (*trace)->begin({});

        const auto finished = (*trace)->finish(0.5);

        ASSERT_FALSE(finished);
        EXPECT_EQ(finished.error().what, "--trace 1:2: the print ends at 0.500 s, before T0");
    }
    EXPECT_FALSE(std::filesystem::exists(wanted.plot));
    EXPECT_FALSE(std::filesystem::exists(wanted.prefix + "-path.csv"));
}

}  // namespace
}  // namespace escapement::app
