// Claims about modules that declare themselves, shown on a small invented one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/module.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"
#include "printer/context.hpp"
#include "printer/mcus.hpp"
#include "printer/pins.hpp"

namespace escapement::printer {
namespace {

class Bell {
  public:
    struct Config {
        SectionName section;
        PinName pin;
        double volume = 0.5;
        double weight = 0.0;  // not given
        double echo = 0.0;    // none
        std::string clapper = "brass", maker;
        std::string tone = "low";
        std::vector<std::pair<std::string, std::string>> songs;
    };
    struct Status {
        int rings = 0;
    };
    static void describe(Description<Bell>& bell) {
        bell.section("bell").named().doc("Rings.");
        bell.option<&Config::pin>("Where it hangs.").required();
        bell.option<&Config::volume>("How loud.").at_least(0.0).at_most(1.0);
        bell.option<&Config::weight>("How heavy.").above(0.0);
        bell.option<&Config::echo>("How long it echoes.").above(0.0).off_by_default();
        bell.option<&Config::clapper>("What strikes it.");
        bell.option<&Config::maker>("Who made it.");
        bell.option<&Config::tone>("How high.").choices({"low", "high"});
        bell.family<&Config::songs>("song_", "<n>", "What it plays.");
        bell.family<&Config::songs>("tune_", "<n>", "The same as numbers.").numbers();
        bell.status<&Status::rings>("How often it rang.");
    }
    static void check(const Config& config, Complaints& complaints) {
        complaints.attempt({"volume", "tone"}, [&] {
            if (config.tone == "low" && config.volume == 1.0)
                throw config.section.error("volume", "is too much for a low tone");
        });
    }
    explicit Bell(Config config) : config_(std::move(config)) {}
    Bell(Config config, Context&) : Bell(std::move(config)) {}
    const Status& status() const { return status_; }
    const Config& config() const { return config_; }

  private:
    Config config_;
    Status status_;
};

std::vector<std::string> unused_options(const Bell::Config& config, const Complaints&) {
    if (config.tone == "low") return {"clapper", "volume"};
    return {};
}

config::Document document(const std::string& text) {
    return config::read_config("p.cfg", config::MemoryFiles({{"p.cfg", text}})).document;
}

std::vector<std::string> complaints(const std::string& text) {
    const auto config = document(text);
    Mcus none;
    Pins pins(none);
    std::vector<config::Problem> problems;
    ModuleType::of<Bell>().check(config.sections().front(), {config, pins, problems});
    std::vector<std::string> out;
    for (const auto& problem : problems) out.push_back(problem.text());
    return out;
}

TEST(Module, accepts_a_section_that_is_right) {
    EXPECT_TRUE(complaints("[bell door]\npin: PA1\nvolume: 1\ntone: high\n").empty());
}

TEST(Module, names_the_line_the_option_and_the_bound) {
    EXPECT_EQ(complaints("[bell door]\npin: PA1\nvolume: 1.5\n"),
              std::vector<std::string>{"p.cfg:3: [bell door] volume: must be at most 1 (is 1.5)"});
}

TEST(Module, suggests_the_nearest_option) {
    EXPECT_EQ(complaints("[bell door]\npin: PA1\nvolme: 1\n"),
              std::vector<std::string>{
                  "p.cfg:3: [bell door] has no option 'volme' (did you mean 'volume'?)"});
}

TEST(Module, reports_everything_at_once) {
    EXPECT_EQ(complaints("[bell door]\nvolume: loud\ntone: hihg\n"),
              (std::vector<std::string>{
                  "p.cfg:1: [bell door] pin: must be specified",
                  "p.cfg:2: [bell door] volume: cannot read 'loud' as float",
                  "p.cfg:3: [bell door] tone: 'hihg' is not one of low, high (did you mean "
                  "'high'?)"}));
}

TEST(Module, shows_a_value_of_several_lines_on_one) {
    EXPECT_EQ(complaints("[bell door]\npin: PA1\nvolume: 1\n  2\n"),
              std::vector<std::string>{"p.cfg:4:3: [bell door] volume: cannot read '1 2' as a "
                                       "number: expected an operator (+ - * /) before '2'\n"
                                       "    2\n    ^"});
}

TEST(Module, lets_saved_options_be_that_nobody_reads) {
    EXPECT_EQ(complaints("[bell door]\npin: PA1\n#*# <--- SAVE_CONFIG --->\n#*# [bell door]\n"
                         "#*# volme = 1\n"),
              std::vector<std::string>{});
}

TEST(Module, compares_options_that_could_be_read) {
    EXPECT_EQ(complaints("[bell door]\npin: PA1\nvolume: 1\ntone: low\n"),
              std::vector<std::string>{"p.cfg:3: [bell door] volume: is too much for a low tone"});
    EXPECT_EQ(complaints("[bell door]\npin: PA1\nvolume: 1\ntone: lwo\n").size(), 1U);
}

TEST(Module, gathers_option_families) {
    EXPECT_TRUE(complaints("[bell door]\npin: PA1\nsong_1: dong\n").empty());
}

TEST(Module, tells_its_defaults) {
    const auto defaults = ModuleType::of<Bell>().defaults();

    EXPECT_EQ(*defaults.find("volume"), base::Value(0.5));
    EXPECT_TRUE(defaults.find("pin")->is_null());
    EXPECT_TRUE(defaults.find("weight")->is_null());
    EXPECT_EQ(*defaults.find("echo"), base::Value(0.0));
}

std::string settings(const std::string& text) {
    const auto config = document(text);
    Mcus none;
    Pins pins(none);
    std::vector<config::Problem> problems;
    return base::to_json(
        ModuleType::of<Bell>().settings(config.sections().front(), {config, pins, problems}));
}

TEST(Module, tells_settings_that_count) {
    EXPECT_EQ(settings("[bell door]\npin: PA1\n"), R"({"pin": "PA1", "echo": 0.0, "tone": "low"})");
    EXPECT_EQ(settings("[bell door]\npin: PA1\nclapper: iron\nweight: 2\n"),
              R"({"pin": "PA1", "weight": 2.0, "echo": 0.0, "clapper": "iron", "tone": "low"})");
    EXPECT_EQ(settings("[bell door]\npin: PA1\ntone: high\nsong_1: 5\ntune_1: 5\ntune_2: 1, 2\n"),
              R"({"pin": "PA1", "volume": 0.5, "echo": 0.0, "clapper": "brass", "tone": "high", )"
              R"("song_1": "5", "tune_1": 5.0, "tune_2": [1.0, 2.0]})");
}

TEST(Modules, are_found_by_name_and_type) {
    const auto type = ModuleType::of<Bell>();
    Modules modules;
    modules.add({"bell door", &type, std::make_shared<Bell>(Bell::Config{.volume = 0.7})});

    ASSERT_NE(modules.find<Bell>("bell door"), nullptr);
    EXPECT_EQ(modules.find<Bell>("bell door")->config().volume, 0.7);
    EXPECT_EQ(modules.find<Bell>("bell attic"), nullptr);
    EXPECT_EQ(base::to_json(status_of(modules.all()[0])), R"({"rings": 0})");
}

}  // namespace
}  // namespace escapement::printer
