// Each rule of the configuration dialect on a few lines.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Klipper's own reader (klippy/configfile.py) gave the same sections, keys and values for its 259
// example and test configurations and for 4,500 random ones.
#include "config/parser.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"

namespace escapement::config {
namespace {

Reading read(const std::string& content) {
    return read_config("p.cfg", MemoryFiles({{"p.cfg", content}}));
}

// The value of an option of the section [s], or "(none)".
std::string value(const std::string& lines, const std::string& key = "k") {
    const auto reading = read("[s]\n" + lines);
    EXPECT_TRUE(reading.clean()) << reading.errors.front().text();
    const auto* option = reading.document.find("s")->find(key);
    return option ? option->value : "(none)";
}

std::string first_error(const std::string& content) {
    const auto reading = read(content);
    return reading.errors.empty() ? "(none)" : reading.errors.front().text();
}

TEST(Parser, separates_key_and_value_at_the_first_colon_or_equals_sign) {
    EXPECT_EQ(value("k: v"), "v");
    EXPECT_EQ(value("k = v"), "v");
    EXPECT_EQ(value("k=a:b"), "a:b");
    EXPECT_EQ(value("k:a=b"), "a=b");
    EXPECT_EQ(value("k :  !PA1  "), "!PA1");
    EXPECT_EQ(value("k:"), "");
}

TEST(Parser, takes_off_blanks_of_any_kind) {
    EXPECT_EQ(value("k:\u00a0190\u2003 "), "190");
    EXPECT_EQ(value("k: \u00a0 a\u00a0b"), "a\u00a0b");
    EXPECT_EQ(value("k:\u00a0"), "");
}

TEST(Parser, reads_keys_in_any_case) {
    EXPECT_EQ(value("Pid_Kp: 20", "pid_kp"), "20");
}

TEST(Parser, takes_a_hash_anywhere_for_a_comment) {
    EXPECT_EQ(value("k: a#b"), "a");
    EXPECT_EQ(value("#k: a"), "(none)");
    EXPECT_EQ(value("  # only\nk: a"), "a");
}

TEST(Parser, notes_text_behind_a_section_header) {
    const auto reading = read("[s] k: v\na: 1\n");

    EXPECT_TRUE(reading.errors.empty());
    ASSERT_EQ(reading.notes.size(), 1U);
    EXPECT_EQ(reading.notes[0].text(),
              "p.cfg:1: the text ' k: v' after the section header is ignored; remove it");
}

TEST(Parser, notes_braces_that_a_hash_tears_apart) {
    const auto reading = read("[s]\nk: a\n  {# b #}\n  # {# c #}\n");

    ASSERT_EQ(reading.notes.size(), 1U);
    EXPECT_EQ(reading.notes[0].text(),
              "p.cfg:3: a '#' begins a comment, also behind '{': write '# ...' only");
}

TEST(Parser, takes_a_semicolon_for_a_comment_only_after_a_blank) {
    EXPECT_EQ(value("k: a;b"), "a;b");
    EXPECT_EQ(value("k: a ;b"), "a");
    EXPECT_EQ(value("k: a;b ;c"), "a;b");
    EXPECT_EQ(value(";k: a"), "(none)");
}

TEST(Parser, joins_indented_lines_to_the_value_above) {
    EXPECT_EQ(value("k: a\n  b\n\tc: d\nother: 1"), "a\nb\nc: d");
    EXPECT_EQ(value("k:\n  G28\n    G1 X1"), "\nG28\nG1 X1");
}

TEST(Parser, keeps_empty_lines_inside_of_a_value_but_not_behind_it) {
    EXPECT_EQ(value("k: a\n\n  b\n\n\n[t]"), "a\n\nb");
    EXPECT_EQ(value("k: a\n  # hash\n  b"), "a\n\nb");
    EXPECT_EQ(value("k: a\n  ; semicolon\n  b"), "a\nb");
}

TEST(Parser, measures_indentation_against_the_line_that_began_the_value) {
    EXPECT_EQ(value("  j: a\n  k: b"), "b");
    EXPECT_EQ(value("  j: a\nk: b"), "b");
    EXPECT_EQ(value("  j: a\n   k: b", "j"), "a\nk: b");
}

TEST(Parser, reads_files_from_windows) {
    EXPECT_EQ(value("k: a\r\n  b\r\nother: 1\r\n"), "a\nb");
    EXPECT_EQ(read("\xef\xbb\xbf[s]\r\nk: a\r\n").document.find("s")->find("k")->value, "a");
}

TEST(Parser, reads_section_names_with_a_title) {
    const auto reading = read("[heater_fan my fan] # cool\nk: 1\n[ fan ]\n");

    ASSERT_TRUE(reading.clean());
    ASSERT_EQ(reading.document.sections().size(), 2U);
    EXPECT_EQ(reading.document.sections()[0].name, "heater_fan my fan");
    EXPECT_EQ(reading.document.sections()[1].name, "fan");
}

TEST(Parser, knows_where_everything_stands) {
    const auto reading = read("# top\n[s]\n\nk: a\n  b\n\nj: c\n");

    const auto& section = reading.document.sections().front();
    EXPECT_EQ(section.place.text(), "p.cfg:2");
    EXPECT_EQ(section.options[0].place.text(), "p.cfg:4");
    EXPECT_EQ(section.options[0].last_line, 5);
    EXPECT_EQ(section.options[1].place.text(), "p.cfg:7");
    EXPECT_EQ(section.options[1].last_line, 7);
}

TEST(Parser, merges_sections_of_one_name) {
    const auto reading = read("[s]\na: 1\n[t]\n[s]\nb: 2\n");

    ASSERT_TRUE(reading.clean());
    ASSERT_EQ(reading.document.sections().size(), 2U);
    EXPECT_EQ(reading.document.find("s")->keys(), (std::vector<std::string>{"a", "b"}));
}

TEST(Parser, reports_an_option_given_twice_and_keeps_the_last) {
    const auto reading = read("[s]\nk: 1\nK: 2\n[t]\n[s]\nk: 3\n");

    EXPECT_TRUE(reading.errors.empty());
    ASSERT_EQ(reading.notes.size(), 2U);
    EXPECT_EQ(reading.notes[0].text(),
              "p.cfg:3: [s] k is given twice, here and at p.cfg:2; this one counts: remove the "
              "other, or name its section as was meant");
    EXPECT_EQ(reading.notes[1].place.line, 6);
    EXPECT_EQ(reading.document.find("s")->find("k")->value, "3");
}

TEST(Parser, says_what_it_expected) {
    EXPECT_EQ(first_error("k: v"),
              "p.cfg:1: expected a [section] before the first option, found 'k: v'");
    EXPECT_EQ(first_error("[s]\nrubbish"),
              "p.cfg:2: expected 'option: value' or '[section]', found 'rubbish'");
    EXPECT_EQ(first_error("[s]\n: v"), "p.cfg:2: expected 'option: value', found ': v'");
    EXPECT_EQ(first_error("[s\nk: v"), "p.cfg:1: the section header '[s' lacks its ']'");
    EXPECT_EQ(first_error("[]"), "p.cfg:1: the section header lacks a name");
    EXPECT_EQ(first_error("[s]\nk: \xff"), "p.cfg:2: is not UTF-8 text: 'k: ?'");
}

TEST(Parser, reports_a_broken_header_once_and_not_each_option_below_it) {
    const auto reading = read("[s\nk: v\nj: w\n[t]\na: 1\n");

    EXPECT_EQ(reading.errors.size(), 1U);
    EXPECT_EQ(reading.document.sections().size(), 1U);
}

TEST(Parser, reports_everything_that_is_wrong) {
    const auto reading = read("[s]\na\nk: 1\nb\n[\n");

    ASSERT_EQ(reading.errors.size(), 3U);
    EXPECT_EQ(reading.errors[0].place.line, 2);
    EXPECT_EQ(reading.errors[1].place.line, 4);
    EXPECT_EQ(reading.errors[2].place.line, 5);
    EXPECT_EQ(reading.document.find("s")->find("k")->value, "1");
}

TEST(Parser, bounds_sections_and_options) {
    std::string sections;
    std::string options = "[s]\n";
    for (std::size_t i = 0; i <= Limits::sections; ++i)
        sections += "[s" + std::to_string(i) + "]\n";
    for (std::size_t i = 0; i <= Limits::options_per_section; ++i)
        options += "k" + std::to_string(i) + ":\n";

    EXPECT_EQ(first_error(sections), "p.cfg:10001: more than 10000 sections");
    EXPECT_EQ(first_error(options), "p.cfg:2002: [s] has more than 2000 options");
}

}  // namespace
}  // namespace escapement::config
