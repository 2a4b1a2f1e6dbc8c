// Tests options whose values are templates.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/script_template.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "config/files.hpp"
#include "config/reader.hpp"
#include "mcu/mcu.hpp"
#include "printer/dispatcher.hpp"
#include "printer/module.hpp"
#include "printer/printer.hpp"
#include "printer/template_host.hpp"
#include "printer/testing_board.hpp"
#include "runtime/clock.hpp"

namespace escapement::printer {
namespace {

// A module with a template, and a status whose fields count how often they are asked for.
class Button {
  public:
    struct Config {
        SectionName section;
        ScriptTemplate press_gcode;
        ScriptTemplate release_gcode{"SAY TEXT={printer['button left'].pressed}"};
    };
    struct Status {
        int pressed = 3;
        std::vector<double> place{1.0, 2.5};
    };
    static void describe(Description<Button>& button) {
        button.section("button").named().doc("For tests.");
        button.option<&Config::press_gcode>("When it is pressed.").required();
        button.option<&Config::release_gcode>("When it is let go.");
        button.status<&Status::pressed>("How often it was pressed.");
        button.status<&Status::place>("Where it is.");
        button.command<&Button::press>("PRESS", "Presses it.").chosen_by("BUTTON");
        button.command<&Button::release>("RELEASE", "Lets it go.").chosen_by("BUTTON");
    }

    Button(Config config, Context& context) : config_(std::move(config)), context_(context) {}
    Status status() const { return {}; }

  private:
    runtime::Task<> press() {
        templates::NameList names;
        names.set("params", base::Value(base::Value::Table{{"KEY", "a"}}));
        return config_.press_gcode.run(context_, std::move(names));
    }
    runtime::Task<> release() { return config_.release_gcode.run(context_); }

    Config config_;
    Context& context_;
};

class Speaker {
  public:
    struct Say {
        std::string text;
    };
    static void describe(Description<Speaker>& speaker) {
        speaker.section("speaker").always().doc("For tests.");
        speaker.command<&Speaker::say>("SAY", "Says it.").parameter<&Say::text>("What.");
    }
    explicit Speaker(Context& context) : context_(context) {}

  private:
    void say(const Say& what) { context_.console.info(what.text); }
    Context& context_;
};

struct Board {
    static void describe(Description<Board>& board) {
        board.section("mcu").doc("For tests.");
        board.not_yet("serial", "");
    }
    explicit Board(Context&) {}
};
struct Machine {
    static void describe(Description<Machine>& machine) {
        machine.section("printer").doc("For tests.");
    }
    explicit Machine(Context&) {}
};

struct Bench {
    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    config::Reading reading;
    Console console;
    Mcus mcus;
    std::vector<ModuleType> types;
    std::unique_ptr<Printer> printer;
    std::vector<std::string> said;

    explicit Bench(const std::string& config) {
        reading =
            config::read_config("printer.cfg", config::MemoryFiles({{"printer.cfg", config}}));
        console.listen([this](std::string_view text) { said.emplace_back(text); });
        types.push_back(module_type<Board>());
        types.push_back(module_type<Machine>());
        types.push_back(module_type<Speaker>());
        types.push_back(module_type<Button>());
        printer = std::make_unique<Printer>(Printer::Parts{
            .executor = executor,
            .config = reading.document,
            .types = types,
            .console = console,
            .mcus = mcus,
        });
    }
    std::string problems() { return problem_text(printer->build()); }
    void build() {
        EXPECT_EQ(problems(), "");
        auto connecting = printer->connect();
        connecting.start();
    }
    // What the lines failed with.
    std::string run(std::string script) {
        auto task = printer->gcode().run_script(std::move(script));
        task.start();
        try {
            task.take();
        } catch (const CommandError& error) {
            return error.what();
        }
        return "";
    }
};

const std::string head = "[mcu]\n[printer]\n[button left]\n";

TEST(ScriptTemplate, runs_the_lines_that_it_prints) {
    Bench bench(head + R"(press_gcode:
    {% for i in range(2) %}
    SAY TEXT={i}{params.KEY}
    {% endfor %}
)");
    bench.build();

    EXPECT_EQ(bench.run("PRESS BUTTON=left"), "");

    EXPECT_EQ(bench.said, (std::vector<std::string>{"// 0a", "// 1a"}));
}

TEST(ScriptTemplate, reads_the_status_of_modules) {
    Bench bench(head + R"(press_gcode:
    {% set left = printer["button left"] %}
    SAY TEXT="{left.place[1]} {left.pressed} {'speaker' in printer} {' button left ' in printer}"
    SAY TEXT="{left.keys()|list|join(' ')} {left.nothing is defined} {printer.nothing is defined}"
)");
    bench.build();

    EXPECT_EQ(bench.run("PRESS BUTTON=left"), "");

    EXPECT_EQ(bench.said,
              (std::vector<std::string>{"// 2.5 3 False True", "// pressed place False False"}));
}

TEST(ScriptTemplate, default_text_is_a_template_as_well) {
    Bench bench(head + "press_gcode: M117\n");
    bench.build();

    EXPECT_EQ(bench.run("RELEASE BUTTON=left"), "");

    EXPECT_EQ(bench.said, std::vector<std::string>{"// 3"});
}

TEST(ScriptTemplate, every_wrong_template_is_a_problem_with_its_place) {
    Bench bench(head + R"(press_gcode:
    # first press
    SAY TEXT=1

    SAY TEXT={ 1 + }
release_gcode: {% if %}
)");

    EXPECT_EQ(bench.problems(),
              "printer.cfg:8: [button left] press_gcode: Error loading template "
              "'button left:press_gcode'\n"
              "line 5: SAY TEXT={ 1 + } # unexpected 'end of print statement' (column 16; "
              "printer.cfg:8:20)\n"
              "printer.cfg:9: [button left] release_gcode: Error loading template "
              "'button left:release_gcode'\n"
              "line 1: {% if %} # Expected an expression, got 'end of statement block' (column 7; "
              "printer.cfg:9:22)");
}

TEST(ScriptTemplate, what_fails_while_it_is_evaluated_names_its_place) {
    Bench bench(head + "press_gcode:\n  SAY TEXT={params.KEY + 1}\n");
    bench.build();

    EXPECT_EQ(bench.run("PRESS BUTTON=left"),
              "Error evaluating 'button left:press_gcode': TypeError: can only concatenate str "
              "(not \"int\") to str (line 2, column 11: params.KEY + 1; printer.cfg:5:13); "
              "parameters are text: use |int or |float for numbers, ~ to join text");
}

TEST(ScriptTemplate, actions_speak_and_refuse) {
    Bench bench(head + R"(press_gcode:
    {action_respond_info(" two\nlines ")}
    { action_respond_info(1.5) }
    SAY TEXT=never
    { action_raise_error("No filament") }
)");
    bench.build();

    EXPECT_EQ(bench.run("PRESS BUTTON=left"),
              "Error evaluating 'button left:press_gcode': gcode.CommandError: No filament "
              "(line 5, column 3: action_raise_error(\"No filament\"); printer.cfg:8:7)");

    EXPECT_EQ(bench.said, (std::vector<std::string>{"// two\n// lines", "// 1.5"}));
}

TEST(ScriptTemplate, an_action_stops_the_printer) {
    Bench bench(head + R"(press_gcode:
    {action_emergency_stop("jam")}
    SAY TEXT=never
release_gcode: {action_emergency_stop()}
)");
    bench.build();

    const auto failure = bench.run("PRESS BUTTON=left");

    EXPECT_EQ(failure.substr(0, failure.find('\n')), "Shutdown due to jam");
    EXPECT_EQ(bench.printer->state(), State::shut_down);
    EXPECT_TRUE(bench.said.empty());
}

TEST(RemoteMethods, are_called_by_name) {
    RemoteMethods methods;
    std::string got;
    methods.add("notify", [&](const base::Value::Table& with) { got = base::to_json(with); });

    EXPECT_TRUE(methods.call("notify", {{"name", "x"}}));
    EXPECT_EQ(got, R"({"name": "x"})");
    methods.remove("notify");
    EXPECT_EQ(methods.call("notify", {}).error().what, "Remote method 'notify' not registered");
}

TEST(ScriptTemplate, a_remote_method_that_nobody_has_is_remarked_upon) {
    Bench bench(head + R"(press_gcode:
    {action_call_remote_method("notify", message="done")}
    SAY TEXT=on
)");
    bench.build();

    EXPECT_EQ(bench.run("PRESS BUTTON=left"), "");

    EXPECT_EQ(bench.said,
              (std::vector<std::string>{"// Remote method 'notify' not registered", "// on"}));
}

}  // namespace
}  // namespace escapement::printer
