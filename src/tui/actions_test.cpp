// Claims about actions that keys are bound to.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/actions.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"

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
    model.log.resize(7);
    act(model, Action::scroll_up);
    act(model, Action::scroll_up);
    EXPECT_EQ(model.log_scroll, 7);
    act(model, Action::scroll_down);
    act(model, Action::scroll_down);
    EXPECT_EQ(model.log_scroll, 0);
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
