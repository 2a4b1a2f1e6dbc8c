// Tests of the queue before an output, by way of the fan that has one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/output_queue.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(OutputQueue, keeps_updates_of_a_pin_apart) {
    OfflinePrinter printer("[output_pin light]\npin: PC0\n");

    printer.run("SET_PIN PIN=light VALUE=1\nG4 P1\nSET_PIN PIN=light VALUE=0");

    const auto sent = printer.sent("queue_digital_out");
    ASSERT_GE(sent.size(), 2U);
    const auto clock = [](const std::string& line) {
        return std::stol(line.substr(line.find("clock=") + 6));
    };
    EXPECT_EQ(clock(sent.back()) - clock(sent[sent.size() - 2]), 100000);
}

}  // namespace
}  // namespace escapement::modules
