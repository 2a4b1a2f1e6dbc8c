// Options whose numbers are computed, and complaints that point into what is written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/computed.hpp"

#include <gtest/gtest.h>

#include <string>

#include "config/reader.hpp"

namespace escapement::config {
namespace {

// Of [s] k, for an option in that unit.
Computed computed(const std::string& lines, std::string_view unit = "") {
    const auto reading = read_config("p.cfg", MemoryFiles({{"p.cfg", lines}}));
    EXPECT_TRUE(reading.clean()) << reading.errors.front().text();
    return compute_numbers(*reading.document.find("s")->find("k"), unit);
}

std::string number(const std::string& lines, std::string_view unit = "") {
    const auto result = computed(lines, unit);
    return result.problem ? result.problem->text() : result.text;
}

TEST(Computed, leaves_plain_numbers_as_they_are_written) {
    EXPECT_EQ(number("[s]\nk: 1.50"), "1.50");
    EXPECT_EQ(number("[s]\nk: -1, +2.0,3e2"), "-1, +2.0,3e2");
    EXPECT_EQ(number("[s]\nk: fast"), "fast");
}

TEST(Computed, computes_each_number_of_a_list) {
    EXPECT_EQ(number("[s]\nk: 20 * 2"), "40");
    EXPECT_EQ(number("[s]\nk: 150 / 2, 10 + 5"), "75,15");
    EXPECT_EQ(number("[s]\nk: 4 cm", "mm"), "40");
}

TEST(Computed, takes_a_constant_as_one_number_and_joins_digits_as_text) {
    EXPECT_EQ(number("[constants]\na: 1000 + 500\n[s]\nk: ${a} / 2"), "750");
    EXPECT_EQ(number("[constants]\na: 16\n[s]\nk: ${a}0"), "160");
    EXPECT_EQ(number("[constants]\na: 16\n[s]\nk: 2 * ${a} mm", "mm"), "32");
    EXPECT_EQ(number("[constants]\na: 3000 mm/s^2\n[s]\nk: ${a} / 2", "mm/s^2"), "1500");
}

TEST(Computed, points_at_the_mistake_in_the_file) {
    EXPECT_EQ(number("[s]\nk: 20 *"),
              "p.cfg:2:8: cannot read '20 *' as a number: a number is missing at the end\n"
              "    20 *\n"
              "        ^");
    EXPECT_EQ(number("[s]\nk: pi rad", "mm/s"),
              "p.cfg:2:4: 'pi rad' is in deg, must be in mm/s\n"
              "    pi rad\n"
              "    ^");
    EXPECT_EQ(number("[s]\nk: pi foo").substr(0, 67),
              "p.cfg:2:7: cannot read 'pi foo' as a number: there is no unit 'foo'");
    EXPECT_EQ(number("[s]\nk: 1,\n   2 3"),
              "p.cfg:3:6: cannot read '2 3' as a number: expected an operator (+ - * /) before "
              "'3'\n"
              "    2 3\n"
              "      ^");
    EXPECT_EQ(number("[constants]\nlong_name: 2\n[s]\nk: ${long_name} + x2"),
              "p.cfg:4:19: cannot read '2 + x2' as a number: 'x2' is neither a number nor a unit; "
              "write ${x2} for a constant, or a unit: units are mm, um, cm, m, in, s, ms, us, min, "
              "h, Hz, kHz, MHz, deg, rad, C, A, mA, V, mV, ohm, kohm, W, %\n"
              "    ${long_name} + x2\n"
              "                   ^");
    EXPECT_EQ(number("[constants]\nbad: 2 *\n[s]\nk: 1 + ${bad}"),
              "p.cfg:4:8: cannot read '1 + 2 *' as a number: a number is missing at the end\n"
              "    1 + ${bad}\n"
              "        ^");
}

TEST(Computed, refuses_a_unit_that_contradicts_the_option) {
    EXPECT_EQ(number("[s]\nk: 500 ms", "mm"),
              "p.cfg:2:4: '500 ms' is in s, must be in mm\n    500 ms\n    ^");
}

}  // namespace
}  // namespace escapement::config
