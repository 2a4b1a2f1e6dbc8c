// Claims about actions that keys are bound to.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/actions.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tui/help.hpp"
#include "tui/testing_states.hpp"
#include "tui/view.hpp"

namespace escapement::tui {
namespace {

TEST(Actions, pages_turn_in_a_circle_without_those_that_are_empty) {
    Model model;
    std::vector<Page> seen;
    for (int i = 0; i < 5; ++i) {
        act(model, Action::next_page);
        seen.push_back(model.page);
    }
    EXPECT_EQ(seen,
              (std::vector{
                  Page::temperatures, Page::console, Page::files, Page::toolhead, Page::status}));
    act(model, Action::previous_page);
    EXPECT_EQ(model.page, Page::toolhead);
}

TEST(Actions, the_log_scrolls_between_its_ends) {
    Model model;
    model.page = Page::console;
    model.size = {40, 12};  // ten rows of them
    for (int i = 0; i < 25; ++i)
        model.log.push_back({client::Event::Kind::heard, std::to_string(i)});
    act(model, Action::scroll_up);
    EXPECT_EQ(model.log_scroll, 1);
    act(model, Action::scroll_page_up);
    EXPECT_EQ(model.log_scroll, 10);
    act(model, Action::scroll_page_up);
    EXPECT_EQ(model.log_scroll, 15);
    EXPECT_EQ(view(model).at(2, 1).glyph, U'0');  // the oldest line is the first row
    act(model, Action::scroll_page_down);
    EXPECT_EQ(model.log_scroll, 6);
    act(model, Action::scroll_to_end);
    EXPECT_EQ(model.log_scroll, 0);
    act(model, Action::scroll_to_top);
    EXPECT_EQ(model.log_scroll, 15);
    go_to(model, Page::status);
    EXPECT_EQ(model.log_scroll, 0);
}

TEST(Actions, a_log_that_fits_does_not_scroll) {
    Model model;
    model.page = Page::console;
    model.log.push_back({client::Event::Kind::heard, "a"});
    act(model, Action::scroll_up);
    EXPECT_EQ(model.log_scroll, 0);
}

TEST(Actions, the_help_scrolls_between_its_ends) {
    Model model;
    model.size = {40, 12};
    act(model, Action::help);
    const auto rows = static_cast<int>(help_lines(model, 40).size());
    for (int i = 0; i < 20; ++i) act(model, Action::help_page_down);
    EXPECT_EQ(model.help_scroll, rows - 10);
    act(model, Action::help_up);
    EXPECT_EQ(model.help_scroll, rows - 11);
    for (int i = 0; i < 20; ++i) act(model, Action::help_page_up);
    EXPECT_EQ(model.help_scroll, 0);
}

TEST(Actions, steps_have_a_least_and_a_most) {
    Model model;
    for (int i = 0; i < 9; ++i) act(model, Action::jog_more);
    EXPECT_EQ(jog_steps[model.jog], 50.0);
    for (int i = 0; i < 9; ++i) act(model, Action::jog_less);
    EXPECT_EQ(jog_steps[model.jog], 0.1);
}

}  // namespace
}  // namespace escapement::tui
