// The timeline: when moves begin and end, who waits, and what is refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/toolhead.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "printer/errors.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::PrintTime;
using base::Seconds;
using base::Speed;
using testing::at;
using testing::MotionBench;

double seconds(PrintTime time) {
    return time.time_since_epoch().count();
}

class ToolheadTest : public ::testing::Test {
  protected:
    explicit ToolheadTest(MotionBench::Mode mode) : bench(mode) {
        toolhead = testing::make_toolhead(bench);
        toolhead->set_position(at(0, 0, 0), all_axes());
    }
    // 30 mm at 100 mm/s and 3000 mm/s^2: 0.3 s and a thirtieth for both ends.
    static constexpr double one_move = 0.3 + 100.0 / 3000.0;

    double last_step() const {
        double last = 0.0;
        for (const auto* output : bench.outputs)
            if (!output->steps_made.empty())
                last = std::max(last, static_cast<double>(output->steps_made.back().clock) / 1e6);
        return last;
    }

    MotionBench bench;
    std::unique_ptr<Toolhead> toolhead;
};

class OfflineToolhead : public ToolheadTest {
  protected:
    OfflineToolhead() : ToolheadTest(MotionBench::Mode::offline) {}
};
class LiveToolhead : public ToolheadTest {
  protected:
    LiveToolhead() : ToolheadTest(MotionBench::Mode::live) {}
};

TEST_F(OfflineToolhead, begins_a_quarter_of_a_second_from_now) {
    toolhead->move(at(30, 0, 0), Speed{100.0});

    EXPECT_NEAR(seconds(toolhead->last_move_time()), 0.25 + one_move, 1e-9);
}

class Diary final : public MoveObserver {
  public:
    void queued(const motion::Move& move, Speed requested) override {
        lengths.push_back(move.distance().value);
        speeds.push_back(requested.value);
    }
    void planned(PrintTime start, const motion::Move& move) override {
        starts.push_back(seconds(start));
        durations.push_back(move.profile().duration().count());
    }
    std::vector<double> lengths, speeds, starts, durations;
};

TEST_F(OfflineToolhead, tells_its_observer_of_moves_when_they_come_and_when_they_are_planned) {
    Diary diary;
    toolhead->set_observer(&diary);

    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->move(at(0, 0, 0), Speed{500.0});
    EXPECT_EQ(diary.lengths, (std::vector{30.0, 30.0}));
    EXPECT_EQ(diary.speeds, (std::vector{100.0, 500.0}));
    EXPECT_TRUE(diary.starts.empty());
    toolhead->flush();
    toolhead->set_observer(nullptr);
    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->flush();

    ASSERT_EQ(diary.starts.size(), 2U);
    EXPECT_NEAR(diary.durations[0], one_move, 1e-9);
    EXPECT_NEAR(diary.starts[1], diary.starts[0] + one_move, 1e-9);
}

TEST_F(OfflineToolhead, joins_moves_without_a_pause) {
    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->last_move_time();  // comes to a stop, but no later
    toolhead->move(at(0, 0, 0), Speed{100.0});

    EXPECT_NEAR(seconds(toolhead->last_move_time()), 0.25 + 2 * one_move, 1e-9);
}

TEST_F(OfflineToolhead, starts_again_two_filter_times_after_a_flush) {
    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->flush();
    toolhead->move(at(0, 0, 0), Speed{100.0});

    EXPECT_NEAR(seconds(toolhead->last_move_time()), 0.25 + 2 * one_move + 0.002, 1e-9);
}

TEST_F(OfflineToolhead, never_asks_anybody_to_wait) {
    for (int i = 0; i < 1000; ++i) toolhead->move(at(i % 2 ? 0 : 30, 0, 0), Speed{100.0});

    EXPECT_FALSE(toolhead->full());
    bench.run(toolhead->wait_moves());
    EXPECT_NEAR(seconds(toolhead->print_time()), 0.25 + 1000 * one_move, 1e-6);
}

TEST_F(OfflineToolhead, pauses_for_a_dwell) {
    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->dwell(Seconds{2.0});
    toolhead->move(at(0, 0, 0), Speed{100.0});

    EXPECT_NEAR(seconds(toolhead->last_move_time()), 0.25 + 2.0 + 2 * one_move, 1e-9);
}

TEST_F(OfflineToolhead, steps_exactly_as_far_as_it_was_sent) {
    toolhead->move(at(30, 20, 0), Speed{100.0});
    toolhead->move(at(12.34, 5, 1), Speed{100.0});
    toolhead->flush();

    EXPECT_EQ(bench.outputs[0]->count(), 1234);
    EXPECT_EQ(bench.outputs[1]->count(), 500);
    EXPECT_EQ(bench.outputs[2]->count(), 100);
}

TEST_F(OfflineToolhead, is_elsewhere_without_a_step_when_told_so) {
    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->set_position(at(100, 0, 0));
    EXPECT_EQ(bench.outputs[0]->count(), 3000);

    toolhead->move(at(101, 0, 0), Speed{100.0});
    toolhead->flush();

    EXPECT_EQ(bench.outputs[0]->count(), 3100);
}

TEST_F(OfflineToolhead, calls_back_with_the_end_of_what_is_queued) {
    double end_of_move = 0.0, at_once = 0.0;
    toolhead->at_end_of_queued([&](PrintTime when) { at_once = seconds(when); });
    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->at_end_of_queued([&](PrintTime when) { end_of_move = seconds(when); });
    toolhead->move(at(60, 0, 0), Speed{100.0});
    EXPECT_EQ(end_of_move, 0.0) << "not known yet";

    toolhead->flush();

    EXPECT_NEAR(at_once, 0.25, 1e-9);
    // The head does not slow down between the two moves.
    EXPECT_NEAR(end_of_move, 0.25 + 0.3 + 0.5 * 100.0 / 3000.0, 1e-9);
}

TEST_F(OfflineToolhead, refuses_moves_out_of_range_and_stays_where_it_was) {
    try {
        toolhead->move(at(201, 0, 0), Speed{100.0});
        FAIL() << "accepted";
    } catch (const CommandError& error) {
        EXPECT_STREQ(error.what(),
                     "Move out of range: 201.000 0.000 0.000 [0.000]; x goes from 0 to 200");
    }
    EXPECT_EQ(toolhead->position(), at(0, 0, 0));
}

TEST_F(OfflineToolhead, refuses_moves_and_pauses_that_would_never_end) {
    EXPECT_THROW(toolhead->move(at(10, 0, 0), Speed{1e-300}), CommandError);
    EXPECT_THROW(toolhead->dwell(Seconds{1e300}), CommandError);
    auto limits = toolhead->limits();
    limits.max_accel = base::Accel{1e-300};
    toolhead->set_limits(limits);
    EXPECT_THROW(toolhead->move(at(10, 0, 0), Speed{10.0}), CommandError);

    EXPECT_EQ(toolhead->position(), at(0, 0, 0));
    EXPECT_LT(seconds(toolhead->last_move_time()), 1.0);
}

TEST_F(OfflineToolhead, refuses_to_extrude_without_an_extruder) {
    EXPECT_THROW(toolhead->move(at(10, 0, 0, 1), Speed{100.0}), CommandError);
}

TEST_F(OfflineToolhead, slows_down_for_the_next_junction_when_asked) {
    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->limit_next_junction_speed(Speed{1e-6});
    toolhead->move(at(60, 0, 0), Speed{100.0});

    EXPECT_NEAR(seconds(toolhead->last_move_time()), 0.25 + 2 * one_move, 1e-6);
}

TEST_F(OfflineToolhead, applies_new_limits_to_moves_to_come) {
    auto limits = toolhead->limits();
    limits.max_velocity = Speed{50.0};
    toolhead->move(at(30, 0, 0), Speed{100.0});
    toolhead->flush();
    const double before = seconds(toolhead->print_time());

    toolhead->set_limits(limits);
    toolhead->move(at(0, 0, 0), Speed{100.0});

    EXPECT_NEAR(
        seconds(toolhead->last_move_time()), before + 0.002 + 30.0 / 50.0 + 50.0 / 3000.0, 1e-9);
}

// A circle of 30 mm over and over, in 133 moves a second.
runtime::Task<> feed_circles(Toolhead& toolhead, int moves) {
    constexpr double angle = 0.75 / 30.0;
    for (int i = 0; i < moves; ++i) {
        const double x = 100.0 + 30.0 * std::cos(i * angle), y = 100.0 + 30.0 * std::sin(i * angle);
        toolhead.move(at(x, y, 0), Speed{100.0});
        if (toolhead.full()) co_await toolhead.wait_for_room();
    }
}

TEST_F(LiveToolhead, does_not_slow_down_while_moves_are_at_hand) {
    toolhead->set_position(at(130, 100, 0), all_axes());
    Diary diary;
    toolhead->set_observer(&diary);

    bench.run(feed_circles(*toolhead, 5000));
    toolhead->set_observer(nullptr);

    EXPECT_EQ(toolhead->stalls(), 0);
    ASSERT_GT(diary.durations.size(), 4000u);
    for (std::size_t i = 50; i < diary.durations.size(); ++i)
        ASSERT_NEAR(diary.durations[i], 0.0075, 1e-5) << i;
    for (std::size_t i = 1; i < diary.starts.size(); ++i)
        ASSERT_NEAR(diary.starts[i], diary.starts[i - 1] + diary.durations[i - 1], 1e-9) << i;
}

TEST_F(LiveToolhead, is_full_when_enough_is_planned_ahead) {
    int moves = 0;
    for (; !toolhead->full() && moves < 100; ++moves)
        toolhead->move(at(moves % 2 ? 0 : 30, 0, 0), Speed{100.0});

    // 1.6 s ahead, and what the look-ahead holds back.
    EXPECT_GE(moves, 4);
    EXPECT_LE(moves, 12);
    bench.run(toolhead->wait_for_room());
    EXPECT_FALSE(toolhead->full());
    EXPECT_LT(seconds(toolhead->print_time()) - seconds(bench.now()), 1.1 + 0.45 + 1e-6);
}

TEST_F(LiveToolhead, begins_by_itself_when_no_more_moves_come) {
    toolhead->move(at(30, 0, 0), Speed{100.0});

    bench.pass(Seconds{2.0});

    EXPECT_EQ(bench.outputs[0]->count(), 3000);
    // A tenth of a second of patience, and the lead of a start.
    EXPECT_NEAR(last_step(), 0.1 + 0.25 + one_move, 0.02);
}

TEST_F(LiveToolhead, stops_for_want_of_moves_and_counts_it_when_more_come_too_late) {
    toolhead->move(at(30, 0, 0), Speed{100.0});
    bench.pass(Seconds{0.3});
    EXPECT_EQ(toolhead->stalls(), 0);

    toolhead->move(at(0, 0, 0), Speed{100.0});
    bench.pass(Seconds{3.0});

    EXPECT_EQ(toolhead->stalls(), 1);
    EXPECT_EQ(bench.outputs[0]->count(), 0);
}

TEST_F(LiveToolhead, waits_until_moves_have_been_made) {
    toolhead->move(at(30, 0, 0), Speed{100.0});

    bench.run(toolhead->wait_moves());

    EXPECT_GE(seconds(bench.now()), 0.25 + one_move);
    EXPECT_LT(seconds(bench.now()), 0.25 + one_move + 0.1);
}

TEST_F(LiveToolhead, makes_nobody_wait_after_a_shutdown) {
    for (int i = 0; i < 50; ++i) toolhead->move(at(i % 2 ? 0 : 30, 0, 0), Speed{100.0});
    ASSERT_TRUE(toolhead->full());

    bench.events.shut_down.emit({"test"});

    EXPECT_FALSE(toolhead->full());
    bench.run(toolhead->wait_moves());
    EXPECT_EQ(seconds(bench.now()), 0.0);
}

TEST_F(LiveToolhead, cuts_off_what_a_drip_move_has_left) {
    std::function<bool()> stopped = [&] { return seconds(bench.now()) > 1.0; };

    bench.run(toolhead->drip_move(at(200, 0, 0), Speed{50.0}, stopped));
    const auto made = bench.outputs[0]->count();
    toolhead->set_position(at(10, 0, 0));
    toolhead->move(at(11, 0, 0), Speed{50.0});
    toolhead->flush();

    EXPECT_GT(made, 3000);
    EXPECT_LT(made, 6000);
    EXPECT_EQ(bench.outputs[0]->count(), made + 100);
}

}  // namespace
}  // namespace escapement::printer
