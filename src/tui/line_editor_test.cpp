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
