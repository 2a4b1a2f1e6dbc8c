// Claims about questions whose answers get lost.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/questions.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_board.hpp"
#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using testing::BoardRig;
using testing::Octets;

struct QuestionsTest : ::testing::Test {
    QuestionsTest() { EXPECT_TRUE(rig.identify()); }

    // What becomes, within some time, of a question for a position.
    std::optional<base::Result<messages::StepperPosition>> ask(base::Seconds patience) {
        std::optional<base::Result<messages::StepperPosition>> result;
        rig.executor.spawn(keep(result), [](std::exception_ptr) {});
        rig.pass(patience);
        return result;
    }
    runtime::Task<> keep(std::optional<base::Result<messages::StepperPosition>>& result) {
        auto task = rig.mcu.query(messages::StepperGetPosition{{3}}, rig.mcu.default_queue());
        result = co_await task;
    }
    // A board that tells the position of stepper 3 from the given question on.
    void answer_from(int first) {
        const auto id = *wire::command_id<messages::StepperGetPosition>(dictionary);
        const auto reply = *wire::response_id<messages::StepperPosition>(dictionary);
        rig.answer = [this, id, reply, first](const Octets& payload) {
            wire::Reader in(payload);
            if (wire::take_id(in) != id || asked++ < first) return std::vector<Octets>{};
            const EncodedMessage other(reply, messages::StepperPosition{{4}, 0});
            const EncodedMessage mine(reply, messages::StepperPosition{{3}, -77});
            return std::vector<Octets>{{other.bytes().begin(), other.bytes().end()},
                                       {mine.bytes().begin(), mine.bytes().end()}};
        };
    }

    wire::Dictionary dictionary = testing::usual_dictionary().build();
    BoardRig rig{dictionary};
    int asked = 0;
};

TEST_F(QuestionsTest, an_answer_is_that_of_the_device_that_was_asked) {
    answer_from(0);

    const auto answer = ask(10ms);

    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((**answer).pos, -77);
    EXPECT_EQ(asked, 1);
}

TEST_F(QuestionsTest, a_lost_answer_makes_it_ask_again) {
    answer_from(2);

    const auto answer = ask(100ms);

    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((**answer).pos, -77);
    EXPECT_EQ(asked, 3);
}

TEST_F(QuestionsTest, a_board_that_never_answers_is_asked_six_times) {
    answer_from(1000);

    const auto answer = ask(5s);

    ASSERT_TRUE(answer);
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().what, "mcu 'mcu': no answer 'stepper_position'");
    EXPECT_EQ(asked, 6);
}

TEST_F(QuestionsTest, a_board_that_is_lost_meanwhile_ends_the_waiting) {
    rig.peer.silent = true;

    const auto answer = ask(5500ms);

    ASSERT_TRUE(answer);
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().what,
              "Lost communication with MCU 'mcu': no answer for 5 seconds; check its cable and its "
              "power supply");
}

}  // namespace
}  // namespace escapement::mcu
