// Claims about how far a streamed print is.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/host_print.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace escapement::client {
namespace {

class HostPrintTest : public ::testing::Test {
  protected:
    std::string file(const std::string& text) {
        const auto path = ::testing::TempDir() + "/host_print.gcode";
        std::ofstream(path) << text;
        return path;
    }
    static base::HostTime at(int seconds) { return base::HostTime{std::chrono::seconds(seconds)}; }

    Snapshot known;
    LineSender sender{{}};
    HostPrint print{sender, known};
};

TEST_F(HostPrintTest, the_estimate_of_the_file_is_believed_at_first) {
    ASSERT_TRUE(print.start(file(";TIME:600\nG28\nG1 X1\n"), at(0)));

    EXPECT_EQ(known.job->name, "host_print.gcode");
    EXPECT_EQ(known.job->progress, 0.0);
    EXPECT_EQ(known.job->left_s, 600.0);
    EXPECT_EQ(known.job->elapsed_s, 0.0);
}

TEST_F(HostPrintTest, a_file_without_estimate_has_no_time_left_at_first) {
    ASSERT_TRUE(print.start(file("G28\n"), at(0)));
    EXPECT_FALSE(known.job->left_s);
}

TEST_F(HostPrintTest, pauses_do_not_count) {
    ASSERT_TRUE(print.start(file("G28\nG1 X1\n"), at(0)));
    print.hold(at(10));
    EXPECT_EQ(known.job->state, JobState::pausing);
    print.park();
    print.parked();
    EXPECT_EQ(known.job->state, JobState::paused);
    print.proceed(at(110));
    print.note_progress(at(120));

    EXPECT_EQ(known.job->elapsed_s, 20.0);
}

TEST_F(HostPrintTest, a_cancelled_print_leaves_nothing_hot) {
    ASSERT_TRUE(print.start(file("G28\n"), at(0)));
    EXPECT_EQ(print.after_cancel(), (Lines{"M104 S0", "M140 S0", "M107"}));
    print.end(JobState::cancelled);

    EXPECT_FALSE(print.active());
    EXPECT_EQ(known.job->state, JobState::cancelled);
}

}  // namespace
}  // namespace escapement::client
