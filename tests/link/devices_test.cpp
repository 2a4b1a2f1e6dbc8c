// Claims about devices, from a call on the host to a pin of the board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "mcu/adc_in.hpp"
#include "mcu/digital_out.hpp"
#include "mcu/pwm_out.hpp"
#include "mcu/stepper_out.hpp"
#include "messages/digital_out.hpp"
#include "rig.hpp"

namespace escapement {
namespace {

using namespace std::chrono_literals;
using Change = Pins::Change;

TEST(Devices, pins_switch_at_the_very_tick) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto pin = mcu::DigitalOut::make(board.mcu,
                                     {.pin = {.name = "PA1", .invert = true}, .max_duration = {}});
    ASSERT_TRUE(pin) << pin.error().what;
    rig.configure(board);
    const base::PrintTime start{2s};

    (*pin)->set(start, true);
    (*pin)->set(start + 0.1s, false);
    (*pin)->set(start + 1s, true);
    rig.pass(4s);

    EXPECT_EQ(board.pins.changes[1],
              (std::vector<Change>{{true, board.pins.changes[1][0].at},
                                   {false, {360'000'000}},
                                   {true, {378'000'000}},
                                   {false, {540'000'000}}}));
}

TEST(Devices, an_output_that_nobody_refreshes_shuts_the_board_down) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto heater = mcu::PwmOut::make(board.mcu, {.pin = {"PA2"}, .max_duration = 1s});
    ASSERT_TRUE(heater) << heater.error().what;
    rig.configure(board);

    (*heater)->set(base::PrintTime{1s}, 0.5);
    rig.pass(3s);

    ASSERT_TRUE(board.mcu.failure());
    EXPECT_EQ(board.mcu.failure()->reason,
              "MCU 'mcu' shutdown: Missed scheduling of next digital out event");
    EXPECT_FALSE(board.pins.changes[2].back().level);
}

// A soft PWM of 100 Hz at PA2.
std::unique_ptr<mcu::PwmOut> make_fan(Rig& rig, RigBoard& board) {
    rig.identify(board);
    auto fan =
        mcu::PwmOut::make(board.mcu, {.pin = {"PA2"}, .cycle_time = 0.010s, .max_duration = {}});
    EXPECT_TRUE(fan) << fan.error().what;
    rig.configure(board);
    return std::move(*fan);
}

TEST(Devices, soft_pwm_is_on_for_its_share_of_each_cycle) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    const auto fan = make_fan(rig, board);

    fan->set(base::PrintTime{1s}, 0.25);
    const base::PrintTime aligned = fan->next_aligned_print_time(base::PrintTime{1.095s});
    fan->set(aligned, 0.0);
    rig.pass(2s);

    EXPECT_DOUBLE_EQ(aligned.time_since_epoch().count(), 1.1);
    const std::vector<std::uint64_t> rises = board.pins.rises(2);
    ASSERT_EQ(rises.size(), 10U);
    for (std::size_t i = 0; i < rises.size(); ++i) EXPECT_EQ(rises[i], 180'000'000 + i * 1'800'000);
    EXPECT_EQ(board.pins.changes[2].back(),
              (Change{false, {180'000'000 + 9 * 1'800'000 + 450'000}}));
}

TEST(Devices, soft_pwm_goes_on_as_it_began_when_its_cycle_changes) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    const auto fan = make_fan(rig, board);
    const auto change =
        board.mcu.command<messages::SetDigitalOutPwmCycle>(board.mcu.default_queue());
    ASSERT_TRUE(change) << change.error().what;
    fan->set(base::PrintTime{1s}, 0.25);
    rig.pass(2s);

    const std::size_t before = board.pins.rises(2).size();
    change->send({.oid = {0}, .cycle_ticks = {180'000}});
    rig.pass(0.5s);

    const std::vector<std::uint64_t> rises = board.pins.rises(2);
    ASSERT_GE(rises.size(), before + 40);
    for (std::size_t i = 0; i < rises.size(); ++i) EXPECT_EQ(rises[i], 180'000'000 + i * 1'800'000);
    EXPECT_FALSE(board.mcu.failure());
}

TEST(Devices, hardware_pwm_takes_a_share_of_its_range) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto fan = mcu::PwmOut::make(
        board.mcu, {.pin = {.name = "PA2", .invert = true}, .hardware = true, .max_duration = {}});
    ASSERT_TRUE(fan) << fan.error().what;
    rig.configure(board);

    (*fan)->set(base::PrintTime{1s}, 0.2);
    rig.pass(2s);

    EXPECT_EQ(board.pins.widths[2], (std::vector<std::uint32_t>{255, 204}));
}

TEST(Devices, voltages_arrive_as_shares_with_the_time_of_their_first_sample) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto input = mcu::AdcIn::make(board.mcu, {.pin = {"PA4"}, .report_time = 0.1s});
    ASSERT_TRUE(input) << input.error().what;
    std::vector<std::pair<double, double>> values;
    (*input)->on_value([&](base::PrintTime when, double value) {
        values.emplace_back(when.time_since_epoch().count(), value);
    });
    rig.configure(board);
    const double configured = board.mcu.estimated_print_time().time_since_epoch().count();

    rig.pass(3s);

    ASSERT_GE(values.size(), 10U);
    EXPECT_NEAR(values[0].first, configured + 1.5, 0.01);
    EXPECT_NEAR(values[1].first, values[0].first + 0.1, 1e-6);
    EXPECT_DOUBLE_EQ(values[0].second, 400.0 / 4095.0);
}

TEST(Devices, a_voltage_out_of_range_shuts_the_board_down) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto input = mcu::AdcIn::make(board.mcu, {.pin = {"PA4"}});
    ASSERT_TRUE(input) << input.error().what;
    (*input)->set_range(0.2, 0.9, 4);
    rig.configure(board);

    rig.pass(4s);

    ASSERT_TRUE(board.mcu.failure());
    EXPECT_EQ(board.mcu.failure()->reason, "MCU 'mcu' shutdown: ADC out of range");
}

// Feeds runs of equal steps, as a compressor would.
void run_steps(mcu::StepperOut& stepper, std::uint64_t& last, std::uint32_t interval, int count) {
    const base::McuClock first{last + interval};
    last += std::uint64_t{interval} * static_cast<std::uint64_t>(count);
    stepper.run({interval, static_cast<std::uint16_t>(count), 0}, first, {last});
}

TEST(Devices, every_step_happens_at_its_clock_though_the_board_has_little_memory) {
    CableOptions options;
    options.board.memory = 1500;
    Rig rig;
    RigBoard& board = rig.add("mcu", options);
    rig.identify(board);
    auto x = mcu::StepperOut::make(board.mcu, {.step_pin = {"PA0"}, .dir_pin = {"PA1"}});
    auto y = mcu::StepperOut::make(board.mcu, {.step_pin = {"PA2"}, .dir_pin = {"PA3"}});
    ASSERT_TRUE(x && y);
    rig.configure(board);
    const std::uint64_t start = board.mcu.clock().clock_at(base::PrintTime{1.5s}).raw;
    std::vector<std::uint64_t> wanted;

    std::uint64_t x_last = start, y_last = start;
    for (auto* stepper : {x->get(), y->get()}) stepper->reset_clock({start});
    for (int i = 0; i < 500; ++i) {
        const std::uint32_t interval = 20'000 + 10 * static_cast<std::uint32_t>(i % 7);
        for (std::uint64_t k = 1; k <= 5; ++k) wanted.push_back(x_last + interval * k);
        if (i % 50 == 0) (*x)->direction(i % 100 == 0);
        run_steps(**x, x_last, interval, 5);
        run_steps(**y, y_last, 2 * interval, 2);
    }
    board.mcu.steps().flush({x_last});
    board.mcu.steps().flush({y_last});
    rig.pass(3s);

    EXPECT_FALSE(board.mcu.failure()) << board.mcu.failure()->reason;
    EXPECT_EQ(board.pins.rises(0), wanted);
    EXPECT_EQ(board.pins.rises(2).size(), 1000U);
}

TEST(Devices, positions_are_read_back_with_the_direction_pin_inverted) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto x = mcu::StepperOut::make(
        board.mcu, {.step_pin = {"PA0"}, .dir_pin = {.name = "PA1", .invert = true}});
    ASSERT_TRUE(x);
    rig.configure(board);
    std::uint64_t last = board.mcu.clock().clock_at(base::PrintTime{1s}).raw;

    (*x)->reset_clock({last});
    (*x)->direction(true);
    run_steps(**x, last, 10'000, 300);
    (*x)->direction(false);
    run_steps(**x, last, 10'000, 70);
    board.mcu.steps().flush({last});
    rig.pass(2s);
    const auto position = rig.run((*x)->position());

    ASSERT_TRUE(position) << position.error().what;
    EXPECT_EQ(*position, 230);
}

}  // namespace
}  // namespace escapement
