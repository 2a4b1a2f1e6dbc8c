// Claims about finding the handler of a line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/dispatcher.hpp"

#include <gtest/gtest.h>

#include "runtime/executor.hpp"

namespace escapement::printer {
namespace {

class Lamp {
  public:
    struct Config {};
    struct Set {
        double level = 1.0;
    };
    struct Blink {
        int times = 1;
    };
    static void describe(Description<Lamp>& lamp) {
        lamp.section("lamp").named();
        lamp.command<&Lamp::set>("SET_LAMP", "Sets it.")
            .chosen_by("LAMP")
            .parameter<&Set::level>("How bright.")
            .at_least(0.0)
            .at_most(1.0);
    }
    void set(const Set& request) { level = request.level; }
    double level = 0.0;
};

class Basics {
  public:
    struct Wait {
        int s = 0;
    };
    static void describe(Description<Basics>& basics) {
        basics.section("basics").always();
        basics.command<&Basics::wait>("G4", "Waits.").parameter<&Wait::s>("How long.");
        basics.command<&Basics::note>("G1", "Moves.").word("X", "Where.");
        basics.command<&Basics::help>("HELP", "Helps.").when_not_ready();
    }
    explicit Basics(runtime::Executor& executor) : executor_(executor) {}
    runtime::Task<> wait(const Wait& request) {
        co_await executor_.after(base::Seconds(request.s));
        waited += request.s;
    }
    void note(const gcode::Line& line) { last = line.text(); }
    void help() { ++helped; }

    int waited = 0, helped = 0;
    std::string last;

  private:
    runtime::Executor& executor_;
};

struct Stage {
    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    Console console;
    std::vector<std::string> said;
    ModuleType lamp_type, basics_type;
    std::shared_ptr<Lamp> left = std::make_shared<Lamp>(), right = std::make_shared<Lamp>();
    std::shared_ptr<Basics> basics = std::make_shared<Basics>(executor);
    Modules modules;
    Dispatcher gcode{console};

    Stage() : lamp_type(bare<Lamp>()), basics_type(bare<Basics>()) {
        console.listen([this](std::string_view text) { said.emplace_back(text); });
        modules.add({"lamp left", &lamp_type, left});
        modules.add({"lamp right", &lamp_type, right});
        modules.add({"basics", &basics_type, basics});
        for (const Module& module : modules.all()) gcode.add(module);
        gcode.set_ready();
    }
    // Built here by hand, so only what is declared matters.
    template <class M>
    static ModuleType bare() {
        auto schema = std::make_unique<Schema>();
        Description<M> description(*schema);
        M::describe(description);
        return {std::move(schema), typeid(M)};
    }
    std::string error_of(const std::string& line) {
        try {
            gcode.run(line);
        } catch (const CommandError& error) {
            return error.what();
        }
        return "";
    }
};

TEST(Dispatcher, chooses_between_modules_by_the_named_parameter) {
    Stage stage;

    stage.gcode.run(std::string_view("SET_LAMP LAMP=right LEVEL=0.25"));

    EXPECT_EQ(stage.right->level, 0.25);
    EXPECT_EQ(stage.left->level, 0.0);
}

TEST(Dispatcher, says_which_modules_there_are) {
    Stage stage;

    EXPECT_EQ(stage.error_of("SET_LAMP LAMP=rihgt"),
              "The value 'rihgt' is not valid for LAMP. Options: 'left', 'right' (did you mean "
              "'right'?)");
    EXPECT_EQ(stage.error_of("SET_LAMP"), "Error on 'SET_LAMP': missing LAMP");
}

TEST(Dispatcher, checks_parameters_against_their_bounds) {
    Stage stage;

    EXPECT_EQ(stage.error_of("SET_LAMP LAMP=left LEVEL=2"),
              "Error on 'SET_LAMP LAMP=left LEVEL=2': LEVEL: must be at most 1 (is 2)");
}

TEST(Dispatcher, answers_unknown_commands_as_users_know_it) {
    Stage stage;

    stage.gcode.run(std::string_view("G999 X1"));

    EXPECT_EQ(stage.said, std::vector<std::string>{"// Unknown command:\"G999\""});
}

TEST(Dispatcher, keeps_quiet_about_switching_off_what_is_absent) {
    Stage stage;

    for (const char* line : {"M140 S0", "M104", "M107", "M106 S0", "", "; remark"})
        stage.gcode.run(std::string_view(line));

    EXPECT_TRUE(stage.said.empty());
}

TEST(Dispatcher, hands_the_line_over_as_it_stands) {
    Stage stage;

    stage.gcode.run(std::string_view("  g1 x5 ; fast"));

    EXPECT_EQ(stage.basics->last, "g1 x5 ; fast");
}

TEST(Dispatcher, runs_only_the_permitted_commands_until_ready) {
    Stage stage;
    stage.gcode.set_not_ready("Printer is not ready");

    EXPECT_EQ(stage.error_of("G1 X5"), "Printer is not ready");
    EXPECT_EQ(stage.error_of("HELP"), "");
    EXPECT_EQ(stage.basics->helped, 1);
    EXPECT_EQ(stage.gcode.known().size(), 1u);
}

TEST(Dispatcher, waits_for_commands_that_wait) {
    Stage stage;
    bool ended = false;

    stage.executor.spawn(stage.gcode.run_script("G4 S2\nG4 S3\nG1 X1"),
                         [&](std::exception_ptr) { ended = true; });
    runtime::Actor* const actors[] = {&stage.executor};
    runtime::drive(stage.clock, actors, ended);

    EXPECT_TRUE(ended);
    EXPECT_EQ(stage.basics->waited, 5);
    EXPECT_EQ(stage.clock.now().time_since_epoch(), std::chrono::seconds(5));
    EXPECT_EQ(stage.basics->last, "G1 X1");
}

TEST(Dispatcher, refuses_two_modules_with_the_same_command) {
    Stage stage;
    const Module twin{"basics", &stage.basics_type, stage.basics};

    EXPECT_THROW(stage.gcode.add(twin), ConfigError);
}

}  // namespace
}  // namespace escapement::printer
