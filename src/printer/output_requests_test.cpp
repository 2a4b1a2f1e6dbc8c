// Tests of held-back requests.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/output_requests.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace escapement::printer {
namespace {

using base::PrintTime;
using base::Seconds;
using Outcome = OutputRequests::Outcome;

PrintTime at(double seconds) {
    return PrintTime(Seconds(seconds));
}

struct Applied {
    double when;
    double value;
    bool operator==(const Applied&) const = default;
};

class OutputRequestsTest : public ::testing::Test {
  protected:
    std::vector<Applied> applied;
    Outcome outcome{};
    OutputRequests requests{[this](PrintTime when, double value) {
        applied.push_back({when.time_since_epoch().count(), value});
        return std::exchange(outcome, Outcome{});
    }};
};

TEST_F(OutputRequestsTest, wait_until_they_are_due) {
    requests.add(at(2.0), 0.5);

    requests.flush(at(1.9));
    EXPECT_TRUE(applied.empty());
    requests.flush(at(2.0));
    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.5}}));
}

TEST_F(OutputRequestsTest, of_several_for_one_moment_only_the_last_counts) {
    requests.add(at(2.0), 0.5);
    requests.add(at(2.0), 0.7);
    requests.add(at(2.0), 0.9);

    requests.flush(at(10.0));

    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.9}}));
}

TEST_F(OutputRequestsTest, updates_keep_their_distance) {
    requests.add(at(2.0), 0.5);
    requests.add(at(2.01), 0.7);
    requests.add(at(3.0), 0.9);

    requests.flush(at(10.0));

    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.5}, {2.1, 0.7}, {3.0, 0.9}}));
}

TEST_F(OutputRequestsTest, one_that_changed_nothing_delays_nothing) {
    outcome.kind = Outcome::Kind::ignored;
    requests.add(at(2.0), 0.5);
    requests.add(at(2.01), 0.7);

    requests.flush(at(10.0));

    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.5}, {2.01, 0.7}}));
}

TEST_F(OutputRequestsTest, again_offers_the_same_value_later) {
    outcome = {.kind = Outcome::Kind::again, .not_before = at(2.5)};
    requests.add(at(2.0), 0.5);

    requests.flush(at(2.4));
    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.5}}));
    requests.flush(at(2.5));
    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.5}, {2.5, 0.5}}));
    EXPECT_FALSE(requests.next_due());
}

TEST_F(OutputRequestsTest, a_new_request_overrides_one_that_waits_again) {
    outcome = {.kind = Outcome::Kind::again, .not_before = at(2.5)};
    requests.add(at(2.0), 0.5);
    requests.flush(at(2.0));

    requests.add(at(2.2), 0.0);
    requests.flush(at(10.0));

    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.5}, {2.5, 0.0}}));
}

TEST_F(OutputRequestsTest, too_many_lose_the_oldest) {
    for (std::size_t i = 0; i <= OutputRequests::capacity; ++i)
        requests.add(at(1.0 + static_cast<double>(i)), static_cast<double>(i));

    requests.flush(at(2.0));

    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 1.0}}));
}

TEST_F(OutputRequestsTest, later_offers_the_same_value_at_that_moment) {
    outcome = {.kind = Outcome::Kind::later, .not_before = at(2.007)};
    requests.add(at(2.0), 0.5);

    requests.flush(at(10.0));

    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.5}, {2.007, 0.5}}));
}

TEST_F(OutputRequestsTest, what_is_wanted_now_overtakes_what_waits) {
    requests.add(at(5.0), 0.5);

    requests.apply_now(at(2.0), 0.7);
    requests.apply_now(at(2.05), 0.8);
    requests.flush(at(10.0));

    EXPECT_EQ(applied, (std::vector<Applied>{{2.0, 0.7}, {2.1, 0.8}, {5.0, 0.5}}));
}

}  // namespace
}  // namespace escapement::printer
