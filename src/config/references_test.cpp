// References between options: what they become, and where they lead nowhere.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/references.hpp"

#include <gtest/gtest.h>

#include <string>

#include "config/reader.hpp"

namespace escapement::config {
namespace {

Reading read(const std::string& content) {
    return read_config("p.cfg", MemoryFiles({{"p.cfg", content}}));
}

// The value of [s] k after those lines.
std::string value(const std::string& content) {
    const auto reading = read(content);
    EXPECT_TRUE(reading.clean()) << reading.errors.front().text();
    return reading.document.find("s")->find("k")->value;
}

std::string first_error(const std::string& content) {
    const auto reading = read(content);
    return reading.errors.empty() ? "(none)" : reading.errors.front().text();
}

TEST(References, take_the_text_of_another_option) {
    EXPECT_EQ(value("[constants]\nspeed: 50\n[s]\nk: ${speed}"), "50");
    EXPECT_EQ(value("[constants]\nspeed: 50\n[s]\nk: ${constants.speed} / 2"), "50 / 2");
    EXPECT_EQ(value("[constants]\nspeed: 50\n[s]\nk: ${constants:speed}"), "50");
    EXPECT_EQ(
        value("[tmc5160 stepper_x]\nrun_current: 1.0\n[s]\nk: ${tmc5160 stepper_x.run_current}"),
        "1.0");
    EXPECT_EQ(value("[s]\nother: 3\nk: ${other}${other}"), "33");
    EXPECT_EQ(value("[constants]\nspeed: 50\n[s]\nk: ${SPEED}"), "50");
}

TEST(References, prefer_the_options_own_section_to_constants) {
    EXPECT_EQ(value("[constants]\na: 1\n[s]\na: 2\nk: ${a}"), "2");
    EXPECT_EQ(value("[constants]\nk: 1\n[s]\nk: ${k}"), "1");
}

TEST(References, lead_to_values_that_refer_further) {
    EXPECT_EQ(value("[constants]\na: ${b} * 2\nb: 3\n[s]\nk: ${a}"), "3 * 2");
}

TEST(References, stay_as_they_are_behind_a_backslash) {
    EXPECT_EQ(value("[constants]\na: 1\n[s]\nk: \\${a} is ${a}"), "${a} is 1");
    EXPECT_EQ(value("[s]\nk: \\${a}"), "${a}");
}

TEST(References, that_lead_nowhere_are_text_to_a_configuration_without_constants) {
    EXPECT_EQ(value("[s]\nk: M117 ${params.PRICE} $ ${ ${} ${}"),
              "M117 ${params.PRICE} $ ${ ${} ${}");
}

TEST(References, that_lead_nowhere_are_errors_beside_constants) {
    EXPECT_EQ(
        first_error("[constants]\nspeed: 50\n[s]\nk: 2 * ${sped}"),
        "p.cfg:4:8: [s] k: neither this section nor [constants] has an option 'sped' (did you "
        "mean 'speed'?); where '${' is meant as text, write '\\${'\n"
        "    2 * ${sped}\n"
        "        ^");
    EXPECT_EQ(first_error("[constants]\nspeed: 50\n[s]\nk: ${constant.speed}").substr(0, 76),
              "p.cfg:4:4: [s] k: there is no section [constant] (did you mean 'constants'?)");
    EXPECT_EQ(first_error("[constants]\nspeed: 50\n[s]\nk: ${constants.sped}").substr(0, 80),
              "p.cfg:4:4: [s] k: [constants] has no option 'sped' (did you mean 'speed'?); wher");
}

TEST(References, in_a_circle_are_errors) {
    EXPECT_EQ(first_error("[constants]\na: ${b}\nb: ${a}"),
              "p.cfg:3:4: [constants] b: refers to itself, in a circle through [constants] a\n"
              "    ${a}\n"
              "    ^");
}

TEST(References, to_a_circle_say_what_to_mend) {
    const auto errors = read("[constants]\na: ${b}\nb: ${a}\n[s]\nk: ${a}").errors;

    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[1].text(),
              "p.cfg:5:4: [s] k: leads to [constants] a, which has no value; mend that one\n"
              "    ${a}\n"
              "    ^");
}

TEST(References, are_bounded_in_depth_and_size) {
    std::string chain = "[constants]\na0: 1\n", swelling = "[constants]\na0: 0123456789\n";
    for (int i = 1; i <= 12; ++i) {
        const auto before = "${a" + std::to_string(i - 1) + "}";
        chain.insert(12, "a" + std::to_string(i) + ": " + before + "\n");
        swelling += "a" + std::to_string(i) + ":";
        for (int j = 0; j < 10; ++j) swelling += " " + before;
        swelling += "\n";
    }

    EXPECT_NE(first_error(chain).find("references lead to references more than 10 times"),
              std::string::npos);
    EXPECT_NE(first_error(swelling).find("too large: at most 1 MiB a value"), std::string::npos);
}

TEST(References, to_unused_constants_are_missed) {
    const auto reading = read("[constants]\na: 1\nb: 2\n[s]\nk: ${a}");

    ASSERT_EQ(reading.notes.size(), 1U);
    EXPECT_EQ(reading.notes[0].text(),
              "p.cfg:3: Constant 'b' is unused; remove it, or refer to it as ${b}");
}

TEST(References, in_the_saved_block_are_text) {
    const auto reading = read(
        "[constants]\na: 1\n[s]\nj: ${a}\n"
        "#*# <---- SAVE_CONFIG ---->\n#*# [s]\n#*# k = ${a}\n");

    EXPECT_EQ(reading.document.find("s")->find("k")->value, "${a}");
}

}  // namespace
}  // namespace escapement::config
