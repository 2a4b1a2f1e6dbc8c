// Tests Python's math module in templates; expected values are what Python prints.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/math.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "template/template.hpp"

namespace escapement::templates {
namespace {

std::string shown(std::string_view expression) {
    auto printed = Template::compile("{" + std::string(expression) + "}", "m")->render(NameList());
    if (printed) return *printed;
    const auto& what = printed.error().what;
    return what.substr(22, what.find(" (line") - 22);
}

TEST(Math, computes_as_python_does) {
    EXPECT_EQ(shown("math.sin(math.pi / 2)"), "1.0");
    EXPECT_EQ(shown("math.atan2(1, -1)"), "2.356194490192345");
    EXPECT_EQ(shown("math.floor(-1.5)"), "-2");
    EXPECT_EQ(shown("math.ceil(3)"), "3");
    EXPECT_EQ(shown("math.trunc(-1.5)"), "-1");
    EXPECT_EQ(shown("math.sqrt(2)"), "1.4142135623730951");
    EXPECT_EQ(shown("math.hypot(3, 4)"), "5.0");
    EXPECT_EQ(shown("math.degrees(math.tau)"), "360.0");
    EXPECT_EQ(shown("math.radians(180)"), "3.141592653589793");
    EXPECT_EQ(shown("math.log(8, 2)"), "3.0");
    EXPECT_EQ(shown("math.log(math.e)"), "1.0");
    EXPECT_EQ(shown("math.pow(2, 10)"), "1024.0");
    EXPECT_EQ(shown("math.fabs(-3)"), "3.0");
    EXPECT_EQ(shown("math.isnan(math.nan) and math.isinf(-math.inf)"), "True");
    EXPECT_EQ(shown("math.sqrt(math.inf)"), "inf");
    EXPECT_EQ(shown("math.gcd(12, -18)"), "6");
    EXPECT_EQ(shown("math.factorial(20)"), "2432902008176640000");
    EXPECT_EQ(shown("math.isclose(0.1 + 0.2, 0.3) and math.isclose(1, 1.0)"), "True");
    EXPECT_EQ(shown("math.isclose(1, 1.01, rel_tol=0.1) and not math.isclose(1, 2)"), "True");
    EXPECT_EQ(shown("math.isclose(0, 1e-12, abs_tol=1e-9)"), "True");
    EXPECT_EQ(shown("math.tanh(1)"), "0.7615941559557649");
    EXPECT_EQ(shown("math.cbrt(8)"), "2.0");
}

TEST(Math, refuses_as_python_does) {
    EXPECT_EQ(shown("math.factorial(-1)"),
              "ValueError: factorial() not defined for negative values");
    EXPECT_EQ(shown("math.factorial(21)"), "51090942171709440000");
    EXPECT_EQ(shown("math.factorial(5000) % 5003"), "2501");
    EXPECT_EQ(shown("math.factorial(5001)"),
              "OverflowError: factorial() of more than 5000 is not computed");
    EXPECT_EQ(shown("math.sqrt(10 ** 400)"), "OverflowError: int too large to convert to float");
    EXPECT_EQ(shown("math.floor(2.5e19)"), "25000000000000000000");
    EXPECT_EQ(shown("math.gcd(1.5, 2)"),
              "TypeError: 'float' object cannot be interpreted as an integer");
    EXPECT_EQ(shown("math.isclose(1, 2, rel_tol=-1)"),
              "ValueError: tolerances must be non-negative");
    EXPECT_EQ(shown("math.sqrt(-1)"), "ValueError: math domain error");
    EXPECT_EQ(shown("math.log(0)"), "ValueError: math domain error");
    EXPECT_EQ(shown("math.log(2, 1)"), "ZeroDivisionError: float division by zero");
    EXPECT_EQ(shown("math.exp(1000)"), "OverflowError: math range error");
    EXPECT_EQ(shown("math.sin('1')"), "TypeError: must be real number, not str");
    EXPECT_EQ(shown("math.floor(math.inf)"),
              "OverflowError: cannot convert float infinity to integer");
}

TEST(Math, is_no_name_that_variables_could_not_have) {
    EXPECT_EQ(shown("math.nothing is defined"), "False");
    EXPECT_EQ(*Template::compile("{% set math = 1 %}{math}", "m")->render(NameList()), "1");
}

}  // namespace
}  // namespace escapement::templates
