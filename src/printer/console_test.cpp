// Tests of how lines are marked.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/console.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

class ConsoleTest : public ::testing::Test {
  protected:
    ConsoleTest() {
        console.listen([this](std::string_view text) { said.append(text).append("|"); });
    }
    Console console;
    std::string said;
};

TEST_F(ConsoleTest, marks_each_line_of_a_remark_and_drops_blanks_around_it) {
    console.info("\nfirst  \n  second\n");

    EXPECT_EQ(said, "// first\n// second|");
}

TEST_F(ConsoleTest, marks_a_single_line_as_an_error) {
    console.error("Must home axis first");

    EXPECT_EQ(said, "!! Must home axis first|");
}

TEST_F(ConsoleTest, says_all_lines_of_an_error_before_the_mark) {
    console.error("Timer too close\nThe host was late\n");

    EXPECT_EQ(said, "// Timer too close\n// The host was late|!! Timer too close|");
}

TEST_F(ConsoleTest, joins_an_answer_to_the_acknowledgement_once) {
    console.expect_answer();

    EXPECT_TRUE(console.answer("T:0"));
    EXPECT_FALSE(console.answer("T:0"));

    EXPECT_EQ(said, "ok T:0|");
    EXPECT_FALSE(console.stop_expecting());
}

TEST_F(ConsoleTest, leaves_the_acknowledgement_to_who_expected_an_answer) {
    console.expect_answer();

    EXPECT_TRUE(console.stop_expecting());
    EXPECT_FALSE(console.answer("T:0"));
    EXPECT_EQ(said, "");
}

}  // namespace
}  // namespace escapement::printer
