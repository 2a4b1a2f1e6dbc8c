// Claims about stopping at a switch, on one board and across two.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "mcu/endstop.hpp"
#include "mcu/stepper_out.hpp"
#include "rig.hpp"

namespace escapement {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t step_ticks = 18'000;  // 10,000 steps in a second

// A stepper that makes steps without end, a moment ahead of time, from `start` on.
class Walker {
  public:
    Walker(RigBoard& board, mcu::StepperOut& stepper) : board_(board), stepper_(stepper) {}
    void begin(base::PrintTime start) {
        last_ = board_.mcu.clock().clock_at(start).raw;
        stepper_.reset_clock({last_});
        stepper_.direction(true);
    }
    void walk_until(base::PrintTime time) {
        const std::uint64_t end = board_.mcu.clock().clock_at(time).raw;
        while (last_ < end) {
            const base::McuClock first{last_ + step_ticks};
            last_ += 100 * step_ticks;
            stepper_.run({step_ticks, 100, 0}, first, {last_});
        }
        board_.mcu.steps().flush({end});
    }

  private:
    RigBoard& board_;
    mcu::StepperOut& stepper_;
    std::uint64_t last_ = 0;
};

struct Axis {
    explicit Axis(RigBoard& with) : board(with) {
        auto made = mcu::StepperOut::make(board.mcu, {.step_pin = {"PA0"}, .dir_pin = {"PA1"}});
        stepper = *std::move(made);
        walker.emplace(board, *stepper);
    }
    RigBoard& board;
    std::unique_ptr<mcu::StepperOut> stepper;
    std::optional<Walker> walker;
};

using HomeResult = base::Result<std::optional<base::PrintTime>>;

// Walks until the switch stops it or the time is up.
HomeResult home(Rig& rig, mcu::Endstop& endstop, std::vector<Axis*> axes, base::Seconds duration) {
    const base::PrintTime start = endstop.mcu().estimated_print_time() + 0.25s;
    for (Axis* axis : axes) axis->walker->begin(start);
    const runtime::Completion<bool>& done = endstop.home_start(start, {});
    for (base::Seconds gone{0}; gone < duration && !done.done(); gone += 0.05s) {
        for (Axis* axis : axes) axis->walker->walk_until(start + gone + 0.05s);
        while (endstop.mcu().estimated_print_time() < start + gone - 0.05s && !done.done())
            rig.pass(0.005s);
    }
    return rig.run(endstop.home_wait(start + duration));
}

TEST(Homing, the_stepper_stops_within_two_looks_at_the_switch) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    Axis axis(board);
    auto endstop = mcu::Endstop::make(board.mcu, {.name = "PA5", .pull = 1});
    ASSERT_TRUE(endstop) << endstop.error().what;
    ASSERT_TRUE((*endstop)->add_stepper(*axis.stepper));
    rig.configure(board);
    board.pins.closes = {360'000'000};  // at print time 2 s

    const HomeResult hit = home(rig, **endstop, {&axis}, 5s);

    ASSERT_TRUE(hit) << hit.error().what;
    ASSERT_TRUE(*hit);
    EXPECT_NEAR((*hit)->time_since_epoch().count(), 2.0, 0.001);
    EXPECT_NEAR(static_cast<double>(board.pins.rises(0).back()), 360e6, 0.0012 * 180e6);
    const auto position = rig.run(axis.stepper->position());
    ASSERT_TRUE(position);
    EXPECT_EQ(static_cast<std::size_t>(*position), board.pins.rises(0).size());
    EXPECT_FALSE(board.mcu.failure()) << board.mcu.failure()->reason;
}

TEST(Homing, the_stepper_walks_again_after_a_reset_of_its_clock) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    Axis axis(board);
    auto endstop = mcu::Endstop::make(board.mcu, {"PA5"});
    ASSERT_TRUE(endstop && (*endstop)->add_stepper(*axis.stepper));
    rig.configure(board);
    board.pins.closes = {360'000'000};
    ASSERT_TRUE(home(rig, **endstop, {&axis}, 5s));
    const std::size_t steps = board.pins.rises(0).size();

    const base::PrintTime again = board.mcu.estimated_print_time() + 0.25s;
    axis.walker->begin(again);
    axis.walker->walk_until(again + 0.5s);
    rig.pass(1s);

    EXPECT_EQ(board.pins.rises(0).size(), steps + 5000);
}

TEST(Homing, nothing_is_hit_when_the_movement_ends_first) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    Axis axis(board);
    auto endstop = mcu::Endstop::make(board.mcu, {"PA5"});
    ASSERT_TRUE(endstop && (*endstop)->add_stepper(*axis.stepper));
    rig.configure(board);

    const HomeResult hit = home(rig, **endstop, {&axis}, 1s);

    ASSERT_TRUE(hit) << hit.error().what;
    EXPECT_FALSE(*hit);
    EXPECT_EQ(board.pins.rises(0).size(), 10'000U);
}

TEST(Homing, a_stepper_on_another_board_stops_soon_after) {
    Rig rig;
    RigBoard& main = rig.add("mcu");
    CableOptions options;
    options.crystal_error = -40e-6;
    options.board.start = {1'000'000};
    RigBoard& other = rig.add("other", options);
    rig.identify(main);
    rig.identify(other);
    other.mcu.follow(main.mcu, {});
    Axis far(other);
    auto endstop = mcu::Endstop::make(main.mcu, {"PA5"});
    ASSERT_TRUE(endstop && (*endstop)->add_stepper(*far.stepper));
    rig.configure(main);
    rig.configure(other);
    main.pins.closes = {360'000'000};

    const HomeResult hit = home(rig, **endstop, {&far}, 5s);

    ASSERT_TRUE(hit) << hit.error().what;
    ASSERT_TRUE(*hit);
    const auto stopped = other.mcu.clock().print_time_at({other.pins.rises(0).back()});
    EXPECT_NEAR(stopped.time_since_epoch().count(), 2.0, 0.005);
    EXPECT_FALSE(other.mcu.failure()) << other.mcu.failure()->reason;
}

TEST(Homing, a_board_that_loses_touch_stops_by_itself) {
    Rig rig;
    RigBoard& main = rig.add("mcu");
    RigBoard& other = rig.add("other");
    rig.identify(main);
    rig.identify(other);
    other.mcu.follow(main.mcu, {});
    Axis far(other);
    auto endstop = mcu::Endstop::make(main.mcu, {"PA5"});
    ASSERT_TRUE(endstop && (*endstop)->add_stepper(*far.stepper));
    rig.configure(main);
    rig.configure(other);
    const base::PrintTime start = main.mcu.estimated_print_time() + 0.25s;
    far.walker->begin(start);
    (*endstop)->home_start(start, {});
    far.walker->walk_until(start + 2s);

    rig.pass(0.75s);
    rig.cable.cut(0);
    const base::PrintTime cut = other.mcu.estimated_print_time();
    const HomeResult hit = rig.run((*endstop)->home_wait(start + 2s));

    ASSERT_FALSE(hit);
    const auto stopped = other.mcu.clock().print_time_at({other.pins.rises(0).back()});
    EXPECT_GT(stopped.time_since_epoch().count(), cut.time_since_epoch().count());
    EXPECT_LT(stopped.time_since_epoch().count(), cut.time_since_epoch().count() + 0.06);
}

TEST(Homing, a_switch_can_be_looked_at) {
    Rig rig;
    RigBoard& board = rig.add("mcu");
    rig.identify(board);
    auto endstop = mcu::Endstop::make(board.mcu, {.name = "PA5", .invert = true});
    ASSERT_TRUE(endstop);
    rig.configure(board);

    const auto before = rig.run((*endstop)->query(board.mcu.estimated_print_time()));
    board.pins.closes = {0};
    const auto after = rig.run((*endstop)->query(board.mcu.estimated_print_time()));

    ASSERT_TRUE(before && after);
    EXPECT_TRUE(*before);
    EXPECT_FALSE(*after);
}

}  // namespace
}  // namespace escapement
