// Claims about naming sections and options in complaints.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/section_name.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

const config::Section section{.name = "fan left",
                              .place = {"p.cfg", 3},
                              .options = {{.key = "pin", .value = "PA1", .place = {"p.cfg", 5}}}};

TEST(SectionName, complains_at_the_line_of_the_option) {
    EXPECT_EQ(section_name(section).problem("pin", "is wrong").text(),
              "p.cfg:5: [fan left] pin: is wrong");
}

TEST(SectionName, complains_at_the_header_about_what_is_not_there) {
    const auto name = section_name(section);

    EXPECT_EQ(name.problem("speed", "is missing").text(), "p.cfg:3: [fan left] speed: is missing");
    EXPECT_EQ(name.problem("", "makes no sense").text(), "p.cfg:3: [fan left] makes no sense");
    EXPECT_STREQ(name.error("", "makes no sense").what(), "p.cfg:3: [fan left] makes no sense");
}

TEST(SectionName, knows_which_options_are_given) {
    EXPECT_TRUE(section_name(section).gives("pin"));
    EXPECT_FALSE(section_name(section).gives("speed"));
    EXPECT_FALSE(SectionName{}.gives("pin"));
}

}  // namespace
}  // namespace escapement::printer
