// Arithmetic as people write it into a configuration, and what they get wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/expression.hpp"

#include <gtest/gtest.h>

#include <string>

namespace escapement::config {
namespace {

double value(std::string_view text) {
    const auto evaluation = evaluate(text);
    EXPECT_TRUE(evaluation) << text << ": " << evaluation.trouble;
    return evaluation.amount.value;
}

std::string dimension(std::string_view text) {
    const auto evaluation = evaluate(text);
    EXPECT_TRUE(evaluation) << text << ": " << evaluation.trouble;
    return evaluation.amount.dimension.text();
}

// The mistake and, below the text, where it is.
std::string trouble(std::string_view text) {
    const auto evaluation = evaluate(text);
    return std::to_string(evaluation.at) + ": " + evaluation.trouble;
}

TEST(Expression, multiplies_before_it_adds_and_goes_from_left_to_right) {
    EXPECT_DOUBLE_EQ(value("1 + 2 * 3"), 7.0);
    EXPECT_DOUBLE_EQ(value("(1 + 2) * 3"), 9.0);
    EXPECT_DOUBLE_EQ(value("10 - 4 - 3"), 3.0);
    EXPECT_DOUBLE_EQ(value("80 / 4 / 2"), 10.0);
    EXPECT_DOUBLE_EQ(value("2*3-4/8"), 5.5);
}

TEST(Expression, knows_signs_powers_and_pi) {
    EXPECT_DOUBLE_EQ(value("-3"), -3.0);
    EXPECT_DOUBLE_EQ(value("2 - -3"), 5.0);
    EXPECT_DOUBLE_EQ(value("-2^2"), -4.0);
    EXPECT_DOUBLE_EQ(value("2^-1"), 0.5);
    EXPECT_DOUBLE_EQ(value("pi * 10"), 31.41592653589793);
    EXPECT_DOUBLE_EQ(value(".5 + 1e-1"), 0.6);
}

TEST(Expression, converts_units_to_those_of_the_options) {
    EXPECT_DOUBLE_EQ(value("4 cm"), 40.0);
    EXPECT_DOUBLE_EQ(value("500ms"), 0.5);
    EXPECT_EQ(value("15 us"), 15e-6);
    EXPECT_DOUBLE_EQ(value("6000 mm/min"), 100.0);
    EXPECT_DOUBLE_EQ(value("3 m/s^2"), 3000.0);
    EXPECT_DOUBLE_EQ(value("80%"), 0.8);
    EXPECT_DOUBLE_EQ(value("800 mA"), 0.8);
    EXPECT_DOUBLE_EQ(value("4.7 kohm"), 4700.0);
    EXPECT_DOUBLE_EQ(value("60 °C"), 60.0);
    EXPECT_DOUBLE_EQ(value("pi rad"), 180.0);
}

TEST(Expression, follows_what_numbers_measure) {
    EXPECT_EQ(dimension("20 * 2"), "a plain number");
    EXPECT_EQ(dimension("20mm * 2"), "mm");
    EXPECT_EQ(dimension("100 mm / 2 s"), "mm/s");
    EXPECT_EQ(dimension("60 mm/s * 2 s"), "mm");
    EXPECT_EQ(dimension("3000 mm/s^2"), "mm/s^2");
    EXPECT_EQ(dimension("12 V * 3 A / 2 A"), "V");
    EXPECT_EQ(dimension("100 Hz"), "1/s");
    EXPECT_EQ(dimension("20 mm^2 / 4 mm"), "mm");
}

TEST(Expression, takes_what_replaced_a_reference_as_one_number) {
    const Group group[] = {{4, 9}};
    EXPECT_DOUBLE_EQ(evaluate("2 * 1 + 2 mm", group).amount.value, 6.0);
    EXPECT_DOUBLE_EQ(value("2 * 1 + 2"), 4.0);
}

TEST(Expression, says_what_is_wrong_and_where) {
    EXPECT_EQ(trouble("20 *"), "4: a number is missing at the end");
    EXPECT_EQ(trouble("20 2"), "3: expected an operator (+ - * /) before '2'");
    EXPECT_EQ(trouble("(1 + 2"), "0: '(' lacks its ')'");
    EXPECT_EQ(trouble("1 + )"), "4: expected a number, found ')'");
    EXPECT_EQ(trouble("4 / (2 - 2)"), "2: divides by 0");
    EXPECT_EQ(trouble("2 ^ 10"), "3: expected a whole power of at most 9");
    EXPECT_EQ(trouble("2^3^2"), "3: a power is not raised again without parentheses: (2^3)^2");
    EXPECT_EQ(trouble("2**3"), "1: powers are written with ^, as in 2^3");
    EXPECT_EQ(trouble("2 mm + 3 s"), "5: '+' joins mm and s");
    EXPECT_EQ(trouble("3 MM"), "2: there is no unit 'MM'; did you mean 'mm'?");
    EXPECT_EQ(trouble("1e999"), "0: is too large");
    EXPECT_EQ(trouble("1e300 * 1e300"), "0: is no finite number");
    EXPECT_EQ(trouble("2 * ${speed}"),
              "4: nothing is known as 'speed': neither this section nor [constants] has such an "
              "option");
    EXPECT_EQ(
        trouble("2 * speed").substr(0, 84),
        "4: 'speed' is neither a number nor a unit; write ${speed} for a constant, or a unit:");
}

TEST(Expression, bounds_its_depth_and_length) {
    EXPECT_EQ(trouble(std::string(33, '(') + "1"), "32: is nested deeper than 32");
    EXPECT_EQ(trouble(std::string(999, '-') + "1"), "32: is nested deeper than 32");
    EXPECT_EQ(trouble(std::string(1001, '1')),
              "0: is longer than 1000 characters, too long to compute");
}

TEST(Expression, refuses_a_unit_that_contradicts_the_option) {
    EXPECT_EQ(compute_number("40 s", "mm").error().what, "'40 s' is in s, must be in mm");
    EXPECT_EQ(compute_number("1 m/s", "mm/s^2").error().what,
              "'1 m/s' is in mm/s, must be in mm/s^2");
    EXPECT_EQ(*compute_number("4 cm", "mm"), 40.0);
    EXPECT_EQ(*compute_number("4", "mm"), 4.0);
    EXPECT_EQ(*compute_number("pi rad", "deg"), 180.0);
    EXPECT_EQ(compute_number("pi rad", "mm").error().what, "'pi rad' is in deg, must be in mm");
    EXPECT_EQ(*compute_number("4 deg"), 4.0);
    EXPECT_EQ(compute_number("2 *").error().what,
              "cannot compute '2 *': a number is missing at the end (at character 4)");
}

}  // namespace
}  // namespace escapement::config
