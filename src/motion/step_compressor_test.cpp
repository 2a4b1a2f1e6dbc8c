// Compression: windows kept, counts and directions exact, reversals left out, long pauses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_compressor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "motion/blend_path.hpp"
#include "motion/step_solver.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

using base::McuClock;

struct Made {
    std::uint64_t clock;
    Direction direction;

    bool operator==(const Made&) const = default;
};

// A microcontroller that does what it is told.
class Board final : public RunSink {
  public:
    void direction(Direction d) override {
        direction_ = d;
        ++turns;
    }
    void run(const StepRun& run, McuClock first, McuClock last) override {
        std::uint32_t clock = now_, interval = run.interval;
        for (int k = 0; k < run.count; ++k) {
            clock += interval;
            interval += static_cast<std::uint32_t>(run.add);
            const McuClock full = first.widen({clock});
            if (k == 0) {
                EXPECT_EQ(full, first);
            }
            made.push_back({full.raw, direction_});
        }
        EXPECT_EQ(made.back().clock, last.raw);
        now_ = clock;
        ++runs;
    }
    void reset(McuClock clock) { now_ = clock.low().raw; }

    std::vector<Made> made;
    int turns = 0, runs = 0;

  private:
    std::uint32_t now_ = 0;
    Direction direction_ = Direction::backward;
};

constexpr double mhz = 1e6;

std::vector<double> times_of(std::initializer_list<double> ticks) {
    std::vector<double> times;
    for (const double t : ticks) times.push_back(t / mhz);
    return times;
}

// Feeds the same steps to a compressor without tolerance, which sends exact clocks.
std::vector<Made> exact_clocks(const std::vector<std::pair<Direction, std::vector<double>>>& steps,
                               ClockRate rate) {
    Board board;
    StepCompressor compressor(rate, board);
    compressor.set_window({0, 0});
    for (const auto& [direction, times] : steps) compressor.steps(direction, times);
    compressor.flush();
    return board.made;
}

void expect_within_window(const std::vector<Made>& made,
                          const std::vector<Made>& exact,
                          std::uint64_t window) {
    ASSERT_EQ(made.size(), exact.size());
    for (std::size_t i = 0; i < made.size(); ++i) {
        ASSERT_EQ(made[i].direction, exact[i].direction) << i;
        const std::uint64_t before = i > 0 ? exact[i].clock - exact[i - 1].clock : window * 2;
        const std::uint64_t after =
            i + 1 < exact.size() ? exact[i + 1].clock - exact[i].clock : window * 2;
        ASSERT_LE(exact[i].clock, made[i].clock + std::min(window, before / 2)) << i;
        ASSERT_LE(made[i].clock, exact[i].clock + std::min(window, after / 2)) << i;
        if (i > 0) {
            ASSERT_GT(made[i].clock, made[i - 1].clock) << i;
            ASSERT_GE(3 * (made[i].clock - made[i - 1].clock), before) << i;
        }
    }
}

TEST(StepCompressor, sends_one_run_for_evenly_spaced_steps) {
    Board board;
    StepCompressor compressor({0.0, mhz}, board);
    compressor.reset({500});
    board.reset({500});

    compressor.steps(Direction::forward, times_of({1000, 1500, 2000, 2500}));
    compressor.flush();

    EXPECT_EQ(board.runs, 1);
    EXPECT_EQ(board.made,
              (std::vector<Made>{{1000, Direction::forward},
                                 {1500, Direction::forward},
                                 {2000, Direction::forward},
                                 {2500, Direction::forward}}));
    EXPECT_EQ(compressor.position(), 4);
    EXPECT_EQ(compressor.position_at({1700}), 2);
}

TEST(StepCompressor, sends_nothing_before_it_is_asked) {
    Board board;
    StepCompressor compressor({0.0, mhz}, board);

    compressor.steps(Direction::forward, times_of({1000, 2000, 3000, 9000, 50'000}));
    EXPECT_EQ(board.runs + board.turns, 0);

    compressor.flush(McuClock{1});
    EXPECT_GE(board.made.size(), 1u);
    EXPECT_LT(board.made.size(), 5u);
}

TEST(StepCompressor, sends_the_direction_when_it_changes_and_after_a_reset) {
    Board board;
    StepCompressor compressor({0.0, mhz}, board);

    compressor.steps(Direction::forward, times_of({1000, 2000}));
    compressor.steps(Direction::forward, times_of({3000}));
    compressor.steps(Direction::backward, times_of({9000}));
    compressor.flush();
    EXPECT_EQ(board.turns, 2);

    compressor.reset({20'000});
    board.reset({20'000});
    compressor.steps(Direction::backward, times_of({21'000}));
    compressor.flush();
    EXPECT_EQ(board.turns, 3);
    EXPECT_EQ(board.made.back(), (Made{21'000, Direction::backward}));
}

TEST(StepCompressor, leaves_out_a_step_that_is_taken_back_at_once) {
    Board board;
    StepCompressor compressor({0.0, mhz}, board);

    compressor.steps(Direction::forward, times_of({1000, 2000}));
    compressor.steps(Direction::backward, times_of({2749, 5000}));
    compressor.flush();

    EXPECT_EQ(board.made,
              (std::vector<Made>{{1000, Direction::forward}, {5000, Direction::backward}}));
}

TEST(StepCompressor, makes_a_step_that_is_taken_back_later_or_was_settled) {
    Board later, settled;
    StepCompressor a({0.0, mhz}, later), b({0.0, mhz}, settled);

    a.steps(Direction::forward, times_of({1000}));
    a.steps(Direction::backward, times_of({1750}));
    a.flush();
    b.steps(Direction::forward, times_of({1000}));
    b.settle();
    b.steps(Direction::backward, times_of({1100}));
    b.flush();

    EXPECT_EQ(later.made.size(), 2u);
    EXPECT_EQ(settled.made.size(), 2u);
}

TEST(StepCompressor, bridges_a_pause_of_many_wraps_with_a_step_of_its_own) {
    Board board;
    StepCompressor compressor({0.0, 520e6}, board);

    const std::vector<double> times{1.0, 1.001, 100.0, 100.001, 102.0, 5000.0};
    compressor.steps(Direction::forward, times);
    compressor.flush();

    ASSERT_EQ(board.made.size(), times.size());
    EXPECT_EQ(board.made[2].clock, 52'000'000'000u);
    EXPECT_EQ(board.made[5].clock, 2'600'000'000'000u);
}

TEST(StepCompressor, keeps_every_step_in_its_window_along_a_print) {
    for (const double frequency : {16e6, 180e6, 520e6}) {
        const SegmentQueue queue = wavy_segments(1000);
        const ClockRate rate{0.0, frequency};
        Board compressed, exact;
        StepCompressor compressor(rate, compressed), reference(rate, exact);
        reference.set_window({0, 0});
        for (StepCompressor* sink : {&compressor, &reference}) {
            StepSolver solver(Length{0.005});
            solver.follow(blend_path(corexy.blend[1], queue, 0));
            solver.set_position(blended(corexy.blend[1], queue[0].from));
            solver.solve(queue.end(), *sink);
            sink->flush();
        }

        expect_within_window(
            compressed.made, exact.made, static_cast<std::uint64_t>(frequency * 25e-6));
        EXPECT_GT(exact.made.size(), 80'000u);
        EXPECT_LT(compressed.runs * 40, static_cast<int>(exact.made.size()));
    }
}

TEST(StepCompressor, keeps_every_step_in_its_window_whatever_comes) {
    std::mt19937 random(11);
    for (int n = 0; n < 200; ++n) {
        std::vector<std::pair<Direction, std::vector<double>>> steps;
        double time = 1.0;
        for (int batch = 0; batch < 20; ++batch) {
            std::vector<double> times;
            const double scale = std::pow(10.0, -static_cast<double>(random() % 7));
            for (int i = 0; i < 30; ++i)
                times.push_back(time += scale * 1e-9 * static_cast<double>(random() % 1'000'000));
            steps.push_back({random() % 2 == 0 ? Direction::forward : Direction::backward, times});
        }
        const ClockRate rate{0.3, 64e6};
        const auto exact = exact_clocks(steps, rate);
        Board board;
        StepCompressor compressor(rate, board);
        for (const auto& [direction, times] : steps) compressor.steps(direction, times);
        compressor.flush();

        expect_within_window(board.made, exact, 1600);
    }
}

TEST(StepCompressor, does_not_lose_or_double_steps_when_flushed_in_pieces) {
    const SegmentQueue queue = wavy_segments(500);
    Board board;
    StepCompressor compressor({0.0, 48e6}, board);
    StepSolver solver(Length{0.0125});
    solver.follow(blend_path(cartesian.blend[1], queue, 0));
    solver.set_position(blended(cartesian.blend[1], queue[0].from));
    for (double time = 1.0; PrintTime{Seconds{time}} < queue.end() + Seconds{1.0}; time += 0.01) {
        solver.solve(PrintTime{Seconds{time + 0.003}}, compressor);
        compressor.flush(McuClock{static_cast<std::uint64_t>(time * 48e6)});
    }
    compressor.flush();

    const double net = compressor.position() * 0.0125;
    EXPECT_NEAR(net, solver.commanded_position().value - queue[0].from.y.value, 1e-9);
    std::int64_t counted = 0;
    for (const Made& made : board.made) counted += sign(made.direction);
    EXPECT_EQ(counted, compressor.position());
    EXPECT_TRUE(std::is_sorted(
        board.made.begin(), board.made.end(), [](auto& a, auto& b) { return a.clock < b.clock; }));
}

// A cruise between two random stretches, at a distance of steps that is rarely whole.
struct Mixed {
    std::vector<double> before, behind;
    EvenSteps row;
};

Mixed mixed_steps(std::mt19937& random) {
    Mixed steps;
    double time = 1.0, gap = 1e-6 * (10 + random() % 500);
    const double apart = gap;
    for (int i = 0; i < 40; ++i) {
        steps.before.insert(steps.before.begin(), time - 2e-6);
        time -= gap;
        gap *= 1.05;
    }
    steps.row = {1.0, apart, 0.5, 3 + static_cast<std::int64_t>(random() % 3000)};
    time = steps.row.time(steps.row.count);
    gap = apart;
    for (int i = 0; i < 40; ++i) {
        steps.behind.push_back(time);
        time += gap;
        gap *= 1.03;
    }
    return steps;
}

TEST(StepCompressor, serves_a_row_as_well_as_its_steps) {
    std::mt19937 random(31);
    int row_runs = 0, single_runs = 0;
    for (int n = 0; n < 200; ++n) {
        const Mixed steps = mixed_steps(random);
        Board row, single, exact;
        const ClockRate rate{0.1, 12e6 + 1e6 * (random() % 500)};
        StepCompressor a(rate, row), b(rate, single), c(rate, exact);
        c.set_window({0, 0});
        for (StepCompressor* sink : {&a, &b, &c}) {
            sink->steps(Direction::forward, steps.before);
            if (sink == &a)
                sink->even_steps(Direction::forward, steps.row);
            else
                sink->StepSink::even_steps(Direction::forward, steps.row);
            sink->steps(Direction::forward, steps.behind);
            sink->flush();
        }

        expect_within_window(
            row.made, exact.made, static_cast<std::uint64_t>(rate.frequency_hz * 25e-6));
        ASSERT_FALSE(HasFailure()) << n;
        row_runs += row.runs;
        single_runs += single.runs;
    }
    EXPECT_NEAR(row_runs, single_runs, 0.01 * single_runs);
}

TEST(StepCompressor, makes_the_same_of_a_row_however_it_is_cut) {
    std::mt19937 random(32);
    for (int n = 0; n < 100; ++n) {
        const EvenSteps row{1.0, 1e-6 * (30 + random() % 900) + 1e-10, 0.5, 5000};
        Board whole, portions;
        StepCompressor a({0.0, 64e6}, whole), b({0.0, 64e6}, portions);
        a.even_steps(Direction::backward, row);
        for (EvenSteps part = row; part.first < 5000.0; part.first += part.count) {
            const auto left = static_cast<std::int64_t>(5000.0 - std::floor(part.first));
            part.count = std::min(1 + static_cast<std::int64_t>(random() % 700), left);
            b.even_steps(Direction::backward, part);
        }
        a.flush();
        b.flush();

        ASSERT_EQ(whole.made, portions.made) << n;
    }
}

TEST(StepCompressor, says_a_long_row_in_few_runs) {
    Board board;
    StepCompressor compressor({0.0, 64e6}, board);

    compressor.even_steps(Direction::forward, {1.0, 1000.0 / 64e6, 0.0, 200'000});
    compressor.flush();

    EXPECT_EQ(board.made.size(), 200'000u);
    EXPECT_EQ(board.runs, 5);  // the first step is far from the clock's beginning
}

TEST(StepCompressor, leaves_out_the_first_step_of_a_row_that_turns_back_at_once) {
    Board board;
    StepCompressor compressor({0.0, mhz}, board);

    compressor.steps(Direction::forward, times_of({1000, 2000}));
    compressor.even_steps(Direction::backward, {2700 / mhz, 100 / mhz, 0.0, 100});
    compressor.flush();

    ASSERT_EQ(board.made.size(), 100u);
    EXPECT_EQ(board.made[0], (Made{1000, Direction::forward}));
    EXPECT_EQ(board.made[1].direction, Direction::backward);
    EXPECT_NEAR(static_cast<double>(board.made[1].clock), 2800.0, 25.0);
}

TEST(StepCompressor, spreads_steps_that_share_a_tick) {
    Board board;
    StepCompressor compressor({0.0, mhz}, board);

    compressor.steps(Direction::forward, times_of({1000.0, 1000.1, 1000.2, 1000.3}));
    compressor.flush();

    ASSERT_EQ(board.made.size(), 4u);
    EXPECT_EQ(board.made[3].clock, 1003u);
}

TEST(StepCompressor, holds_a_bounded_number_of_steps) {
    Board board;
    StepCompressor compressor({0.0, 100e6}, board);
    std::vector<double> times(1000);
    for (int batch = 0; batch < 200; ++batch) {
        for (std::size_t i = 0; i < times.size(); ++i)
            times[i] =
                1.0 + 1e-4 * static_cast<double>(1000 * batch) + 1e-4 * static_cast<double>(i);
        compressor.steps(Direction::forward, times);
    }

    EXPECT_GE(board.made.size(), 100'000u);
}

TEST(StepCompressor, starts_a_new_count_where_the_position_is_set) {
    Board board;
    StepCompressor compressor({0.0, mhz}, board);
    compressor.steps(Direction::backward, times_of({1000, 2000}));

    compressor.set_position({3000}, 70);

    EXPECT_EQ(board.made.size(), 2u);
    EXPECT_EQ(compressor.position_at({2500}), -2);
    EXPECT_EQ(compressor.position_at({3000}), 70);
    compressor.expire({2500});
    EXPECT_EQ(compressor.position_at({0}), 70);
}

}  // namespace
}  // namespace escapement::motion
