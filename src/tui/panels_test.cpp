// Claims about the contents of panels.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/panels.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"
#include "tui/words.hpp"

namespace escapement::tui {
namespace {

TEST(Panels, what_is_too_long_is_marked_or_broken) {
    Model model;
    model.known = printing_printer();
    EXPECT_NE(text_of(job_lines(model, 27)).find("file     Calibration cube …\n"),
              std::string::npos);
    EXPECT_NE(
        text_of(control_lines(model, 27)).find("position X 101.5  Y 98.2  Z\n         8.40\n"),
        std::string::npos)
        << text_of(control_lines(model, 27));
}

TEST(Panels, times_are_told_as_far_as_they_fit) {
    Model model;
    model.known = printing_printer();
    EXPECT_NE(text_of(job_lines(model, 60)).find("30 min 30 s left, 22 min 05 s so far"),
              std::string::npos);
    EXPECT_EQ(text_of(job_lines(model, 30)).find("so far"), std::string::npos);
}

TEST(Panels, the_log_ends_with_the_newest_line) {
    Model model;
    for (const char* text : {"one", "two", "three"})
        model.log.push_back({client::Event::Kind::heard, text});
    EXPECT_EQ(text_of(log_lines(model, 40, 2)), "  two\n  three\n");
    model.log_scroll = 1;
    EXPECT_EQ(text_of(log_lines(model, 40, 2)), "  one\n  two\n");
}

TEST(Panels, long_lines_of_the_log_are_broken) {
    Model model;
    model.log.push_back({client::Event::Kind::sent, "M117 one two three"});
    EXPECT_EQ(text_of(log_lines(model, 12, 5)), "> M117 one\n  two three\n");
    EXPECT_EQ(text_of(log_lines(model, 12, 1)), "  two three\n");
}

TEST(Panels, a_toolhead_that_may_not_move_shows_no_keys_as_if_it_could) {
    Model model;
    model.known = printing_printer();
    model.size = {60, 12};
    const auto dim = [&](const std::string& text) {
        for (const auto& line : toolhead_lines(model, 60))
            if (!line.empty() && line.front().text.starts_with(text))
                return line.front().style == label_style;
        return false;
    };
    EXPECT_TRUE(text_of(toolhead_lines(model, 60)).starts_with("Locked: not while it prints\n"));
    EXPECT_TRUE(dim("H home all"));
    EXPECT_TRUE(dim("e extrude"));
    model.known = idle_printer();
    EXPECT_FALSE(dim("H home all"));
    model.known = printing_printer();
    model.known.job->state = client::JobState::paused;
    model.known.dialect = client::Dialect::klipper;
    EXPECT_TRUE(dim("H home all"));
    EXPECT_FALSE(dim("e extrude"));
}

TEST(Panels, polling_is_shown_only_when_wanted) {
    Model model;
    model.log.push_back({client::Event::Kind::sent, "M105", 0, true});
    EXPECT_EQ(text_of(log_lines(model, 40, 5)), "");
    model.show_routine = true;
    EXPECT_EQ(text_of(log_lines(model, 40, 5)), "");
    model.page = Page::console;
    EXPECT_EQ(text_of(log_lines(model, 40, 5)), "> M105\n");
}

}  // namespace
}  // namespace escapement::tui
