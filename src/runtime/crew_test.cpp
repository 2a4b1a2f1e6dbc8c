// Jobs are done once each, whoever does them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/crew.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>
#include <vector>

namespace escapement::runtime {
namespace {

class CrewTest : public ::testing::TestWithParam<std::size_t> {};

TEST_P(CrewTest, does_each_job_once) {
    Crew crew(GetParam());
    for (std::size_t round = 0; round < 200; ++round) {
        std::vector<int> done(round % 9, 0);
        std::vector<Crew::Job> jobs;
        for (int& count : done) jobs.push_back({.work = [&count] { ++count; }, .after = {}});
        crew.start(std::move(jobs));
        crew.finish();

        ASSERT_EQ(done, std::vector<int>(done.size(), 1));
    }
}

TEST_P(CrewTest, lets_its_caller_go_on_meanwhile) {
    std::atomic<int> jobs{0};
    int own = 0;
    {
        Crew crew(GetParam());
        crew.start(std::vector<Crew::Job>(5, {.work = [&jobs] { ++jobs; }, .after = {}}));
        ++own;
    }

    EXPECT_EQ(jobs, 5);
    EXPECT_EQ(own, 1);
}

// Two rows of jobs, each after the one before, and one after both rows.
TEST_P(CrewTest, keeps_the_order_that_was_asked_for) {
    constexpr std::size_t length = 20;
    Crew crew(GetParam());
    for (int round = 0; round < 50; ++round) {
        std::array<std::vector<std::size_t>, 2> rows;
        std::vector<Crew::Job> jobs;
        for (std::size_t i = 0; i < length; ++i)
            for (std::size_t row = 0; row < rows.size(); ++row) {
                Crew::Job job{.work = [&rows, row, i] { rows[row].push_back(i); }, .after = {}};
                if (i > 0) job.after = {jobs.size() - rows.size()};
                jobs.push_back(std::move(job));
            }
        std::size_t seen = 0;
        jobs.push_back({.work = [&] { seen = rows[0].size() + rows[1].size(); },
                        .after = {jobs.size() - 2, jobs.size() - 1}});
        crew.start(std::move(jobs));
        crew.finish();

        EXPECT_EQ(seen, 2 * length);
        for (const auto& row : rows) EXPECT_TRUE(std::is_sorted(row.begin(), row.end()));
    }
}

INSTANTIATE_TEST_SUITE_P(with_helpers, CrewTest, ::testing::Values(0, 1, 3));

TEST(Crew, has_a_helper_on_the_smallest_machine) {
    EXPECT_GE(Crew::usual_helpers(), 1u);
}

}  // namespace
}  // namespace escapement::runtime
