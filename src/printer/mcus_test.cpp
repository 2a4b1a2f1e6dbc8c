// Tests of finding microcontrollers by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/mcus.hpp"

#include <gtest/gtest.h>

#include "printer/testing_board.hpp"
#include "runtime/clock.hpp"

namespace escapement::printer {
namespace {

TEST(Mcus, finds_by_name_and_knows_the_main_one) {
    runtime::VirtualClock clock;
    runtime::Executor executor(clock);
    mcu::Recorder recorder([](wire::Bytes) {});
    Mcus mcus;
    const auto add = [&](const char* name) -> mcu::Mcu& {
        return mcus.add(
            std::make_unique<mcu::Mcu>(name, executor, recorder, testing::board_dictionary()));
    };

    auto& main = add("mcu");
    auto& other = add("toolboard");

    EXPECT_EQ(&mcus.main(), &main);
    EXPECT_EQ(mcus.find("toolboard"), &other);
    EXPECT_EQ(mcus.find("toolbord"), nullptr);
    EXPECT_EQ(mcus.names(), (std::vector<std::string>{"mcu", "toolboard"}));
}

}  // namespace
}  // namespace escapement::printer
