// Claims about cells and characters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/screen.hpp"

#include <gtest/gtest.h>

namespace escapement::tui {
namespace {

TEST(Screen, what_is_outside_is_not_drawn) {
    Screen screen({5, 2});
    screen.write(-2, 0, "abcdef");
    screen.write(3, 1, "xyz");
    screen.write(0, 7, "no");
    EXPECT_EQ(screen.text(), "cdef\n   xy\n");
}

TEST(Screen, a_frame_has_a_title) {
    Screen screen({12, 3});
    screen.frame({0, 0, 12, 3}, "Log");
    EXPECT_EQ(screen.text(), "┌─ Log ────┐\n│          │\n└──────────┘\n");
    screen.make_ascii();
    EXPECT_EQ(screen.text(), "+- Log ----+\n|          |\n+----------+\n");
}

TEST(Screen, text_of_printers_cannot_control_the_terminal) {
    Screen screen({10, 1});
    screen.write(0, 0, "a\x1b[2Jb\tc\xff");
    EXPECT_EQ(screen.text(), "a [2Jb c\uFFFD\n");
}

TEST(Screen, wide_characters_take_two_cells_and_marks_none) {
    Screen screen({10, 1});
    EXPECT_EQ(screen.write(0, 0, "立方x"), 5);
    EXPECT_EQ(screen.at(0, 0).glyph, U'立');
    EXPECT_EQ(screen.at(1, 0).glyph, Screen::second_half);
    EXPECT_EQ(screen.at(4, 0).glyph, U'x');
    EXPECT_EQ(screen.text(), "立方x\n");
    EXPECT_EQ(screen.write(0, 0, Line{{"e\u0301立方立方", {}}}, 6), 5);  // half of one has no room
    EXPECT_EQ(screen.at(0, 0).glyph, U'e');
    EXPECT_EQ(screen.at(1, 0).glyph, U'立');
    screen.make_ascii();
    EXPECT_EQ(screen.text(), "e? ?\n");
}

TEST(Screen, a_wide_character_is_not_cut_at_the_edge) {
    Screen screen({3, 1});
    screen.write(0, 0, "立方");
    EXPECT_EQ(screen.text(), "立\n");
    EXPECT_EQ(fitting("立方", 3), "立");
    EXPECT_EQ(fitting("立方", 0), "");
    EXPECT_EQ(columns("立方🧊e\u0301"), 7);
}

TEST(Screen, characters_survive_coding) {
    for (const char32_t glyph : {U'a', U'é', U'█', U'⠿', U'\U0001F600'})
        EXPECT_EQ(decode(encode(glyph)), std::u32string(1, glyph));
    EXPECT_EQ(decode("\xe2\x96"), U"\uFFFD\uFFFD");
    EXPECT_EQ(columns("°C"), 2);
}

TEST(Screen, every_drawn_character_has_an_ascii_one) {
    for (const char32_t glyph : std::u32string(U"─│┌┐└┘█░▁▂▃▄▅▆▇·●→←↑↓–…°✓×▶"))
        EXPECT_NE(ascii_for(glyph), U'?');
    EXPECT_EQ(ascii_for(U'…'), U'.');
    EXPECT_EQ(ascii_for(U'●'), U'*');
    EXPECT_EQ(ascii_for(U'↑'), U'^');
    EXPECT_EQ(ascii_for(0x2847), U'*');
    EXPECT_EQ(ascii_for(U'漢'), U'?');
}

}  // namespace
}  // namespace escapement::tui
