// Claims about the conversion between the computer's time, print time and clocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/clock_model.hpp"

#include <gtest/gtest.h>

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using base::HostTime;
using base::McuClock;
using base::PrintTime;

constexpr HostTime start{};

// Answers questions for the clock once a second, each way taking a millisecond.
struct Board {
    double frequency_hz;
    double at_start = 0.0;
    McuClock clock(HostTime time) const {
        const double seconds = base::Seconds(time - start).count();
        return {static_cast<std::uint64_t>(at_start + seconds * frequency_hz)};
    }
    ClockSample ask(HostTime time) const { return {time, time + 2ms, clock(time + 1ms)}; }
};

TEST(ClockModel, offline_the_clock_is_the_print_time_times_the_frequency) {
    const ClockModel model(180e6);

    EXPECT_EQ(model.clock_at(PrintTime{0.252s}).raw, 45'360'000U);
    EXPECT_EQ(model.print_time_at({45'360'000}), PrintTime{0.252s});
    EXPECT_EQ(model.clock_at(PrintTime{-1s}).raw, 0U);
}

TEST(ClockModel, every_clock_survives_the_way_to_print_time_and_back) {
    const ClockModel model(72e6);

    for (std::uint64_t clock = 1; clock < 1'000'000'000'000'000; clock = clock * 7 + 3)
        EXPECT_EQ(model.clock_at(model.print_time_at({clock})).raw, clock);
}

TEST(ClockModel, half_a_round_trip_is_taken_off) {
    const Board board{.frequency_hz = 100e6};
    ClockModel model(100e6);

    model.begin(board.ask(start));
    for (int i = 1; i < 60; ++i) model.add(board.ask(start + i * 1s));

    const double known = static_cast<double>(model.estimated_clock(start + 60s).raw);
    EXPECT_NEAR(known, static_cast<double>(board.clock(start + 60s).raw), 10.0);
    EXPECT_NEAR(
        static_cast<double>((model.host_time_at({6'000'000'000}) - start).count()), 60e9, 200.0);
}

TEST(ClockModel, the_cautious_line_lies_behind_the_clock) {
    const Board board{.frequency_hz = 100e6};
    ClockModel model(100e6);

    model.begin(board.ask(start));
    for (int i = 1; i < 60; ++i) model.add(board.ask(start + i * 1s));

    const HostTime when = start + 60s;
    EXPECT_LT(model.cautious_line().at(when).raw, board.clock(when).raw);
    EXPECT_GT(model.cautious_line().at(when + 3ms).raw, board.clock(when).raw);
}

TEST(ClockModel, clocks_of_32_bits_are_widened_near_the_last_one) {
    ClockModel model(100e6);
    model.begin({start, start, {0x1'0000'0100}});

    EXPECT_EQ(model.widen({0x200}).raw, 0x1'0000'0200U);
    EXPECT_EQ(model.widen({0xffff'ff00}).raw, 0xffff'ff00U);
}

TEST(ClockModel, a_second_board_is_steered_to_the_time_of_the_main_one) {
    const Board main_board{.frequency_hz = 100e6 * (1 + 60e-6)};
    const Board other_board{.frequency_hz = 16e6 * (1 - 90e-6), .at_start = 5e6};
    ClockModel main(100e6), other(16e6);
    main.begin(main_board.ask(start));
    other.begin(other_board.ask(start));
    other.join(main, start);

    for (int i = 1; i < 100; ++i) {
        const HostTime now = start + i * 1s;
        main.add(main_board.ask(now));
        other.add(other_board.ask(now));
        other.steer(main, main.estimated_print_time(now) + 0.5s, now);
    }

    const HostTime now = start + 100s;
    const auto difference = main.estimated_print_time(now) - other.estimated_print_time(now);
    EXPECT_NEAR(difference.count(), 0.0, 5e-6);
}

TEST(ClockModel, steering_makes_no_jump) {
    const Board main_board{.frequency_hz = 100e6};
    const Board other_board{.frequency_hz = 16e6 * (1 + 500e-6)};
    ClockModel main(100e6), other(16e6);
    main.begin(main_board.ask(start));
    other.begin(other_board.ask(start));
    other.join(main, start);

    for (int i = 1; i < 20; ++i) {
        const HostTime now = start + i * 1s;
        main.add(main_board.ask(now));
        other.add(other_board.ask(now));
        const PrintTime committed = main.estimated_print_time(now) + 0.7s;
        const McuClock before = other.clock_at(committed);
        other.steer(main, committed, now);
        EXPECT_NEAR(static_cast<double>(other.clock_at(committed).raw),
                    static_cast<double>(before.raw),
                    1.0);
    }
}

TEST(ClockModel, durations_are_counted_in_whole_ticks) {
    const ClockModel model(16e6);

    EXPECT_EQ(model.ticks(0.000002s).raw, 32U);
    EXPECT_EQ(model.ticks(0.00000009s).raw, 1U);
}

}  // namespace
}  // namespace escapement::mcu
