// What counts as text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/plain_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace escapement::base {
namespace {

using namespace std::string_view_literals;

TEST(PlainText, is_ascii_with_layout) {
    EXPECT_TRUE(is_plain_text(""));
    EXPECT_TRUE(is_plain_text("G1 X10 ; fast\r\n\tend"));
}

TEST(PlainText, is_well_formed_utf8) {
    EXPECT_TRUE(is_plain_text("M117 90 \xc2\xb0, \xe2\x82\xac, \xf0\x9f\x98\x80"));
}

TEST(PlainText, has_no_control_characters) {
    EXPECT_FALSE(is_plain_text("G1\0X1"sv));
    EXPECT_FALSE(is_plain_text("\x7f"));
    EXPECT_FALSE(is_plain_text("\x1b[0m"));
}

TEST(PlainText, is_ascii_up_to_any_byte_of_a_long_text) {
    for (std::size_t length = 0; length < 200; ++length) {
        const std::string plain(length, '~');
        EXPECT_EQ(ascii_text_length(plain), length);
        for (const char other : {'\0', '\b', '\x0e', '\x1f', '\x7f', '\xc3'})
            EXPECT_EQ(ascii_text_length(plain + other + plain), length);
    }
    EXPECT_EQ(ascii_text_length(std::string(100, '\t') + std::string(100, '\r')), 200u);
}

TEST(PlainText, has_no_broken_utf8) {
    EXPECT_FALSE(is_plain_text("\xc3"));              // cut off
    EXPECT_FALSE(is_plain_text("\xb0"));              // continuation alone
    EXPECT_FALSE(is_plain_text("\xc0\x80"));          // overlong
    EXPECT_FALSE(is_plain_text("\xe0\x80\xaf"));      // overlong
    EXPECT_FALSE(is_plain_text("\xed\xa0\x80"));      // surrogate
    EXPECT_FALSE(is_plain_text("\xf4\x90\x80\x80"));  // beyond the last code point
    EXPECT_FALSE(is_plain_text("\xff"));
}

TEST(PlainText, is_shown_as_it_is) {
    EXPECT_EQ(visible("Würfel 20 mm, ±0.1 µm, 立方体 🧊"),
              "Würfel 20 mm, ±0.1 µm, 立方体 🧊");
}

TEST(PlainText, what_a_terminal_would_obey_is_shown_instead) {
    EXPECT_EQ(visible("\x1b]0;title\x07\x1b[2J"), "\\x1b]0;title\\x07\\x1b[2J");
    EXPECT_EQ(visible("a\r\nb\tc\x7f"), "a\\r\\nb\\tc\\x7f");
    EXPECT_EQ(visible("\xc2\x9b"
                      "2J"),
              "\\x9b2J");  // CSI as one character
    EXPECT_EQ(visible("\xe2\x80\xaegcode.\xe2\x81\xa6"), "\\u202egcode.\\u2066");
    EXPECT_EQ(visible("\x9b\xff\xc3"), "\\x9b\\xff\\xc3");  // no UTF-8
    EXPECT_EQ(visible("\0"sv), "\\x00");
}

TEST(PlainText, json_stays_json) {
    EXPECT_EQ(visible_json("{\"a\": \"\xc2\x9b\x7f\xe2\x80\xae\xff°\"}\n"),
              "{\"a\": \"\\u009b\\u007f\\u202e\\ufffd°\"}\n");
}

TEST(PlainText, may_keep_its_lines) {
    EXPECT_EQ(visible_lines("a\n\tb\r\n"), "a\n\tb\\r\n");
}

}  // namespace
}  // namespace escapement::base
