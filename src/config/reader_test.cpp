// Includes and the saved block.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/reader.hpp"

#include <gtest/gtest.h>

namespace escapement::config {
namespace {

using namespace std::string_literals;

Reading read(const std::map<std::string, std::string>& files) {
    return read_config("p.cfg", MemoryFiles(files));
}

std::string value(const Reading& reading, const std::string& key = "k") {
    const auto* section = reading.document.find("s");
    const auto* option = section ? section->find(key) : nullptr;
    return option ? option->value : "(none)";
}

std::string only_error(const Reading& reading) {
    EXPECT_EQ(reading.errors.size(), 1U);
    return reading.errors.empty() ? "(none)" : reading.errors.front().text();
}

constexpr const char* saved_header =
    "\n#*# <---------------------- SAVE_CONFIG ---------------------->\n"
    "#*# DO NOT EDIT THIS BLOCK OR BELOW. The contents are auto-generated.\n"
    "#*#\n";

TEST(Include, is_relative_to_the_including_file) {
    const auto reading = read({{"p.cfg", "[include boards/a.cfg]"},
                               {"boards/a.cfg", "[include b.cfg]"},
                               {"boards/b.cfg", "[s]\nk: deep"}});

    EXPECT_TRUE(reading.clean());
    EXPECT_EQ(value(reading), "deep");
    EXPECT_EQ(reading.files, (std::vector<std::string>{"p.cfg", "boards/a.cfg", "boards/b.cfg"}));
    EXPECT_EQ(reading.document.find("s")->find("k")->place.text(), "boards/b.cfg:2");
}

TEST(Include, takes_a_pattern_in_alphabetical_order) {
    const auto reading = read(
        {{"p.cfg", "[include m/*.cfg]"}, {"m/2.cfg", "[s]\nk: two"}, {"m/1.cfg", "[s]\nk: one"}});

    EXPECT_TRUE(reading.clean());
    EXPECT_EQ(value(reading), "two");
}

TEST(Include, may_match_nothing_if_it_is_a_pattern) {
    const auto reading = read({{"p.cfg", "[include m/*.cfg]"}});

    EXPECT_TRUE(reading.clean());
    ASSERT_EQ(reading.notes.size(), 1U);
    EXPECT_EQ(reading.notes[0].text(), "p.cfg:1: no file matches 'm/*.cfg', nothing included");
}

TEST(Include, gives_way_to_what_follows_it) {
    EXPECT_EQ(
        value(read({{"p.cfg", "[include a.cfg]\n[s]\nk: mine"}, {"a.cfg", "[s]\nk: theirs"}})),
        "mine");
    EXPECT_EQ(
        value(read({{"p.cfg", "[s]\nk: mine\n[include a.cfg]"}, {"a.cfg", "[s]\nk: theirs"}})),
        "theirs");
    EXPECT_TRUE(
        read({{"p.cfg", "[include a.cfg]\n[s]\nk: mine"}, {"a.cfg", "[s]\nk: theirs"}}).clean());
}

TEST(Include, closes_the_section_before_it) {
    const auto reading = read({{"p.cfg", "[s]\n[include a.cfg]\nk: 1"}, {"a.cfg", "[t]"}});

    EXPECT_EQ(only_error(reading),
              "p.cfg:3: expected a [section] before the first option, found 'k: 1'");
}

TEST(Include, of_a_missing_file_suggests_the_nearest) {
    const auto reading = read({{"p.cfg", "[s]\n[include macro.cfg]"}, {"macros.cfg", ""}});

    EXPECT_EQ(only_error(reading),
              "p.cfg:2: cannot read 'macro.cfg': No such file or directory (did you mean "
              "'macros.cfg'?)");
}

TEST(Include, cannot_go_in_circles) {
    const auto reading = read({{"p.cfg", "[include a/b.cfg]"}, {"a/b.cfg", "[include ../p.cfg]"}});

    EXPECT_EQ(only_error(reading),
              "a/b.cfg:1: includes 'a/../p.cfg', which is being read already: a file cannot "
              "include itself");
}

TEST(Include, of_one_file_twice_is_no_duplicate) {
    const auto reading =
        read({{"p.cfg", "[include a.cfg]\n[include a.cfg]"}, {"a.cfg", "[s]\nk: 1"}});

    EXPECT_TRUE(reading.clean());
}

TEST(Include, bombs_are_cut_off) {
    std::map<std::string, std::string> files;
    for (int i = 0; i < 30; ++i) {
        const auto next = "[include " + std::to_string(i + 1) + ".cfg]\n";
        files[std::to_string(i) + ".cfg"] = next + next;
    }
    files["30.cfg"] = "";
    files["p.cfg"] = "[include 0.cfg]";

    const auto reading = read(files);

    EXPECT_EQ(reading.files.size(), Limits::files);
    ASSERT_FALSE(reading.errors.empty());
    EXPECT_NE(reading.errors[0].what.find("at most 1000 files"), std::string::npos);
}

TEST(Include, has_a_depth) {
    std::map<std::string, std::string> files{{"p.cfg", "[include 1.cfg]"}};
    for (int i = 1; i < 100; ++i)
        files[std::to_string(i) + ".cfg"] = "[include " + std::to_string(i + 1) + ".cfg]";

    EXPECT_EQ(only_error(read(files)), "31.cfg:1: includes are nested deeper than 32");
}

TEST(Include, needs_a_name) {
    EXPECT_EQ(only_error(read({{"p.cfg", "[include]"}})),
              "p.cfg:1: [include] lacks the name of a file");
    EXPECT_EQ(only_error(read({{"p.cfg", "[include  ]"}})),
              "p.cfg:1: [include] lacks the name of a file");
}

TEST(ReadConfig, reports_a_file_that_is_not_there) {
    const auto reading = read({{"q.cfg", ""}});

    EXPECT_EQ(only_error(reading),
              "p.cfg: cannot read 'p.cfg': No such file or directory (did you mean 'q.cfg'?)");
}

TEST(ReadConfig, reports_binary_content) {
    const auto reading = read({{"p.cfg", "[s]\nk: 1\n\0\0\1"s}});

    EXPECT_EQ(only_error(reading), "p.cfg:3: has a NUL byte: this is not a text file");
}

TEST(SavedBlock, adds_options) {
    const auto reading = read({{"p.cfg",
                                "[s]\nk: 1\n"s + saved_header +
                                    "#*# [s]\n#*# z = -1.5\n#*# [mesh]\n"
                                    "#*# points =\n#*# \t0, 1\n#*# \t2, 3\n#*#\n"}});

    EXPECT_TRUE(reading.clean());
    EXPECT_EQ(value(reading, "z"), "-1.5");
    EXPECT_EQ(reading.document.find("s")->find("z")->place.text(), "p.cfg:8");
    EXPECT_TRUE(reading.document.find("s")->find("z")->saved);
    EXPECT_FALSE(reading.document.find("s")->find("k")->saved);
    EXPECT_EQ(reading.document.find("mesh")->find("points")->value, "\n0, 1\n2, 3");
}

TEST(SavedBlock, gives_way_to_what_is_written_by_hand) {
    const auto reading = read({{"p.cfg", "[s]\nk: 1\n"s + saved_header + "#*# [s]\n#*# k = 2\n"}});

    EXPECT_TRUE(reading.clean());
    EXPECT_EQ(value(reading), "1");
    ASSERT_EQ(reading.notes.size(), 1U);
    EXPECT_EQ(reading.notes[0].text(),
              "p.cfg:8: the saved value of [s] k is not used: p.cfg:2 gives the option already");
}

TEST(SavedBlock, counts_only_in_the_main_file) {
    const auto reading =
        read({{"p.cfg", "[include a.cfg]"}, {"a.cfg", saved_header + "#*# [s]\n#*# k = 2\n"s}});

    EXPECT_TRUE(reading.clean());
    EXPECT_EQ(value(reading), "(none)");
}

TEST(SavedBlock, ends_the_file) {
    const auto reading = read({{"p.cfg", saved_header + "#*# [s]\n#*# k = 2\n\n[fan]\n"s}});

    EXPECT_EQ(only_error(reading),
              "p.cfg:8: text below the saved block: move it above the line '#*# <---'");
}

TEST(SavedBlock, begins_with_its_header) {
    const auto reading = read({{"p.cfg", "[s]\n#*# k = 2\n"}});

    EXPECT_EQ(only_error(reading),
              "p.cfg:2: a line of the saved block stands outside of it; the block begins with "
              "'#*# <---' and ends the file");
}

TEST(SavedBlock, exists_once) {
    const auto reading = read({{"p.cfg", "[s]\n"s + saved_header + saved_header}});

    EXPECT_EQ(only_error(reading),
              "p.cfg:7: a second saved block: keep only one, at the end of the file");
}

}  // namespace
}  // namespace escapement::config
