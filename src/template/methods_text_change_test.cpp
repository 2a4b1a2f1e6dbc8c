// Tests of the methods of str that put other characters in the place of some.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/methods_text_change.hpp"

#include <gtest/gtest.h>

#include <string>

#include "template/template.hpp"

namespace escapement::templates {
namespace {

std::string changed(const std::string& expression) {
    const auto printed = Template::compile("{" + expression + "}", "t")->render(NameList());
    return printed ? *printed : printed.error().what;
}

TEST(TextChange, replaces_drops_and_keeps_characters) {
    EXPECT_EQ(changed("'banana'.translate({97: 'o', 98: none, 110: 78})"), "oNoNo");
    EXPECT_EQ(changed("'a-b c'.translate(''.maketrans('-b', '_B', ' '))"), "a_Bc");
    EXPECT_EQ(changed("'é'.translate(''.maketrans({'é': 'ee'}))"), "ee");
}

TEST(TextChange, says_what_is_no_table) {
    EXPECT_NE(
        changed("'a'.translate('b')")
            .find("TypeError: translate() wants a dict, not str; ''.maketrans(...) makes one"),
        std::string::npos);
    EXPECT_NE(changed("'a'.translate({97: -1})")
                  .find("ValueError: character mapping must be in range(0x110000)"),
              std::string::npos);
    EXPECT_NE(changed("''.maketrans({'ab': 1})")
                  .find("ValueError: string keys in translate table must be of length 1"),
              std::string::npos);
    EXPECT_NE(changed("''.maketrans({1.5: 1})")
                  .find("TypeError: keys in translate table must be strings or integers"),
              std::string::npos);
}

TEST(TextChange, knows_its_methods) {
    EXPECT_NE(find_text_change_method("casefold"), nullptr);
    EXPECT_EQ(find_text_change_method("upper"), nullptr);
}

}  // namespace
}  // namespace escapement::templates
