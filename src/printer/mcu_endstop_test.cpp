// An endstop on a board that nobody answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/mcu_endstop.hpp"

#include <gtest/gtest.h>

#include "mcu/endstop.hpp"
#include "mcu/stepper_out.hpp"
#include "printer/mcu_step_output.hpp"
#include "printer/testing_board.hpp"
#include "runtime/clock.hpp"

namespace escapement::printer {
namespace {

using base::PrintTime;
using base::Seconds;

template <class T>
T take(runtime::Task<T> task) {
    task.start();
    EXPECT_TRUE(task.done());
    return task.take();
}

class McuEndstopTest : public ::testing::Test {
  protected:
    McuEndstopTest() : mcu("mcu", executor, recorder, testing::board_dictionary()) {
        EXPECT_TRUE(take(mcu.identify()));
        auto motor =
            mcu::StepperOut::make(mcu, {.step_pin = {.name = "PA0"}, .dir_pin = {.name = "PA1"}});
        stepper = std::make_unique<Stepper>(
            Stepper::Settings{.name = "stepper_x", .step_distance = base::Length{0.01}},
            std::make_unique<McuStepOutput>(std::move(*motor)));
        auto device = mcu::Endstop::make(mcu, {.name = "PA2", .pull = 1});
        EXPECT_TRUE(device);
        endstop = std::make_unique<McuEndstop>(std::move(*device));
        endstop->add_stepper(*stepper);
        endstop->add_stepper(*stepper);
        EXPECT_TRUE(take(mcu.configure()));
    }
    std::vector<std::string> sent(std::string_view beginning) {
        recorder.finish();
        auto lines = log.lines(mcu.codebook());
        std::erase_if(lines, [&](const auto& line) { return !line.starts_with(beginning); });
        return lines;
    }

    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    testing::MessageLog log;
    mcu::Recorder recorder{[this](wire::Bytes bytes) { log.take(bytes); }};
    mcu::Mcu mcu;
    std::unique_ptr<Stepper> stepper;
    std::unique_ptr<McuEndstop> endstop;
};

TEST_F(McuEndstopTest, stops_each_motor_once) {
    EXPECT_EQ(endstop->steppers(), std::vector<Stepper*>{stepper.get()});

    endstop->arm(PrintTime{Seconds{1.0}}, Seconds{0.0002});

    EXPECT_EQ(sent("stepper_stop_on_trigger").size(), 1u);
}

TEST_F(McuEndstopTest, watches_from_the_given_moment_at_the_given_rate) {
    endstop->arm(PrintTime{Seconds{1.0}}, Seconds{0.0002});

    const auto homing = sent("endstop_home");
    ASSERT_FALSE(homing.empty());
    EXPECT_NE(homing.back().find("clock=1000000 sample_ticks=15 sample_count=4 rest_ticks=200"),
              std::string::npos)
        << homing.back();
}

TEST_F(McuEndstopTest, offline_triggers_at_the_end_of_the_way) {
    endstop->arm(PrintTime{Seconds{1.0}}, Seconds{0.0002});
    EXPECT_FALSE(endstop->ended());

    const auto triggered = take(endstop->disarm(PrintTime{Seconds{7.0}}));

    EXPECT_EQ(triggered, PrintTime{Seconds{7.0}});
    EXPECT_TRUE(endstop->ended());
}

}  // namespace
}  // namespace escapement::printer
