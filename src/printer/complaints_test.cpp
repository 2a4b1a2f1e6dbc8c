// Claims about collecting what is wrong with a section.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/complaints.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"
#include "printer/mcus.hpp"
#include "printer/pins.hpp"

namespace escapement::printer {
namespace {

class ComplaintsTest : public ::testing::Test {
  protected:
    std::vector<std::string> lines() const {
        std::vector<std::string> out;
        for (const auto& problem : problems) out.push_back(problem.text());
        return out;
    }

    const config::Reading reading = config::read_config(
        "p.cfg", config::MemoryFiles({{"p.cfg", std::string("[fan]\nlow: 3\nhigh: 1\n")}}));
    Mcus mcus;
    Pins pins{mcus};
    std::vector<config::Problem> problems;
    Complaints complaints{section_name(reading.document.sections().front()),
                          {reading.document, pins, problems}};
    const std::function<void()> out_of_order = [this] {
        throw complaints.section().error("high", "must be above low");
    };
};

TEST_F(ComplaintsTest, name_the_option_that_a_rule_names) {
    complaints.attempt({"low", "high"}, out_of_order);

    EXPECT_EQ(lines(), std::vector<std::string>{"p.cfg:3: [fan] high: must be above low"});
}

TEST_F(ComplaintsTest, do_not_follow_from_each_other) {
    complaints.add("low", "cannot be read");
    complaints.attempt({"low", "high"}, out_of_order);
    complaints.attempt({"high"}, out_of_order);
    complaints.attempt({"high"}, out_of_order);

    EXPECT_EQ(lines(),
              (std::vector<std::string>{"p.cfg:2: [fan] low: cannot be read",
                                        "p.cfg:3: [fan] high: must be above low"}));
}

TEST_F(ComplaintsTest, are_made_about_options_that_are_missing) {
    complaints.require("low");
    complaints.require("middle", " (or nothing fits)");

    EXPECT_EQ(
        lines(),
        std::vector<std::string>{"p.cfg:1: [fan] middle: must be specified (or nothing fits)"});
    EXPECT_FALSE(complaints.none_about({"low", "middle"}));
    EXPECT_TRUE(complaints.none_about({"low", "high"}));
}

TEST_F(ComplaintsTest, are_made_about_sections_that_are_missing) {
    complaints.require_section("low", "fan");
    complaints.require_section("low", "lamp");

    EXPECT_EQ(lines(),
              std::vector<std::string>{"p.cfg:2: [fan] low: needs a section [lamp]; add one"});
}

}  // namespace
}  // namespace escapement::printer
