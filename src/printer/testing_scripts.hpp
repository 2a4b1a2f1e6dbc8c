// A printer without a machine whose templates can be run, for tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/files.hpp"
#include "config/reader.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/printer.hpp"
#include "printer/script_template.hpp"
#include "runtime/clock.hpp"

namespace escapement::printer::testing {

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

// Built from sections behind those that every printer has.
struct ScriptBench {
    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    config::Reading reading;
    Console console;
    Mcus mcus;
    std::vector<ModuleType> types;
    std::unique_ptr<Printer> printer;
    std::vector<std::string> said;

    explicit ScriptBench(const std::string& config) {
        reading =
            config::read_config("printer.cfg", config::MemoryFiles({{"printer.cfg", config}}));
        console.listen([this](std::string_view text) { said.emplace_back(text); });
        types.push_back(ModuleType::of<Board>());
        types.push_back(ModuleType::of<Machine>());
        types.push_back(ModuleType::of<Speaker>());
        types.push_back(ModuleType::of<Button>());
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

}  // namespace escapement::printer::testing
