// Claims about recordings: what counts, and what is in their files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/acceleration_recording.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace escapement::modules {
namespace {

base::PrintTime at_second(double seconds) {
    return base::PrintTime(base::Seconds(seconds));
}

TEST(AccelerationRecording, keeps_what_lies_between_its_ends) {
    AccelerationRecording recording(at_second(1.0));

    for (const double when : {0.9, 1.0, 1.5, 2.0, 2.1})
        recording.add({at_second(when), {when, 0, 0}});
    EXPECT_FALSE(recording.complete());
    recording.end_at(at_second(2.0));

    EXPECT_TRUE(recording.complete());
    ASSERT_EQ(recording.samples().size(), 3U);
    EXPECT_EQ(recording.samples().front().along[0], 1.0);
    EXPECT_EQ(recording.samples().back().along[0], 2.0);
}

TEST(AccelerationRecording, is_complete_when_its_end_has_come) {
    AccelerationRecording recording(at_second(1.0));
    recording.end_at(at_second(2.0));
    recording.add({at_second(1.9), {}});
    EXPECT_FALSE(recording.complete());

    recording.add({at_second(2.0001), {}});

    EXPECT_TRUE(recording.complete());
    EXPECT_EQ(recording.samples().size(), 1U);
}

TEST(AccelerationRecording, files_have_a_line_for_each_sample) {
    const auto path = ::testing::TempDir() + "accelerations.csv";

    ASSERT_TRUE(write_accelerations(path, {{at_second(12.5), {1.0, -2.25, 9806.65}}}));

    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(text, "#time,accel_x,accel_y,accel_z\n12.500000,1.000000,-2.250000,9806.650000\n");
}

TEST(AccelerationRecording, says_which_file_cannot_be_written) {
    const auto written = write_accelerations("/nowhere/a.csv", {});

    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().what, "Unable to write file '/nowhere/a.csv'");
}

TEST(AccelerationRecording, says_why_it_is_not_whole) {
    EXPECT_EQ(recording_complaint("hotend", false, 0), "");
    EXPECT_EQ(recording_complaint("hotend", true, 3),
              "accelerometer 'hotend': this took too long; only its beginning was kept");
    EXPECT_EQ(recording_complaint("hotend", false, 3),
              "accelerometer 'hotend': its queue was full 3 times, so measurements are missing; "
              "its board is too busy or its bus too slow");
}

TEST(AccelerationRecording, labels_are_parts_of_file_names) {
    for (const char* good : {"a", "20261126_083000", "my-test_2"}) EXPECT_TRUE(is_file_label(good));
    for (const char* bad : {"", "-", "_-", "a b", "../etc", "a/b", "ä", "a.b"})
        EXPECT_FALSE(is_file_label(bad)) << bad;
}

}  // namespace
}  // namespace escapement::modules
