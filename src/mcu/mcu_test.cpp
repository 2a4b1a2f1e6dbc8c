// Claims about a microcontroller offline; tests/link has those with a board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/mcu.hpp"

#include <gtest/gtest.h>

#include "mcu/digital_out.hpp"
#include "mcu/testing_offline.hpp"
#include "mcu/testing_peer.hpp"

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
              "mcu 'ebb': its clock is too fast to schedule three seconds ahead");
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
              "mcu 'mcu': it has memory for 500 queued moves, too few for the devices that are"
              " configured");
}

// A board that answers every identify with the same bytes.
base::Result<void> identify_with(testing::Octets (*piece)(std::uint32_t offset)) {
    testing::Peer peer;
    runtime::Executor executor(peer);
    Link link(peer);
    Mcu mcu("mcu", executor, link);
    peer.answer = [piece](const testing::Octets& payload) {
        wire::Reader in(payload);
        in.take_int();
        const std::uint32_t offset = in.take_int();
        const testing::Octets data = piece(offset);
        std::array<std::uint8_t, wire::max_payload_size> buffer;
        wire::Writer out(buffer);
        wire::encode(0, messages::IdentifyResponse{offset, data}, out);
        return std::vector<testing::Octets>{{out.bytes().begin(), out.bytes().end()}};
    };
    std::optional<base::Result<void>> result;
    bool finished = false;
    const auto keep = [&]() -> runtime::Task<> {
        auto task = mcu.identify();
        result = co_await task;
        finished = true;
    };
    executor.spawn(keep(), [](std::exception_ptr) {});
    std::array<runtime::Actor*, 2> actors{&executor, &link};
    runtime::drive(peer, actors, finished);
    return *std::move(result);
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

}  // namespace
}  // namespace escapement::mcu
