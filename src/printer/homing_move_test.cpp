// Approaches, and approaches that are cut short.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/homing_move.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::Seconds;
using base::Speed;
using testing::MotionBench;

class HomingMoveTest : public ::testing::Test {
  protected:
    HomingMoveTest() : bench(MotionBench::Mode::live), toolhead(testing::make_toolhead(bench)) {
        toolhead->set_position(testing::at(50, 50, 50), all_axes());
    }
    ~HomingMoveTest() override { bench.executor.abandon_tasks(); }  // they refer to the toolhead
    testing::FakeEndstop& z() { return *bench.endstops[2]; }
    HomingMove::Parts parts() { return {*toolhead, bench.events, bench.offline}; }
    HomingMove make_move() { return HomingMove(parts(), {{"probe", &z()}}); }

    MotionBench bench;
    std::unique_ptr<Toolhead> toolhead;
};

runtime::Task<> probe_into(HomingMove& move, Toolhead::Position to, Toolhead::Position& found) {
    auto probing = move.probe(to, Speed{10.0});
    found = co_await probing;
}

TEST_F(HomingMoveTest, finds_out_where_the_head_was_at_the_trigger) {
    z().triggers_after = {Seconds{2.0}};
    z().late = Seconds{0.010};
    auto move = make_move();
    Toolhead::Position found{};

    bench.run(probe_into(move, testing::at(50, 50, 0), found));

    EXPECT_NEAR(found[2].value, 50.0 - 20.0, 0.6);  // it takes a moment to begin and speed up
    EXPECT_NEAR((found[2] - toolhead->position()[2]).value, 0.1, 0.02);
    EXPECT_EQ(move.unmoved(), nullptr);
    EXPECT_TRUE(toolhead->kinematics().homed().all());
}

TEST_F(HomingMoveTest, knows_when_nothing_moved) {
    z().triggers_after = {Seconds{0.0}};
    auto move = make_move();
    Toolhead::Position found{};

    bench.run(probe_into(move, testing::at(50, 50, 0), found));

    ASSERT_NE(move.unmoved(), nullptr);
    EXPECT_EQ(move.unmoved()->name, "probe");
}

TEST_F(HomingMoveTest, says_when_nothing_triggers) {
    auto move = make_move();
    Toolhead::Position found{};

    try {
        bench.run(probe_into(move, testing::at(50, 50, 40), found));
        FAIL();
    } catch (const CommandError& error) {
        EXPECT_TRUE(
            std::string(error.what()).starts_with("No trigger on probe after full movement\n"));
    }
    EXPECT_NEAR(toolhead->position()[2].value, 40.0, 0.02);
}

TEST_F(HomingMoveTest, destroyed_on_its_way_stops_and_finds_out_where) {
    auto move = std::unique_ptr<HomingMove>(new HomingMove(parts(), {{"probe", &z()}}));
    Toolhead::Position found{};
    auto task = std::make_optional(probe_into(*move, testing::at(50, 50, 0), found));
    task->start();
    bench.pass(Seconds{2.0});

    task.reset();
    move.reset();
    EXPECT_EQ(z().abandoned, 1);
    EXPECT_TRUE(toolhead->full());
    EXPECT_THROW(toolhead->move(testing::at(60, 50, 50), Speed{10.0}), CommandError);
    bench.pass(Seconds{0.1});

    const double stopped = toolhead->position()[2].value;
    EXPECT_GT(stopped, 25.0);
    EXPECT_LT(stopped, 45.0);
    toolhead->move(testing::at(60, 50, 50), Speed{10.0});
    bench.run(toolhead->wait_moves());
    EXPECT_EQ(bench.steppers[2]->commanded_position(), Length{50.0});
}

TEST_F(HomingMoveTest, tells_when_an_approach_begins_and_that_it_has_ended_however_it_ends) {
    std::string told;
    const auto begins = bench.events.approach_begins.connect(
        [&](const ApproachBegins& approach) { told += "<" + approach.endstops.front().name; });
    const auto ends = bench.events.approach_ends.connect([&](const auto&) { told += ">"; });
    auto move = std::unique_ptr<HomingMove>(new HomingMove(parts(), {{"probe", &z()}}));
    Toolhead::Position found{};
    auto task = std::make_optional(probe_into(*move, testing::at(50, 50, 0), found));
    task->start();
    bench.pass(Seconds{1.0});
    EXPECT_EQ(told, "<probe");

    task.reset();

    EXPECT_EQ(told, "<probe>");
}

TEST_F(HomingMoveTest, prepares_endstops_and_restores_them_however_it_ends) {
    z().triggers_after = {Seconds{1.0}};
    Toolhead::Position found{};
    auto well = make_move();
    bench.run(probe_into(well, testing::at(50, 50, 0), found));
    EXPECT_EQ(z().story, "<!>");

    z().failure = "lost touch";
    auto badly = make_move();
    EXPECT_THROW(bench.run(probe_into(badly, testing::at(50, 50, 0), found)), CommandError);
    EXPECT_EQ(z().story, "<!><!>");

    z().failure.clear();
    auto move = std::unique_ptr<HomingMove>(new HomingMove(parts(), {{"probe", &z()}}));
    auto task = std::make_optional(probe_into(*move, testing::at(50, 50, 0), found));
    task->start();
    bench.pass(Seconds{0.5});
    task.reset();
    bench.pass(Seconds{0.5});
    EXPECT_EQ(z().story, "<!><!><!>");
}

}  // namespace
}  // namespace escapement::printer
