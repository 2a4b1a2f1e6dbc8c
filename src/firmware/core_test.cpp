// Claims about shutting down, step by step.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/core.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>

#include "firmware/scheduler/cooperative.hpp"
#include "firmware/testing/fake_board.hpp"
#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::FakeBoard;
using testing::Rig;

// A core without devices.
struct Bare {
    FakeBoard board;
    std::array<std::byte, 64> memory;
    Core<FakeBoard, Cooperative<FakeBoard>> core{board, memory, {}};
};

TEST(Core, stays_shut_down_when_that_is_cleared_before_the_second_step) {
    Bare bare;
    bare.core.shut_down(Reason::command_request);

    bare.core.clear_shutdown();

    EXPECT_TRUE(bare.core.is_shutdown());
    EXPECT_TRUE(bare.core.finish_shutdown());
    bare.core.clear_shutdown();
    EXPECT_FALSE(bare.core.is_shutdown());
}

TEST(Core, tells_of_a_shutdown_in_the_second_step_only) {
    Bare bare;
    bare.board.sent.clear();
    bare.core.shut_down(Reason::command_request);

    ASSERT_TRUE(bare.core.scheduler().fire());
    EXPECT_TRUE(bare.board.sent.empty());
    bare.core.finish_shutdown();

    EXPECT_FALSE(bare.board.sent.empty());
}

// A heater that its host forgot, on a board whose main loop never comes round.
class StuckBoard : public ::testing::Test {
  protected:
    StuckBoard() {
        rig.say("queue_digital_out oid=0 clock=100 on_ticks=1");
        rig.say("queue_pwm_out oid=1 clock=150 value=200");
        rig.run_until(1099);
        rig.events();
        rig.stall_until(1100);
    }
    void run_due_timers() {
        for (const auto& scheduler = rig.firmware().scheduler();
             scheduler.first() && !rig.board().clock().before(scheduler.first()->due);)
            rig.firmware().fire();
    }

    Rig rig{"allocate_oids count=2",
            "config_digital_out oid=0 pin=P0 value=0 default_value=0 max_duration=1000",
            "config_pwm_out oid=1 pin=P1 cycle_ticks=100 value=0 default_value=0 max_duration=0"};
};

TEST_F(StuckBoard, switches_outputs_off_without_its_main_loop) {
    run_due_timers();

    EXPECT_EQ(rig.events(), "1100:P0=0 1100:P1~0");
    EXPECT_EQ(rig.answers(), "");
    EXPECT_EQ(rig.firmware().scheduler().first(), nullptr);
}

TEST_F(StuckBoard, tells_why_as_soon_as_its_main_loop_runs_again) {
    run_due_timers();
    rig.stall_until(1250);

    rig.firmware().run_tasks();

    EXPECT_EQ(
        rig.answers(),
        "shutdown clock=1100 static_string_id=\"Missed scheduling of next digital out event\"");
}

// As when the timer that shut the board down interrupted a handler that then switched a pin.
TEST_F(StuckBoard, undoes_what_an_interrupted_handler_still_did) {
    run_due_timers();
    rig.board().note(0, true);
    rig.events();

    rig.firmware().run_tasks();

    EXPECT_EQ(rig.events(), "1100:P0=0 1100:P1~0");
}

TEST_F(StuckBoard, leaves_outputs_alone_once_the_shutdown_is_cleared) {
    run_due_timers();
    rig.firmware().run_tasks();
    rig.say("clear_shutdown");
    rig.say("update_digital_out oid=0 value=1");
    rig.events();

    rig.run_until(2000);

    EXPECT_EQ(rig.events(), "");
}

}  // namespace
}  // namespace escapement::firmware
