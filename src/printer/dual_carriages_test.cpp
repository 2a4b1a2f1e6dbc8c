// Two carriages on the x axis of a machine on the bench.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/dual_carriages.hpp"

#include <gtest/gtest.h>

#include "motion/shaper_kinds.hpp"
#include "printer/errors.hpp"
#include "printer/homing.hpp"
#include "printer/linear_kinematics.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::Speed;
using testing::at;
using testing::MotionBench;

class DualCarriagesTest : public ::testing::Test {
  protected:
    DualCarriagesTest() {
        auto machine = fixed_machine(motion::cartesian, testing::three_rails(bench));
        machine = with_second_carriage(std::move(machine), second(), motion::cartesian.blend[0]);
        toolhead = std::make_unique<Toolhead>(Toolhead::Parts{
            .executor = bench.executor,
            .motion = bench.queue,
            .events = bench.events,
            .limits = testing::bench_limits,
            .kinematics = std::make_unique<LinearKinematics>(
                std::move(machine), VerticalLimits{Speed{10.0}, base::Accel{100.0}})});
        homed_ = bench.events.homing_ends.connect(
            [this](const HomingEnds&) { homed_at.push_back(toolhead->position()[0]); });
    }

    // It goes from 20 to 240 and homes upwards.
    SecondCarriage second() {
        SecondCarriage second;
        second.rail.name = "dual_carriage";
        second.rail.range = {Length{20.0}, Length{240.0}, Length{240.0}};
        second.rail.homing = {.speed = Speed{40.0},
                              .second_speed = Speed{20.0},
                              .retract_speed = Speed{40.0},
                              .retract_distance = Length{5.0},
                              .positive_direction = true};
        second.rail.steppers = {&bench.add_stepper("dual_carriage", Length{0.01})};
        auto& endstop = bench.add_endstop();
        endstop.add_stepper(*second.rail.steppers.front());
        second.rail.endstops = {{"dual_carriage", &endstop}};
        second.safe_distance = Length{30.0};
        return second;
    }

    void home() {
        for (auto& endstop : bench.endstops)
            endstop->triggers_after = {base::Seconds{1e9}, base::Seconds{1e9}};
        Homing homing(*toolhead, bench.events, bench.offline);
        bench.run(toolhead->kinematics().home(homing, all_axes()));
    }
    void set(std::size_t member, CarriageMode mode) { duals().set_mode(*toolhead, member, mode); }
    void move(double x) { toolhead->move(at(x, 0, 0), Speed{100.0}); }
    std::string failure(const std::function<void()>& action) {
        try {
            action();
        } catch (const CommandError& error) {
            return error.what();
        }
        return "none";
    }
    // Where the motors of the two carriages are.
    std::pair<double, double> carriages() {
        toolhead->flush();
        return {bench.steppers[0]->commanded_position().value,
                bench.steppers[3]->commanded_position().value};
    }
    using Pair = std::pair<double, double>;
    DualCarriages& duals() { return *toolhead->kinematics().dual_carriages(); }
    motion::Point nozzle() {
        return toolhead->kinematics().nozzle(
            [](const Stepper& stepper) { return stepper.commanded_position(); });
    }

    MotionBench bench{MotionBench::Mode::offline};
    std::unique_ptr<Toolhead> toolhead;
    std::vector<Length> homed_at;

  private:
    Signal<HomingEnds>::Connection homed_;
};

// They home away from each other, so each has room; the first one leads afterwards.
TEST_F(DualCarriagesTest, home_in_turn_and_leave_the_first_as_leader) {
    home();

    ASSERT_EQ(homed_at.size(), 4u);  // x twice, y, z
    EXPECT_EQ(homed_at[0], Length{0.0});
    EXPECT_EQ(homed_at[1], Length{240.0});
    EXPECT_EQ(toolhead->position()[0], Length{0.0});
    EXPECT_EQ(duals().modes().primary(0), 0u);
    EXPECT_EQ(carriages(), Pair(0.0, 240.0));
}

TEST_F(DualCarriagesTest, switch_without_a_move) {
    home();
    move(100.0);
    const auto steps = bench.steppers[0]->mcu_position();
    set(1, CarriageMode::primary);

    EXPECT_EQ(toolhead->position()[0], Length{240.0});
    EXPECT_EQ(nozzle().x, Length{240.0});
    move(200.0);

    EXPECT_EQ(carriages(), Pair(100.0, 200.0));
    EXPECT_NEAR(static_cast<double>(bench.steppers[0]->mcu_position() - steps), 10'000.0, 1.0);
}

TEST_F(DualCarriagesTest, keep_the_count_of_steps_over_a_switch) {
    home();
    move(100.0);
    toolhead->flush();
    const auto first = bench.steppers[0]->mcu_position(), other = bench.steppers[3]->mcu_position();

    set(1, CarriageMode::primary);
    set(0, CarriageMode::mirror);
    set(0, CarriageMode::primary);

    EXPECT_EQ(bench.steppers[0]->mcu_position(), first);
    EXPECT_EQ(bench.steppers[3]->mcu_position(), other);
}

TEST_F(DualCarriagesTest, move_together_as_copy_and_as_mirror_image) {
    home();
    set(1, CarriageMode::primary);
    move(200.0);
    set(0, CarriageMode::primary);

    set(1, CarriageMode::copy);
    move(20.0);
    EXPECT_EQ(carriages(), Pair(20.0, 220.0));
    set(1, CarriageMode::mirror);
    move(50.0);

    EXPECT_EQ(carriages(), Pair(50.0, 190.0));
    EXPECT_EQ(nozzle().x, Length{50.0});
}

TEST_F(DualCarriagesTest, are_kept_apart_and_on_their_rails) {
    home();
    set(1, CarriageMode::primary);
    EXPECT_NE(failure([&] { move(10.0); }).find("x goes from 30 to 240"), std::string::npos);
    set(0, CarriageMode::primary);

    set(1, CarriageMode::mirror);  // 240 mm apart, 30 must remain, each has half of the rest
    EXPECT_NE(failure([&] { move(106.0); }).find("x goes from 0 to 105"), std::string::npos);
    set(1, CarriageMode::copy);  // is at its end already
    EXPECT_NE(failure([&] { move(1.0); }).find("x goes from 0 to 0"), std::string::npos);
}

TEST_F(DualCarriagesTest, refuse_modes_that_make_no_sense) {
    EXPECT_EQ(failure([&] { set(1, CarriageMode::copy); }),
              "Axis X must be homed prior to enabling mode=COPY");
    home();

    EXPECT_EQ(failure([&] { set(0, CarriageMode::mirror); }),
              "Must activate another carriage as PRIMARY first");
    EXPECT_EQ(failure([&] { set(0, CarriageMode::inactive); }),
              "Cannot deactivate the only active carriage for axis X");
    EXPECT_EQ(failure([&] { set(1, CarriageMode::inactive); }), "none");
}

TEST_F(DualCarriagesTest, go_back_to_a_saved_state) {
    home();
    move(50.0);
    const auto state = duals().save(*toolhead);
    move(80.0);
    set(1, CarriageMode::primary);
    move(180.0);

    duals().restore(*toolhead, state, DualCarriages::Return::move_back, {});

    EXPECT_EQ(carriages(), Pair(50.0, 240.0));
    EXPECT_EQ(duals().modes().primary(0), 0u);
    EXPECT_EQ(toolhead->position()[0], Length{50.0});
}

// Each carriage rings at its own frequency.
TEST_F(DualCarriagesTest, have_shapers_of_their_own) {
    home();
    set(1, CarriageMode::primary);
    toolhead->set_shapers({*motion::make_shaper("mzv", {.frequency_hz = 50.0}), {}, {}});
    const auto second = bench.steppers[3]->reach();
    set(0, CarriageMode::primary);

    EXPECT_GT(second, base::Seconds{});
    EXPECT_EQ(bench.steppers[0]->reach(), base::Seconds{});
    set(1, CarriageMode::mirror);
    EXPECT_EQ(bench.steppers[3]->reach(), second);
}

TEST_F(DualCarriagesTest, get_their_modes_back_without_a_move) {
    home();
    const auto state = duals().save(*toolhead);
    set(1, CarriageMode::primary);
    move(180.0);

    duals().restore(*toolhead, state, DualCarriages::Return::modes_only, {});

    EXPECT_EQ(carriages(), Pair(0.0, 180.0));
    EXPECT_EQ(duals().modes().primary(0), 0u);
    EXPECT_EQ(toolhead->position()[0], Length{0.0});
}

}  // namespace
}  // namespace escapement::printer
