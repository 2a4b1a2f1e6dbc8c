// Claims about the foot of narrow and of wide screens.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/foot.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

std::vector<std::string> foot(Model model, Size size) {
    model.size = size;
    std::vector<std::string> rows;
    for (const auto& line : foot_lines(model)) {
        std::string text;
        for (const auto& span : line) text += span.text;
        EXPECT_LE(columns(text), size.width) << text;
        rows.push_back(text.substr(0, text.find_last_not_of(' ') + 1));
    }
    return rows;
}

using Rows = std::vector<std::string>;

TEST(Foot, questions_are_wrapped_and_their_answers_never_cut) {
    const auto model = pressed(model_of(printing_printer()), typed("c"));
    EXPECT_EQ(foot(model, {80, 24}),
              Rows{" Cancel the print? It cannot be continued.  y yes  n no"});
    EXPECT_EQ(foot(model, {40, 12}),
              (Rows{" Cancel the print? It cannot be", " continued.  y yes  n no"}));
    EXPECT_EQ(foot(model, {40, 3}), Rows{" Cancel the print? It cann…  y yes  n no"});
}

TEST(Foot, presets_are_wrapped) {
    const auto model = pressed(model_of(idle_printer()), typed("t"));
    EXPECT_EQ(foot(model, {80, 24}),
              Rows{"preset: 1 PLA 200/60  2 PETG 235/80  3 ABS 240/100  4 off  Esc leaves"});
    EXPECT_EQ(foot(model, {40, 12}),
              (Rows{"preset: 1 PLA 200/60  2 PETG 235/80", " 3 ABS 240/100  4 off  Esc leaves"}));
}

TEST(Foot, a_long_line_shows_its_cursor) {
    auto model = pressed(model_of(idle_printer()), typed(":G1 X100.5 Y100.5 Z0.2 E0.3331 F3000"));
    EXPECT_EQ(foot(model, {24, 12}), Rows{"G-code: … E0.3331 F3000"});
    for (int i = 0; i < 12; ++i) model = pressed(std::move(model), {{Key::Kind::left}});
    EXPECT_EQ(foot(model, {24, 12}), Rows{"G-code: ….5 Z0.2 E0.333…"});
    model = pressed(std::move(model), {{Key::Kind::home}});
    EXPECT_EQ(foot(model, {24, 12}), Rows{"G-code: G1 X100.5 Y100.…"});
}

TEST(Foot, the_cursor_is_on_the_screen_wherever_it_is) {
    auto model = pressed(model_of(idle_printer()), typed(":" + std::string(120, 'X')));
    for (int i = 0; i <= 120; ++i) {
        for (const int width : {9, 20, 40, 80}) {
            model.size = {width, 12};
            int reversed = 0, end = 0;
            const auto lines = foot_lines(model);
            for (const auto& span : lines.front()) {
                end += columns(span.text);
                if (span.style.reverse) reversed = end;
            }
            EXPECT_GT(reversed, 0) << width;
            EXPECT_LE(reversed, width) << i;
        }
        model = pressed(std::move(model), {{Key::Kind::left}});
    }
}

TEST(Foot, refused_keys_are_not_offered) {
    auto model = model_of(printing_printer());
    model.page = Page::toolhead;
    EXPECT_EQ(foot(model, {80, 24}).front().find("home"), std::string::npos);
    model = model_of(idle_printer());
    model.page = Page::toolhead;
    EXPECT_NE(foot(model, {80, 24}).front().find("home"), std::string::npos);
}

}  // namespace
}  // namespace escapement::tui
