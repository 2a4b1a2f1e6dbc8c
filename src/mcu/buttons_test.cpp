// Claims about inputs that are watched: what the board is told, and what its reports mean.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/buttons.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_board.hpp"
#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using testing::BoardRig;
using testing::OfflineRig;
using Lines = std::vector<std::string>;

TEST(Buttons, several_groups_share_one_device) {
    OfflineRig rig;
    const auto buttons = Buttons::make(rig.mcu);
    ASSERT_TRUE(buttons);
    const auto nothing = [](base::HostTime, unsigned) {};
    ASSERT_TRUE((*buttons)->add({{"PA1", true, 1}}, nothing));
    ASSERT_TRUE((*buttons)->add({{"PA2"}, {"PA3", false, -1}}, nothing));
    ASSERT_TRUE(rig.configure());

    const Lines lines = rig.lines();
    const Lines expected{"config_buttons oid=0 button_count=3",
                         rig.finalize_line(),
                         "buttons_add oid=0 pos=0 pin=PA1 pull_up=1",
                         "buttons_add oid=0 pos=1 pin=PA2 pull_up=0",
                         "buttons_add oid=0 pos=2 pin=PA3 pull_up=-1",
                         "buttons_query oid=0 clock=1500000 rest_ticks=2000 retransmit_count=50"
                         " invert=1"};

    EXPECT_EQ(Lines(lines.begin() + 1, lines.end()), expected);
}

TEST(Buttons, have_room_for_eight) {
    OfflineRig rig;
    const auto buttons = Buttons::make(rig.mcu);
    ASSERT_TRUE(buttons);

    EXPECT_TRUE((*buttons)->has_room_for(8));
    EXPECT_FALSE((*buttons)->has_room_for(9));
}

TEST(Buttons, pins_must_be_known) {
    OfflineRig rig;
    const auto buttons = Buttons::make(rig.mcu);
    ASSERT_TRUE(buttons);

    EXPECT_FALSE((*buttons)->add({{"PB7"}}, [](base::HostTime, unsigned) {}));
}

class ButtonReportTest : public ::testing::Test {
  protected:
    ButtonReportTest() {
        EXPECT_TRUE(rig.identify());
        buttons = *Buttons::make(rig.mcu);
        EXPECT_TRUE(buttons->add({{"PA1", true}}, [this](base::HostTime, unsigned state) {
            told += "A" + std::to_string(state);
        }));
        EXPECT_TRUE(buttons->add({{"PA2"}, {"PA3"}}, [this](base::HostTime, unsigned state) {
            told += "B" + std::to_string(state);
        }));
    }
    void report(std::uint8_t ack_count, std::vector<std::uint8_t> states) {
        const EncodedMessage message(*wire::response_id<messages::ButtonsState>(dictionary),
                                     messages::ButtonsState{{0}, ack_count, states});
        rig.peer.say({message.bytes().begin(), message.bytes().end()});
        rig.pass(base::Seconds(0.01));
    }
    wire::Dictionary dictionary = testing::usual_dictionary().build();
    BoardRig rig{dictionary};
    std::unique_ptr<Buttons> buttons;
    std::string told;
};

TEST_F(ButtonReportTest, tells_each_group_of_its_own_changes) {
    report(0, {0b000});
    EXPECT_EQ(told, "A1");
    report(1, {0b100, 0b101});
    EXPECT_EQ(told, "A1B2A0");
}

TEST_F(ButtonReportTest, a_report_that_is_repeated_is_told_once) {
    report(0, {0b000});
    report(0, {0b000, 0b010});

    EXPECT_EQ(told, "A1B1");
}

TEST_F(ButtonReportTest, counts_on_when_the_number_of_reports_wraps) {
    for (int i = 0; i < 300; ++i) {
        const std::uint8_t state = i % 2 ? 0b001 : 0b011;
        report(static_cast<std::uint8_t>(i), {state});
    }

    EXPECT_EQ(told.size(), 600U);
}

}  // namespace
}  // namespace escapement::mcu
