// Homing against switches that close at a given moment.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/homing.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::PrintTime;
using base::Seconds;
using testing::MotionBench;

class HomingTest : public ::testing::Test {
  protected:
    explicit HomingTest(MotionBench::Mode mode, const motion::Linear& blends = motion::cartesian)
        : bench(mode), toolhead(testing::make_toolhead(bench, blends)) {}

    void home(AxisSet axes) {
        Homing homing(*toolhead, bench.events, bench.offline);
        bench.run(toolhead->kinematics().home(homing, axes));
    }
    std::string complaint(AxisSet axes) {
        try {
            home(axes);
        } catch (const CommandError& error) {
            return error.what();
        }
        return "none";
    }

    MotionBench bench;
    std::unique_ptr<Toolhead> toolhead;
};

class OfflineHoming : public HomingTest {
  protected:
    OfflineHoming() : HomingTest(MotionBench::Mode::offline) {
        for (auto& endstop : bench.endstops) endstop->triggers_after = {Seconds{0}, Seconds{0}};
    }
};
class LiveHoming : public HomingTest {
  protected:
    LiveHoming() : HomingTest(MotionBench::Mode::live) {}
};
class LiveCoreXyHoming : public HomingTest {
  protected:
    LiveCoreXyHoming() : HomingTest(MotionBench::Mode::live, motion::corexy) {}
};

// conformance REFERENCE.md: approach from one and a half times the range, 5 mm back, second
// approach from 10 mm.
TEST_F(OfflineHoming, takes_its_full_way) {
    // Offline an endstop never triggers before the end.
    for (auto& endstop : bench.endstops) endstop->triggers_after = {Seconds{1e9}, Seconds{1e9}};

    home(only_axis(0));

    std::vector<int> turns;
    int run = 0, way = 0;
    for (const auto& step : bench.outputs[0]->steps_made) {
        if (step.way != way && way != 0) turns.push_back(std::exchange(run, 0) * way);
        way = step.way;
        ++run;
    }
    turns.push_back(run * way);
    EXPECT_EQ(turns, (std::vector<int>{-30'000, 500, -1'000}));
    EXPECT_EQ(toolhead->position()[0], Length{0.0});
    EXPECT_EQ(axis_text(toolhead->kinematics().homed()), "x");
}

// The pauses of 2 and 4 ms that Klipper's REFERENCE.md names, and the start at 0.252 s.
TEST_F(OfflineHoming, keeps_the_pauses_between_its_moves) {
    for (auto& endstop : bench.endstops) endstop->triggers_after = {Seconds{1e9}, Seconds{1e9}};

    home(only_axis(0));

    const auto duration = [](double distance, double speed) {
        return distance / speed + speed / 3000.0;
    };
    const double first = duration(300.0, 50.0), back = duration(5.0, 50.0),
                 second = duration(10.0, 25.0);
    EXPECT_NEAR(toolhead->last_move_time().time_since_epoch().count(),
                0.252 + first + 0.002 + back + 0.004 + second + 0.002,
                1e-9);
}

TEST_F(LiveHoming, is_at_the_endstop_plus_what_the_motor_overshot) {
    auto& endstop = *bench.endstops[0];
    endstop.triggers_after = {Seconds{2.0}, Seconds{0.3}};
    endstop.late = Seconds{0.004};

    home(only_axis(0));

    // 4 ms at 25 mm/s of the second approach.
    EXPECT_NEAR(toolhead->position()[0].value, -0.1, 0.011);
    EXPECT_EQ(bench.steppers[0]->mcu_position(), bench.outputs[0]->count());
    EXPECT_NEAR(bench.steppers[0]->commanded_position().value, toolhead->position()[0].value, 1e-9);
}

TEST_F(LiveHoming, counts_from_where_an_earlier_host_left_the_motor) {
    bench.outputs[0]->already_made = 12'345;
    bench.endstops[0]->triggers_after = {Seconds{2.0}, Seconds{0.3}};
    bench.endstops[0]->late = Seconds{0.004};

    home(only_axis(0));

    EXPECT_NEAR(toolhead->position()[0].value, -0.1, 0.011);
    EXPECT_EQ(bench.steppers[0]->mcu_position(), bench.outputs[0]->count() - 12'345);
}

TEST_F(LiveHoming, looks_about_once_a_step) {
    bench.endstops[0]->triggers_after = {Seconds{2.0}, Seconds{0.3}};

    home(only_axis(0));

    const auto& rests = bench.endstops[0]->rest_times;
    ASSERT_EQ(rests.size(), 2u);
    EXPECT_NEAR(rests[0].count(), 0.01 / 50.0, 1e-9);
    EXPECT_NEAR(rests[1].count(), 0.01 / 25.0, 1e-9);
}

TEST_F(LiveHoming, moves_exactly_from_where_it_stopped) {
    bench.endstops[0]->triggers_after = {Seconds{2.0}, Seconds{0.3}};
    bench.endstops[0]->late = Seconds{0.004};
    home(only_axis(0));
    const auto before = bench.outputs[0]->count();
    const double from = toolhead->position()[0].value;

    toolhead->move(testing::at(10, 0, 0), base::Speed{100.0});
    toolhead->flush();

    EXPECT_NEAR(
        static_cast<double>(bench.outputs[0]->count() - before), (10.0 - from) * 100.0, 0.5);
}

TEST_F(LiveHoming, complains_when_no_switch_closes) {
    EXPECT_TRUE(complaint(only_axis(0)).starts_with("No trigger on x after full movement\n"));
}

TEST_F(LiveHoming, complains_when_the_switch_does_not_open) {
    bench.endstops[2]->triggers_after = {Seconds{2.0}, Seconds{0.0}};

    EXPECT_TRUE(complaint(only_axis(2)).starts_with("Endstop z still triggered after retract\n"));
}

TEST_F(LiveHoming, passes_on_what_the_board_says) {
    bench.endstops[1]->triggers_after = {Seconds{2.0}};
    bench.endstops[1]->failure = "Communication timeout during homing";

    EXPECT_EQ(complaint(only_axis(1)),
              "Error during homing y: Communication timeout during homing");
}

TEST_F(LiveHoming, homes_the_axes_in_turn_and_tells) {
    for (auto& endstop : bench.endstops) endstop->triggers_after = {Seconds{1.0}, Seconds{0.2}};
    std::string told;
    const auto begins = bench.events.homing_begins.connect([&](const auto&) { told += "<"; });
    const auto ends = bench.events.homing_ends.connect([&](const HomingEnds& homing) {
        for (std::size_t axis = 0; axis < 3; ++axis)
            if (homing.homed[axis]) told += axis_letters[axis];
        told += ">";
    });

    home(all_axes());

    EXPECT_EQ(told, "<x><y><z>");
    EXPECT_EQ(axis_text(toolhead->kinematics().homed()), "xyz");
}

TEST_F(LiveCoreXyHoming, learns_from_both_motors_where_x_and_y_are) {
    bench.endstops[0]->triggers_after = {Seconds{2.0}, Seconds{0.3}};
    bench.endstops[0]->late = Seconds{0.004};

    home(only_axis(0));

    EXPECT_NEAR(toolhead->position()[0].value, -0.1, 0.011);
    EXPECT_NEAR(toolhead->position()[1].value, 0.0, 0.011);
    EXPECT_EQ(bench.steppers[0]->mcu_position(), bench.outputs[0]->count());
    EXPECT_EQ(bench.steppers[1]->mcu_position(), bench.outputs[1]->count());
}

}  // namespace
}  // namespace escapement::printer
