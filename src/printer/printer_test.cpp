// Claims about complaints of a configuration as a whole.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/printer.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"
#include "runtime/clock.hpp"

namespace escapement::printer {
namespace {

// What every configuration has.
class Board {
  public:
    static void describe(Description<Board>& board) {
        board.section("mcu").section("printer").doc("Thinks.");
    }
    explicit Board(Context&) {}
};

class Fan {
  public:
    struct Config {
        SectionName section;
        double speed = 1.0;
        bool stuck = false;
        bool lost = false;
    };
    static void describe(Description<Fan>& fan) {
        fan.section("fan").doc("Blows.");
        fan.option<&Config::speed>("How fast.").at_most(1.0);
        fan.option<&Config::stuck>("Found out only when it is built.");
        fan.option<&Config::lost>("Found out by something that knows no section.");
    }
    Fan(const Config& config, Context&) {
        if (config.stuck) throw config.section.error("stuck", "cannot turn");
        if (config.lost) throw ConfigError("nobody knows the fan");
    }
};

// Needs the fan.
class Lamp {
  public:
    static void describe(Description<Lamp>& lamp) { lamp.section("lamp").doc("Shines."); }
    explicit Lamp(Context& context) { context.modules.the<Fan>(); }
};

std::vector<std::string> complaints_alone(const std::string& text) {
    const auto reading = config::read_config("p.cfg", config::MemoryFiles({{"p.cfg", text}}));
    std::vector<ModuleType> types;
    types.push_back(ModuleType::of<Board>());
    types.push_back(ModuleType::of<Fan>());
    types.push_back(ModuleType::of<Lamp>());
    runtime::VirtualClock clock;
    runtime::Executor executor(clock);
    Console console;
    Mcus mcus;
    Printer printer({.executor = executor,
                     .config = reading.document,
                     .types = types,
                     .console = console,
                     .mcus = mcus,
                     .offline = true});
    std::vector<std::string> out;
    for (const auto& problem : printer.build()) out.push_back(problem.text());
    return out;
}

std::vector<std::string> build_complaints(const std::string& text) {
    return complaints_alone(text + "[mcu]\n[printer]\n");
}

TEST(Printer, suggests_the_nearest_section) {
    EXPECT_EQ(
        build_complaints("[fam]\n"),
        std::vector<std::string>{"p.cfg:1: no module serves section [fam] (did you mean 'fan'?)"});
}

TEST(Printer, says_that_a_section_takes_no_name) {
    EXPECT_EQ(build_complaints("[fan left]\n"),
              std::vector<std::string>{"p.cfg:1: [fan left] takes no name: [fan]"});
}

TEST(Printer, names_the_file_that_lacks_a_section) {
    EXPECT_EQ(complaints_alone("[printer]\n"),
              std::vector<std::string>{"p.cfg: there is no [mcu] section; add one"});
}

TEST(Printer, reports_everything_in_the_order_of_the_file) {
    EXPECT_EQ(build_complaints("[fan]\nspeed: 3\nstuck: maybe\n[nonsense]\n"),
              (std::vector<std::string>{"p.cfg:2: [fan] speed: must be at most 1 (is 3)",
                                        "p.cfg:3: [fan] stuck: cannot read 'maybe' as boolean",
                                        "p.cfg:4: no module serves section [nonsense]"}));
}

TEST(Printer, does_not_complain_about_what_follows_from_another_mistake) {
    EXPECT_EQ(build_complaints("[lamp]\n[fan]\nspeed: 3\n"),
              std::vector<std::string>{"p.cfg:3: [fan] speed: must be at most 1 (is 3)"});
    EXPECT_EQ(build_complaints("[lamp]\n[fan]\nstuck: yes\n"),
              std::vector<std::string>{"p.cfg:3: [fan] stuck: cannot turn"});
}

TEST(Printer, names_the_section_that_was_built_where_nothing_else_is_known) {
    EXPECT_EQ(build_complaints("[fan]\nlost: yes\n"),
              std::vector<std::string>{"p.cfg:1: nobody knows the fan"});
}

TEST(Printer, puts_each_problem_on_a_line) {
    EXPECT_EQ(problem_text({{{"a.cfg", 1}, "one"}, {{}, "two"}}), "a.cfg:1: one\ntwo");
}

}  // namespace
}  // namespace escapement::printer
