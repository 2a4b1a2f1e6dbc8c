// Tests options whose values are templates.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/script_template.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "printer/printer.hpp"
#include "printer/template_host.hpp"
#include "printer/testing_scripts.hpp"

namespace escapement::printer {
namespace {

using testing::ScriptBench;

const std::string button_head = "[mcu]\n[printer]\n[button left]\n";

TEST(ScriptTemplate, runs_the_lines_that_it_prints) {
    ScriptBench bench(button_head + R"(press_gcode:
    {% for i in range(2) %}
    SAY TEXT={i}{params.KEY}
    {% endfor %}
)");
    bench.build();

    EXPECT_EQ(bench.run("PRESS BUTTON=left"), "");

    EXPECT_EQ(bench.said, (std::vector<std::string>{"// 0a", "// 1a"}));
}

TEST(ScriptTemplate, reads_the_status_of_modules) {
    ScriptBench bench(button_head + R"(press_gcode:
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
    ScriptBench bench(button_head + "press_gcode: M117\n");
    bench.build();

    EXPECT_EQ(bench.run("RELEASE BUTTON=left"), "");

    EXPECT_EQ(bench.said, std::vector<std::string>{"// 3"});
}

TEST(ScriptTemplate, every_wrong_template_is_a_problem_with_its_place) {
    ScriptBench bench(button_head + R"(press_gcode:
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
    ScriptBench bench(button_head + "press_gcode:\n  SAY TEXT={params.KEY + 1}\n");
    bench.build();

    EXPECT_EQ(bench.run("PRESS BUTTON=left"),
              "Error evaluating 'button left:press_gcode': TypeError: can only concatenate str "
              "(not \"int\") to str (line 2, column 11: params.KEY + 1; printer.cfg:5:13); "
              "parameters are text: use |int or |float for numbers, ~ to join text");
}

TEST(ScriptTemplate, actions_speak_and_refuse) {
    ScriptBench bench(button_head + R"(press_gcode:
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
    ScriptBench bench(button_head + R"(press_gcode:
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
    ScriptBench bench(button_head + R"(press_gcode:
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
