// Claims about complaints of a configuration as a whole.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/printer.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"

namespace escapement::printer {
namespace {

class Fan {
  public:
    struct Config {
        double speed = 1.0;
    };
    static void describe(Description<Fan>& fan) {
        fan.section("fan").doc("Blows.");
        fan.option<&Config::speed>("How fast.").at_most(1.0);
    }
    Fan(const Config&, Context&) {}
};

std::vector<std::string> complaints(const std::string& text) {
    const auto reading = config::read_config("p.cfg", config::MemoryFiles({{"p.cfg", text}}));
    std::vector<ModuleType> types;
    types.push_back(module_type<Fan>());
    std::vector<std::string> out;
    for (const auto& problem : check_options(reading.document, types))
        out.push_back(problem.text());
    return out;
}

TEST(Printer, suggests_the_nearest_section) {
    EXPECT_EQ(
        complaints("[fam]\n"),
        std::vector<std::string>{"p.cfg:1: no module serves section [fam] (did you mean 'fan'?)"});
}

TEST(Printer, says_that_a_section_takes_no_name) {
    EXPECT_EQ(complaints("[fan left]\n"),
              std::vector<std::string>{"p.cfg:1: [fan left] takes no name: [fan]"});
}

TEST(Printer, reports_sections_and_options_together) {
    EXPECT_EQ(complaints("[nonsense]\n[fan]\nspeed: 3\n").size(), 2u);
}

TEST(Printer, puts_each_problem_on_a_line) {
    EXPECT_EQ(problem_text({{{"a.cfg", 1}, "one"}, {{}, "two"}}), "a.cfg:1: one\ntwo");
}

}  // namespace
}  // namespace escapement::printer
