// Claims about talking with a board in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/console.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_board.hpp"
#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using testing::OfflineRig;
using Lines = std::vector<std::string>;

struct ConsoleTest : ::testing::Test {
    OfflineRig rig;
    Lines printed;
    Console console{rig.mcu, [this](const std::string& line) { printed.push_back(line); }};

    bool has(const std::string& line) const {
        return std::find(printed.begin(), printed.end(), line) != printed.end();
    }
};

TEST_F(ConsoleTest, a_message_is_sent_as_typed) {
    EXPECT_TRUE(console.enter("  set_digital_out pin=PA3 value=1 "));

    EXPECT_EQ(rig.lines(), (Lines{"set_digital_out pin=PA3 value=1"}));
    EXPECT_TRUE(printed.empty());
}

TEST_F(ConsoleTest, a_mistake_is_explained_and_nothing_is_sent) {
    EXPECT_TRUE(console.enter("set_digital_out pin=PA3"));
    EXPECT_TRUE(console.enter("no_such_message"));
    EXPECT_TRUE(console.enter("debug_ping data=\"" + std::string(80, 'x') + "\""));

    EXPECT_TRUE(rig.lines().empty());
    ASSERT_EQ(printed.size(), 3U);
    for (const std::string& line : printed) EXPECT_EQ(line.substr(0, 2), "! ");
}

TEST_F(ConsoleTest, everything_the_board_knows_can_be_listed) {
    console.enter("list");
    console.enter("constants");
    console.enter("enumerations");

    EXPECT_TRUE(has("  queue_step oid=%c interval=%u count=%hu add=%hi"));
    EXPECT_TRUE(has("CLOCK_FREQ = 1000000"));
    EXPECT_TRUE(has("MCU = testchip"));
    EXPECT_TRUE(has("  PA0 ... PA15 = 0"));
    EXPECT_TRUE(has("  Timer too close = 5"));
}

// One that answers, and is asked for its clock by its connection all the time.
struct LiveConsoleTest : ::testing::Test {
    testing::BoardRig rig{testing::usual_dictionary().build()};
    Lines printed;
    std::optional<Console> console;

    void SetUp() override {
        ASSERT_TRUE(rig.identify());
        console.emplace(rig.mcu, [this](const std::string& line) { printed.push_back(line); });
    }
};

TEST_F(LiveConsoleTest, only_clocks_that_were_asked_for_are_shown) {
    rig.pass(base::Seconds(3.0));
    EXPECT_EQ(printed, Lines{});

    console->enter("get_clock");
    rig.pass(base::Seconds(3.0));

    ASSERT_EQ(printed.size(), 1U);
    EXPECT_NE(printed[0].find("  clock clock="), std::string::npos);
}

TEST_F(LiveConsoleTest, a_board_that_has_shut_down_is_still_talked_to) {
    const auto id = *wire::response_id<messages::Shutdown>(rig.mcu.dictionary());
    const EncodedMessage shutdown(
        id, messages::Shutdown{base::Clock32{1}, messages::StaticStringId{5}});
    rig.peer.say({shutdown.bytes().begin(), shutdown.bytes().end()});
    rig.pass(base::Seconds(1.0));
    ASSERT_TRUE(rig.mcu.failure());
    printed.clear();

    console->enter("get_clock");
    rig.pass(base::Seconds(1.0));

    ASSERT_EQ(printed.size(), 1U);
    EXPECT_NE(printed[0].find("  clock clock="), std::string::npos);
}

TEST_F(ConsoleTest, quit_quits_and_an_empty_line_does_nothing) {
    EXPECT_TRUE(console.enter(""));
    EXPECT_FALSE(console.enter(" quit "));
    EXPECT_TRUE(printed.empty());
}

TEST_F(ConsoleTest, help_names_every_word) {
    console.enter("help");

    for (const char* word : {"list", "constants", "enumerations", "stats", "quit"})
        EXPECT_TRUE(std::any_of(printed.begin(), printed.end(), [&](const std::string& line) {
            return line.starts_with(word);
        })) << word;
}

TEST_F(ConsoleTest, the_greeting_says_whom_one_talks_to) {
    console.greet();

    EXPECT_EQ(printed.front().find("Connected to testchip running Escapement 1.0 ("), 0U);
}

}  // namespace
}  // namespace escapement::mcu
