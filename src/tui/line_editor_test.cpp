// Claims about typing a line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/line_editor.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

using Kind = Key::Kind;

void type(LineEditor& editor, const std::string& text) {
    for (const auto& key : typed(text)) editor.take(key);
}

TEST(LineEditor, text_is_changed_where_the_cursor_is) {
    LineEditor editor;
    type(editor, "G1 X10");
    editor.take({Kind::left});
    editor.take({Kind::backspace});
    type(editor, "2");
    EXPECT_EQ(editor.text(), "G1 X20");
    editor.take({Kind::home});
    editor.take({Kind::remove});
    EXPECT_EQ(editor.text(), "1 X20");
    EXPECT_FALSE(editor.take({Kind::enter}));
}

TEST(LineEditor, control_keys_are_those_of_readline) {
    LineEditor editor;
    type(editor, "G1 X10 Y20");
    editor.take(control(U'w'));
    EXPECT_EQ(editor.text(), "G1 X10 ");
    editor.take(control(U'w'));
    EXPECT_EQ(editor.text(), "G1 ");
    editor.take(control(U'a'));
    editor.take(control(U'd'));
    editor.take(control(U'f'));
    EXPECT_EQ(editor.cursor(), 1u);
    editor.take(control(U'k'));
    EXPECT_EQ(editor.text(), "1");
    editor.take(control(U'b'));
    editor.take(control(U'e'));
    editor.take(control(U'u'));
    EXPECT_EQ(editor.text(), "");
    EXPECT_FALSE(editor.take(control(U'x')));
}

TEST(LineEditor, no_control_character_comes_in) {
    LineEditor editor;
    for (char32_t glyph = 0; glyph < 0x100; ++glyph) editor.take(character(glyph));
    for (const char c : editor.text()) EXPECT_FALSE(c >= 0 && (c < ' ' || c == 127));
    EXPECT_EQ(editor.text().find("\xC2\x9B"), std::string::npos);
    editor.replace(
        "a\x1b\x7f\xC2\x9B"
        "b");
    EXPECT_EQ(editor.text(), "a   b");
}

TEST(LineEditor, earlier_lines_are_recalled_and_what_was_typed_is_kept) {
    LineEditor editor;
    for (const char* line : {"one", "two", "two"}) {
        type(editor, line);
        editor.finish();
    }
    type(editor, "thr");
    editor.take({Kind::up});
    EXPECT_EQ(editor.text(), "two");
    editor.take({Kind::up});
    editor.take({Kind::up});
    EXPECT_EQ(editor.text(), "one");
    editor.take({Kind::down});
    editor.take({Kind::down});
    EXPECT_EQ(editor.text(), "thr");
}

TEST(LineEditor, length_and_history_are_bounded) {
    LineEditor editor;
    type(editor, std::string(1000, 'x'));
    EXPECT_EQ(editor.text().size(), LineEditor::max_length);
    for (int i = 0; i < 500; ++i) {
        editor.replace(std::to_string(i));
        editor.finish();
    }
    EXPECT_EQ(editor.history().size(), LineEditor::max_history);
}

}  // namespace
}  // namespace escapement::tui
