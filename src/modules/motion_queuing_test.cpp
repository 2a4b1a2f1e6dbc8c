// The queue of motion among the modules.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/motion_queuing.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "modules/toolhead.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(MotionQueuing, hands_steps_to_the_board_as_moves_go) {
    OfflinePrinter printer;
    printer.run("G28 X");
    const auto& queue = printer.printer().modules().the<MotionQueuing>().queue();
    const auto flushed = queue.flushed_until();
    const auto before = printer.sent("queue_step").size();

    printer.run("G1 X100 F600\nM400");

    EXPECT_GT(queue.flushed_until(), flushed + base::Seconds{8.0});
    EXPECT_GT(printer.sent("queue_step").size(), before);
}

TEST(MotionQueuing, is_made_before_and_gone_after_whoever_uses_it) {
    OfflinePrinter printer;
    auto& modules = printer.printer().modules();

    ASSERT_EQ(&modules.the<ToolheadModule>().motion(), &modules.the<MotionQueuing>().queue());
    for (const auto& module : modules.all()) {
        if (module.name == "motion_queuing") break;
        EXPECT_NE(module.name, "printer");
        EXPECT_NE(module.name, "stepper_x");
    }
}

}  // namespace
}  // namespace escapement::modules
