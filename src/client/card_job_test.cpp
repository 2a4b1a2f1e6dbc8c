// Claims about a print from the card, seen from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/card_job.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

class CardJobTest : public ::testing::Test {
  protected:
    void hear(const char* text, int seconds) {
        job.hear(parse_marlin_line(text), base::HostTime{std::chrono::seconds(seconds)});
    }
    Snapshot known;
    CardJob job{known};
};

TEST_F(CardJobTest, a_print_that_was_under_way_has_no_known_beginning) {
    hear("SD printing byte 5000/10000", 0);
    hear("SD printing byte 6000/10000", 100);

    EXPECT_EQ(known.job->state, JobState::printing);
    EXPECT_FALSE(known.job->elapsed_s);
    EXPECT_NEAR(*known.job->left_s, 400.0, 1e-6);
}

TEST_F(CardJobTest, what_the_slicer_says_is_believed_more_than_bytes) {
    hear("SD printing byte 5000/10000", 0);
    hear("NORMAL MODE: Percent done: 50; print time remaining in mins: 9; Change in mins: -1", 1);
    hear("SD printing byte 6000/10000", 100);

    EXPECT_EQ(known.job->left_s, 540.0);
}

TEST_F(CardJobTest, a_paused_print_goes_on_when_its_bytes_do) {
    hear("SD printing byte 5000/10000", 0);
    job.paused();
    hear("SD printing byte 5100/10000", 5);
    EXPECT_EQ(known.job->state, JobState::paused);
    hear("SD printing byte 5100/10000", 10);
    EXPECT_EQ(known.job->state, JobState::paused);
    hear("SD printing byte 5200/10000", 15);
    EXPECT_EQ(known.job->state, JobState::printing);
}

TEST_F(CardJobTest, a_cancelled_print_that_only_pauses_stays_cancelled) {
    hear("SD printing byte 5000/10000", 0);
    job.cancelled();
    hear("SD printing byte 5100/10000", 5);
    hear("SD printing byte 5100/10000", 10);
    EXPECT_EQ(known.job->state, JobState::cancelled);
    hear("SD printing byte 10/10000", 15);
    EXPECT_EQ(known.job->state, JobState::printing);
}

TEST_F(CardJobTest, it_ends_well_or_not) {
    hear("SD printing byte 5000/10000", 0);
    hear("Not SD printing", 5);
    EXPECT_EQ(known.job->state, JobState::cancelled);

    hear("SD printing byte 5000/10000", 10);
    hear("Done printing file", 15);
    EXPECT_EQ(known.job->state, JobState::finished);
    hear("Not SD printing", 20);
    EXPECT_EQ(known.job->state, JobState::finished);
}

TEST_F(CardJobTest, the_printer_may_pause_by_itself) {
    hear("SD printing byte 5000/10000", 0);
    hear("//action:paused", 1);
    EXPECT_EQ(known.job->state, JobState::paused);
    hear("//action:resumed", 2);
    EXPECT_EQ(known.job->state, JobState::printing);
}

}  // namespace
}  // namespace escapement::client
