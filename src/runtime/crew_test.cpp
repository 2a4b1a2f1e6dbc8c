// Jobs are done once each, whoever does them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/crew.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace escapement::runtime {
namespace {

class CrewTest : public ::testing::TestWithParam<std::size_t> {};

TEST_P(CrewTest, does_each_job_once) {
    Crew crew(GetParam());
    for (std::size_t round = 0; round < 200; ++round) {
        std::vector<int> done(round % 9, 0);
        crew.start(done.size(), [&](std::size_t i) { ++done[i]; });
        crew.finish();

        ASSERT_EQ(done, std::vector<int>(done.size(), 1));
    }
}

TEST_P(CrewTest, lets_its_caller_go_on_meanwhile) {
    std::atomic<int> jobs{0};
    int own = 0;
    {
        Crew crew(GetParam());
        crew.start(5, [&](std::size_t) { ++jobs; });
        ++own;
    }

    EXPECT_EQ(jobs, 5);
    EXPECT_EQ(own, 1);
}

INSTANTIATE_TEST_SUITE_P(with_helpers, CrewTest, ::testing::Values(0, 1, 3));

TEST(Crew, has_a_helper_on_the_smallest_machine) {
    EXPECT_GE(Crew::usual_helpers(), 1u);
}

}  // namespace
}  // namespace escapement::runtime
