// A printer that is left alone, in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printing_stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

std::string state(Session& session) {
    return *session.host().printer().status("idle_timeout").find("state")->as<std::string>();
}

TEST(IdleTimeout, is_printing_while_something_moves_then_ready_then_idle) {
    PrintingStage stage("[idle_timeout]\ntimeout: 30\n");

    stage.tell([&](Session& session) -> Task<> {
        EXPECT_EQ(state(session), "Idle");
        co_await stage.type_and_wait(session, "M140 S50\nG28", 2.0);
        EXPECT_EQ(state(session), "Printing");
        co_await stage.finish_lines(session);
        co_await stage.wait(session, 2.0);
        EXPECT_EQ(state(session), "Ready");
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "heater_bed"), 50.0);

        co_await stage.wait(session, 31.0);
        EXPECT_EQ(state(session), "Idle");
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "heater_bed"), 0.0);
        EXPECT_EQ(session.host().toolhead().kinematics().homed(), printer::AxisSet{})
            << "the motors are off";
    });
}

TEST(IdleTimeout, does_not_come_while_something_is_heated_up) {
    PrintingStage stage("[idle_timeout]\ntimeout: 10\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "M109 S200", 30.0);
        EXPECT_EQ(state(session), "Printing");
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 200.0);
        co_await stage.type_and_wait(session, "CANCEL_PRINT", 15.0);
        EXPECT_EQ(state(session), "Idle");
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 0.0);
    });
}

TEST(IdleTimeout, may_be_set_for_the_time_being) {
    PrintingStage stage;

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "SET_IDLE_TIMEOUT TIMEOUT=5\nG28", 2.0);
        co_await stage.finish_lines(session);
        co_await stage.wait(session, 7.0);
        EXPECT_EQ(state(session), "Idle");
        co_await stage.type_and_wait(
            session, "SET_IDLE_TIMEOUT TIMEOUT=0\nSET_IDLE_TIMEOUT TIMEOUT=86400", 0.1);
    });

    EXPECT_TRUE(stage.said("// idle_timeout: Timeout set to 5.00 s\n"));
    EXPECT_TRUE(
        stage.said("!! Error on 'SET_IDLE_TIMEOUT TIMEOUT=0': TIMEOUT: must be above 0 "
                   "(is 0)"))
        << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// idle_timeout: Timeout set to 86400.00 s\n"));
}

}  // namespace
}  // namespace escapement::app
