// Claims about the list of all keys.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/help.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tui/bindings.hpp"
#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

TEST(Help, every_key_is_in_it_whatever_the_printer_does) {
    for (const auto& known : {client::Snapshot{}, idle_printer(), printing_printer()}) {
        Model model;
        model.known = known;
        const auto text = text_of(help_lines(model, 80));
        for (const auto& group : binding_groups())
            for (const auto& binding : group.bindings) {
                if (binding.shown == Shown::with_another || group.page == Page::help) continue;
                EXPECT_NE(text.find(binding.name), std::string::npos) << binding.name;
                EXPECT_NE(text.find(binding.label), std::string::npos) << binding.label;
            }
    }
}

TEST(Help, the_page_that_was_left_comes_first) {
    Model model;
    model.page_before_help = Page::console;
    EXPECT_TRUE(text_of(help_lines(model, 80)).starts_with("Console\n"));
}

TEST(Help, what_does_not_apply_now_is_dim) {
    Model model;
    model.known = printing_printer();
    model.page_before_help = Page::toolhead;
    const auto is_dim = [&](const std::string& label) {
        for (const auto& line : help_lines(model, 80))
            for (const auto& span : line)
                if (span.text.starts_with(label)) return span.style.dim;
        ADD_FAILURE() << label;
        return false;
    };
    EXPECT_TRUE(is_dim("home all"));
    EXPECT_TRUE(is_dim("resume"));
    EXPECT_FALSE(is_dim("pause"));
}

TEST(Help, is_as_wide_as_it_may_be) {
    Model model;
    for (const int width : {30, 40, 80, 200})
        for (const auto& line : help_lines(model, width)) {
            int used = 0;
            for (const auto& span : line) used += columns(span.text);
            EXPECT_LE(used, width);
        }
    EXPECT_GT(help_lines(model, 40).size(), help_lines(model, 200).size());
}

}  // namespace
}  // namespace escapement::tui
