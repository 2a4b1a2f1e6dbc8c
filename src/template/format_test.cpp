// Both of Python's ways to format, and their limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "template/format_braces.hpp"
#include "template/format_number.hpp"
#include "template/format_percent.hpp"

namespace escapement::templates {
namespace {

class Format : public ::testing::Test {
  protected:
    std::string number(double value, FormatSpec spec) {
        Writer to(run);
        pad_number(to, real_by_type(value, spec), spec);
        return to.take();
    }

    const Limits limits{.output = 1000};
    templates::Run run{limits};
};

TEST_F(Format, numbers_are_padded_behind_their_sign) {
    EXPECT_EQ(
        number(-3.5, {.fill = "0", .zero_padded = true, .width = 8, .precision = 2, .type = 'f'}),
        "-0003.50");
    EXPECT_EQ(number(3.5, {.align = '<', .width = 6, .precision = 1, .type = 'f'}), "3.5   ");
    EXPECT_EQ(number(1234567.891, {.grouping = ',', .precision = 2, .type = 'f'}), "1,234,567.89");
}

TEST_F(Format, percent_takes_values_in_order) {
    const Value values = run.tuple({Value::whole(std::int64_t{7}), Value::text("mm")});

    EXPECT_EQ(format_percent(run, "%03d %s", values).as_text(), "007 mm");
    EXPECT_FALSE(run.failed());
}

TEST_F(Format, a_width_beyond_the_limit_is_an_error_and_no_long_text) {
    format_percent(run, "%999999999999d", Value::whole(std::int64_t{1}));

    EXPECT_TRUE(run.failed());
    EXPECT_EQ(run.failure().fault, Fault::memory);
}

TEST_F(Format, braces_find_arguments_by_place_and_name) {
    const Value place = Value::real(2.25);
    const NamedArgument named{"unit", Value::text("mm")};

    const Value made = format_braces(run, "{0:.1f}{unit:>4}", {{&place, 1}, {&named, 1}});

    EXPECT_EQ(made.as_text(), "2.2  mm");
}

TEST_F(Format, braces_do_not_go_on_forever_inside_of_each_other) {
    format_braces(run, "{:{:{:{:{}}}}}", {});

    EXPECT_TRUE(run.failed());
}

}  // namespace
}  // namespace escapement::templates
