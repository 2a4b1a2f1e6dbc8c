// Runs of steps as messages for a board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/mcu_step_output.hpp"

#include <gtest/gtest.h>

#include "mcu/stepper_out.hpp"
#include "printer/testing_board.hpp"
#include "runtime/clock.hpp"

namespace escapement::printer {
namespace {

class McuStepOutputTest : public ::testing::Test {
  protected:
    McuStepOutputTest() : mcu("mcu", executor, recorder, testing::board_dictionary()) {
        finish(mcu.identify());
        auto device = mcu::StepperOut::make(
            mcu, {.step_pin = {.name = "PA0"}, .dir_pin = {.name = "PA1", .invert = true}});
        EXPECT_TRUE(device);
        output = std::make_unique<McuStepOutput>(std::move(*device));
        finish(mcu.configure());
    }
    static void finish(runtime::Task<base::Result<void>> task) {
        task.start();
        ASSERT_TRUE(task.done());
        ASSERT_TRUE(task.take());
    }
    std::vector<std::string> sent(std::string_view beginning) {
        mcu.steps().flush({1'000'000'000});
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
    std::unique_ptr<McuStepOutput> output;
};

TEST_F(McuStepOutputTest, says_direction_and_runs) {
    output->direction(motion::Direction::forward);
    output->run({.interval = 5000, .count = 3, .add = -7}, {5000}, {14'979});

    // The pin is inverted: forward is low.
    EXPECT_EQ(sent("set_next_step_dir"),
              (std::vector<std::string>{"set_next_step_dir oid=0 dir=0"}));
    EXPECT_EQ(sent("queue_step"),
              (std::vector<std::string>{"queue_step oid=0 interval=5000 count=3 add=-7"}));
    EXPECT_EQ(output->steps(), 3u);
}

TEST_F(McuStepOutputTest, reads_print_time_on_the_boards_clock) {
    const auto rate = output->clock_rate();

    EXPECT_EQ(rate.offset_s, 0.0);
    EXPECT_EQ(rate.frequency_hz, static_cast<double>(testing::board_frequency_hz));
}

}  // namespace
}  // namespace escapement::printer
