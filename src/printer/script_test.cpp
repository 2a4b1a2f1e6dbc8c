// Tests carrying out the lines that a template has printed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/script.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "printer/template_host.hpp"
#include "printer/testing_scripts.hpp"

namespace escapement::printer {
namespace {

using testing::ScriptBench;
using Said = std::vector<std::string>;

const std::string script_head = "[mcu]\n[printer]\n[button left]\npress_gcode:\n";

TEST(Script, error_names_each_script_that_was_running) {
    ScriptBench bench(script_head +
                      "  PRESS BUTTON=right\n[button right]\npress_gcode:\n\n  SAY\n  SAY TEXT");
    bench.build();

    EXPECT_EQ(bench.run("PRESS BUTTON=left"),
              "Malformed command 'SAY TEXT'\n"
              "in button right:press_gcode, printer.cfg:10:3: SAY TEXT\n"
              "in button left:press_gcode, printer.cfg:5:3: PRESS BUTTON=right");
}

TEST(Script, gives_others_their_turn_after_many_lines) {
    ScriptBench bench(script_head + "  {% for i in range(1000) %}\n  SAY TEXT={i}\n  {% endfor %}");
    bench.build();
    auto task = bench.printer->gcode().run("PRESS BUTTON=left");
    ASSERT_TRUE(task);
    task->start();
    const auto at_once = bench.said.size();

    EXPECT_FALSE(task->done());
    EXPECT_GT(at_once, 10U);
    EXPECT_LT(at_once, 100U);
    for (int i = 0; i < 100; ++i) bench.executor.poll(bench.clock.now());
    EXPECT_TRUE(task->done());
    EXPECT_EQ(bench.said.size(), 1000U);
}

TEST(Script, ends_where_it_is_when_its_task_is_destroyed) {
    ScriptBench bench(script_head + "  {% for i in range(1000) %}\n  SAY TEXT={i}\n  {% endfor %}");
    bench.build();
    std::optional task = bench.printer->gcode().run("PRESS BUTTON=left");
    ASSERT_TRUE(task);
    task->start();
    const auto at_once = bench.said.size();

    task.reset();
    for (int i = 0; i < 100; ++i) bench.executor.poll(bench.clock.now());

    EXPECT_EQ(bench.said.size(), at_once);
}

}  // namespace
}  // namespace escapement::printer
