// Claims about a microcontroller offline; tests/link has those with a board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/mcu.hpp"

#include <gtest/gtest.h>

#include <random>

#include "mcu/digital_out.hpp"
#include "mcu/testing_board.hpp"
#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using testing::OfflineRig;

// What identify() says about a dictionary.
std::string verdict(const wire::Dictionary& dictionary) {
    runtime::VirtualClock clock;
    runtime::Executor executor(clock);
    Recorder recorder([](wire::Bytes) {});
    Mcu mcu("ebb", executor, recorder, dictionary);
    auto task = mcu.identify();
    task.start();
    const auto done = task.take();
    return done ? "" : done.error().what;
}

TEST(Mcu, pins_have_the_numbers_of_the_dictionary) {
    const OfflineRig rig;

    EXPECT_EQ(rig.mcu.pin("PA11")->raw, 11U);
    EXPECT_EQ(rig.mcu.chip(), "testchip");
}

TEST(Mcu, an_unknown_pin_is_answered_with_the_nearest_one) {
    const OfflineRig rig;

    const auto pin = rig.mcu.pin("PB3");

    ASSERT_FALSE(pin);
    EXPECT_EQ(pin.error().what.find("pin 'PB3' is not known to mcu 'mcu' (testchip)"), 0U);
    EXPECT_NE(pin.error().what.find("PA3"), std::string::npos);
}

TEST(Mcu, a_pin_that_the_board_needs_itself_is_refused) {
    const OfflineRig rig;

    const auto pin = rig.mcu.pin("PA14");

    ASSERT_FALSE(pin);
    EXPECT_EQ(pin.error().what, "pin 'PA14' of mcu 'mcu' is reserved for swd");
}

TEST(Mcu, a_dictionary_without_a_clock_is_of_no_use) {
    wire::Dictionary dictionary = testing::usual_dictionary().build();
    dictionary.config.erase("CLOCK_FREQ");

    EXPECT_EQ(verdict(dictionary), "mcu 'ebb': its firmware does not tell 'CLOCK_FREQ'");
}

TEST(Mcu, a_clock_too_fast_for_three_seconds_is_refused) {
    wire::Dictionary dictionary = testing::usual_dictionary().build();
    dictionary.config["CLOCK_FREQ"] = std::int64_t{800'000'000};

    EXPECT_EQ(verdict(dictionary),
              "mcu 'ebb': its CLOCK_FREQ is too high to schedule three seconds ahead");
}

TEST(Mcu, a_command_that_the_firmware_lacks_is_named) {
    wire::Dictionary dictionary = testing::usual_dictionary().build();
    std::erase_if(dictionary.commands,
                  [](const auto& message) { return message.name() == "queue_digital_out"; });
    OfflineRig rig(dictionary);

    const auto pin = DigitalOut::make(rig.mcu, {.pin = {"PA1"}});

    ASSERT_FALSE(pin);
    EXPECT_EQ(pin.error().what.find("mcu 'mcu': "), 0U);
    EXPECT_NE(pin.error().what.find("queue_digital_out"), std::string::npos);
}

TEST(Mcu, offline_time_stands_still_and_moves_fit) {
    OfflineRig rig;
    ASSERT_TRUE(rig.configure());

    EXPECT_EQ(rig.mcu.estimated_print_time(base::HostTime{100s}), base::PrintTime{});
    EXPECT_TRUE(rig.mcu.offline());
    rig.mcu.emergency_stop();
    EXPECT_FALSE(rig.mcu.failure());
}

TEST(Mcu, more_devices_than_a_board_can_number_are_refused) {
    OfflineRig rig;
    for (int i = 0; i < 256; ++i) rig.mcu.configuration().create_oid();

    const auto done = rig.configure();

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().what, "mcu 'mcu': more than 255 devices are configured");
}

TEST(Mcu, devices_that_need_more_memory_than_there_is_are_refused) {
    OfflineRig rig;
    for (int i = 0; i < 500; ++i) rig.mcu.configuration().reserve_move_slot();

    const auto done = rig.configure();

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().what,
              "Too few moves available on MCU 'mcu': it has memory for 500 queued moves, too few "
              "for the devices that are"
              " configured");
}

// A board that answers every identify with a piece of something.
base::Result<void> identify_with(const testing::Piece& piece) {
    testing::BoardRig rig(piece);
    return rig.identify();
}

TEST(Mcu, a_dictionary_that_is_no_dictionary_is_refused) {
    const auto done = identify_with([](std::uint32_t offset) {
        return offset == 0 ? testing::Octets{'x', 'y', 'z'} : testing::Octets{};
    });

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().what.find("mcu 'mcu': "), 0U);
}

TEST(Mcu, a_dictionary_without_end_is_refused) {
    const auto done = identify_with([](std::uint32_t) { return testing::Octets(40, 1); });

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().what, "mcu 'mcu': endless dictionary");
}

TEST(Mcu, pieces_of_a_dictionary_that_answer_other_questions_are_skipped) {
    testing::BoardRig rig(testing::usual_dictionary().build());
    rig.strays = 9;

    EXPECT_TRUE(rig.identify());
}

TEST(Mcu, a_board_that_never_tells_the_piece_that_was_asked_for_is_refused) {
    testing::BoardRig rig(testing::usual_dictionary().build());
    rig.strays = 10;

    const auto done = rig.identify();

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().what,
              "mcu 'mcu': tells other pieces of its dictionary than it is asked for");
}

// Listeners for everything that a device could listen to.
std::vector<Subscription> listen_to_all(Mcu& mcu) {
    std::vector<Subscription> all;
    messages::Responses::for_each([&]<wire::Message M>() {
        auto heard = mcu.on_response<M>(std::nullopt, [](const M&, const Received&) {});
        EXPECT_TRUE(heard);
        if (heard) all.push_back(*std::move(heard));
    });
    return all;
}

TEST(Mcu, a_board_may_say_anything) {
    const wire::Dictionary dictionary = testing::usual_dictionary().build();
    testing::BoardRig rig(dictionary);
    ASSERT_TRUE(rig.identify());
    const auto listening = listen_to_all(rig.mcu);
    std::mt19937 random(1);
    std::vector<std::string> output;
    rig.mcu.on_output([&](const std::string& line) { output.push_back(line); });

    for (int i = 0; i < 20'000; ++i) {
        testing::Octets payload(1 + random() % 20);
        for (std::uint8_t& byte : payload) byte = static_cast<std::uint8_t>(random());
        // Begin with a message that the dictionary knows, most of the time.
        const auto& responses = dictionary.responses;
        const int id = responses[random() % responses.size()].id;
        if (i % 8 != 0) payload[0] = static_cast<std::uint8_t>(id & 0x7f);
        rig.peer.say(payload);
        rig.pass(1ms);
    }

    EXPECT_TRUE(rig.mcu.failure());  // it has said that it is shut down, among other things
}

}  // namespace
}  // namespace escapement::mcu
