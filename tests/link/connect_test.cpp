// Claims about getting to know a board, and losing it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "mcu/digital_out.hpp"
#include "mcu/pwm_out.hpp"
#include "messages/system.hpp"
#include "rig.hpp"

namespace escapement {
namespace {

using namespace std::chrono_literals;

TEST(Connect, a_fresh_board_tells_its_dictionary) {
    Rig rig;
    RigBoard& board = rig.add("mcu");

    rig.identify(board);

    EXPECT_EQ(wire::to_json(board.mcu.dictionary()),
              wire::to_json(rig.cable.board(0).dictionary()));
    EXPECT_EQ(board.mcu.chip(), "sim");
}

TEST(Connect, the_clock_is_known_to_a_few_microseconds) {
    CableOptions options;
    options.crystal_error = 50e-6;
    options.board.start = {4'000'000'000};  // the low half wraps within two seconds
    Rig rig;
    RigBoard& board = rig.add("mcu", options);

    rig.identify(board);
    rig.pass(30s);

    const auto real = rig.cable.clock_of(0, rig.cable.now());
    const auto known = board.mcu.clock().estimated_clock(rig.cable.now());
    EXPECT_NEAR(static_cast<double>(known.raw), static_cast<double>(real.raw), 20e-6 * 180e6);
    EXPECT_NEAR(board.mcu.clock().line().frequency_hz, 180e6 * (1 + 50e-6), 180);
}

TEST(Connect, a_second_host_goes_on_where_the_first_one_stopped) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    mcu::Link link(rig.cable.stream(0));
    mcu::Mcu second("mcu", rig.executor, link);

    rig.replace_link(0, link);
    const auto done = rig.run(second.identify());

    EXPECT_TRUE(done) << done.error().what;
}

TEST(Connect, a_configured_board_is_taken_over_by_the_same_configuration_only) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    const auto first = mcu::DigitalOut::make(board.mcu, {.pin = {"PA1"}});
    rig.configure(board);
    ASSERT_TRUE(first);

    mcu::Link same_link(rig.cable.stream(0)), other_link(rig.cable.stream(0));
    mcu::Mcu same("mcu", rig.executor, same_link);
    rig.replace_link(0, same_link);
    ASSERT_TRUE(rig.run(same.identify()));
    const auto same_pin = mcu::DigitalOut::make(same, {.pin = {"PA1"}});
    const auto taken = rig.run(same.configure());

    mcu::Mcu other("mcu", rig.executor, other_link);
    rig.replace_link(0, other_link);
    ASSERT_TRUE(rig.run(other.identify()));
    const auto other_pin = mcu::DigitalOut::make(other, {.pin = {"PA2"}});
    const auto refused = rig.run(other.configure());

    EXPECT_TRUE(taken) << taken.error().what;
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("CRC does not match config"), std::string::npos);
}

TEST(Connect, a_silent_board_is_reported_after_five_seconds) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.cable.cut(0);

    const auto done = rig.run(board.mcu.identify());

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().what,
              "Lost communication with MCU 'mcu': no answer for 5 seconds; check its cable and its "
              "power supply");
    EXPECT_GE(rig.cable.now().time_since_epoch(), 5s);
    EXPECT_LT(rig.cable.now().time_since_epoch(), 6s);
}

TEST(Connect, a_cut_cable_is_noticed) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    std::vector<std::string> reasons;
    board.mcu.on_failure([&](const mcu::McuFailure& f) { reasons.push_back(f.reason); });

    rig.cable.cut(0);
    rig.pass(7s);

    EXPECT_EQ(reasons,
              std::vector<std::string>{"Lost communication with MCU 'mcu': no answer for 5 "
                                       "seconds; check its cable and its power supply"});
}

// A digital output at PA1 of a configured board.
std::unique_ptr<mcu::DigitalOut> make_pin(Rig& rig, RigBoard& board) {
    rig.identify(board);
    auto pin = mcu::DigitalOut::make(board.mcu, {.pin = {"PA1"}});
    EXPECT_TRUE(pin);
    rig.configure(board);
    return std::move(*pin);
}

TEST(Connect, the_reason_of_a_shutdown_is_told_once) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    const auto pin = make_pin(rig, board);
    std::vector<std::string> reasons;
    board.mcu.on_failure([&](const mcu::McuFailure& f) { reasons.push_back(f.reason); });

    pin->set(base::PrintTime{0.1s}, true);  // long ago
    rig.pass(1s);
    pin->set(board.mcu.estimated_print_time() + 0.2s, true);
    rig.pass(1s);

    EXPECT_EQ(reasons, std::vector<std::string>{"MCU 'mcu' shutdown: Timer too close"});
}

TEST(Connect, a_reset_lets_go_of_all_pins_and_is_noticed) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto pin = mcu::DigitalOut::make(board.mcu, {.pin = {"PA1"}, .max_duration = {}});
    auto heater = mcu::PwmOut::make(board.mcu, {.pin = {"PA2"}, .hardware = true});
    ASSERT_TRUE(pin && heater);
    rig.configure(board);
    const auto reset = board.mcu.command<messages::Reset>(board.mcu.default_queue());
    ASSERT_TRUE(reset) << reset.error().what;
    (*pin)->set(board.mcu.estimated_print_time() + 1s, true);
    (*heater)->set(board.mcu.estimated_print_time() + 1s, 1.0);
    rig.pass(1.5s);
    EXPECT_EQ(board.pins.widths[2].back(), 255U);

    reset->send({});
    rig.pass(1s);

    EXPECT_EQ(board.pins.releases, (std::vector<std::uint32_t>{1, 2}));
    ASSERT_TRUE(board.mcu.failure());
    EXPECT_EQ(board.mcu.failure()->reason, "MCU 'mcu' spontaneous restart");
}

TEST(Connect, a_board_that_was_reset_can_be_configured_anew) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    const auto pin = make_pin(rig, board);
    board.mcu.command<messages::Reset>(board.mcu.default_queue())->send({});
    rig.pass(1s);

    mcu::Link second_link(rig.cable.stream(0));
    rig.replace_link(0, second_link);
    mcu::Mcu second("mcu", rig.executor, second_link);
    const auto identified = rig.run(second.identify());
    ASSERT_TRUE(identified) << identified.error().what;
    auto other = mcu::DigitalOut::make(second, {.pin = {"PA3"}});
    ASSERT_TRUE(other);
    const auto configured = rig.run(second.configure());

    EXPECT_TRUE(configured) << configured.error().what;
}

TEST(Connect, an_emergency_stop_arrives_at_once_and_drops_what_waits) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto pin = mcu::DigitalOut::make(board.mcu, {.pin = {"PA1"}, .max_duration = {}});
    ASSERT_TRUE(pin);
    rig.configure(board);
    (*pin)->set(board.mcu.estimated_print_time() + 1s, true);

    board.mcu.emergency_stop();
    rig.pass(0.002s);

    EXPECT_TRUE(rig.cable.board(0).is_shutdown());
    rig.pass(2s);
    EXPECT_TRUE(board.pins.rises(1).empty());
}

}  // namespace
}  // namespace escapement
