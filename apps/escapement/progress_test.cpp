// Claims about what people see while they wait.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/progress.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

TEST(Progress, shows_share_detail_and_time_left) {
    EXPECT_EQ(Progress::line("printing", 0.5, "layer 3 of 20", 83),
              "printing [############............] 50%, layer 3 of 20, 1 min 23 s left");
}

TEST(Progress, leaves_out_what_is_unknown) {
    EXPECT_EQ(Progress::line("planning", 0.0, "", -1), "planning [........................] 0%");
}

TEST(Progress, fits_into_narrow_terminals) {
    const std::vector<std::string> lines{"planning [####....] 50%, line 7", "planning 50%"};

    EXPECT_EQ(Progress::fitting(lines, 79), lines[0]);
    EXPECT_EQ(Progress::fitting(lines, 29), lines[1]);
    EXPECT_EQ(Progress::fitting(lines, 5), "plann");
}

TEST(Progress, draws_over_what_stood_there) {
    using Style = Progress::Style;

    EXPECT_EQ(Progress::over("50%", 6, Style::coloured), "\r\033[36m50%\033[0m\033[K");
    EXPECT_EQ(Progress::over("50%", 6, Style::erasing), "\r50%\033[K");
    EXPECT_EQ(Progress::over("50%", 6, Style::plain), "\r50%   ");
    EXPECT_EQ(Progress::over("", 3, Style::plain), "\r   \r");
}

TEST(Progress, writes_durations_as_people_say_them) {
    EXPECT_EQ(duration_text(12.4), "12 s");
    EXPECT_EQ(duration_text(200), "3 min 20 s");
    EXPECT_EQ(duration_text(3840), "1 h 04 min");
}

}  // namespace
}  // namespace escapement::app
