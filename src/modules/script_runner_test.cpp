// Tests of scripts that wait for their turn.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/script_runner.hpp"

#include <gtest/gtest.h>

#include "modules/testing_context.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

class ScriptRunnerTest : public ::testing::Test, protected testing::ContextRig {
  protected:
    // Somebody else has the turn until then.
    runtime::Task<> occupy(base::Seconds time) {
        auto taking = turns.take();
        const auto turn = co_await taking;
        co_await executor.after(time);
    }
    ScriptRunner runner{context, "gcode_button stop"};
};

TEST_F(ScriptRunnerTest, waits_until_it_is_its_turn) {
    executor.spawn(occupy(base::Seconds(5.0)), [](std::exception_ptr) {});
    pass(base::Seconds(1.0));

    runner.run_text("NONSENSE");
    pass(base::Seconds(1.0));
    EXPECT_TRUE(said.empty());
    pass(base::Seconds(5.0));

    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("NONSENSE"), std::string::npos) << said[0];
}

TEST_F(ScriptRunnerTest, too_many_scripts_do_not_wait) {
    executor.spawn(occupy(base::Seconds(5.0)), [](std::exception_ptr) {});
    pass(base::Seconds(1.0));

    for (int i = 0; i <= ScriptRunner::most_waiting; ++i) runner.run_text("G4 P0");

    EXPECT_EQ(said, Lines{"!! gcode_button stop: too many of its scripts wait already"});
    executor.abandon_tasks();
}

TEST_F(ScriptRunnerTest, an_empty_script_does_not_wait) {
    executor.spawn(occupy(base::Seconds(5.0)), [](std::exception_ptr) {});
    pass(base::Seconds(1.0));

    for (int i = 0; i < 100; ++i) runner.run(printer::ScriptTemplate());

    EXPECT_TRUE(said.empty());
    executor.abandon_tasks();
}

}  // namespace
}  // namespace escapement::modules
