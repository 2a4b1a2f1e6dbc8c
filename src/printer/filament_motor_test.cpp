// A filament motor on the bench: what it follows, and when changes take effect.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/filament_motor.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/extruder_axis.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::Seconds;
using base::Speed;
using testing::at;

PressureAdvance linear(double advance, double smooth_time) {
    return {.advance = advance, .smooth_time = Seconds{smooth_time}};
}

// Offline, with 100 steps to the mm of filament.
class FilamentMotorTest : public ::testing::Test {
  protected:
    FilamentMotorTest() {
        toolhead->kinematics().set_position({}, all_axes());
        toolhead->use_extruder(axis, {});
    }

    std::unique_ptr<FilamentMotor> motor(const PressureAdvance& advance) {
        auto made_output = std::make_unique<testing::FakeStepOutput>();
        output = made_output.get();
        return std::make_unique<FilamentMotor>(
            std::make_unique<Stepper>(
                Stepper::Settings{.name = "extruder", .step_distance = Length{0.01}},
                std::move(made_output)),
            bench.queue,
            advance);
    }
    void line(double x, double e) { toolhead->move(at(x, 0, 0, e), Speed{100.0}); }
    double seconds_of(std::size_t step) const {
        return static_cast<double>(output->steps_made[step].clock) * 1e-6;
    }

    testing::MotionBench bench{testing::MotionBench::Mode::offline};
    std::unique_ptr<Toolhead> toolhead = testing::make_toolhead(bench);
    motion::SegmentQueue& segments = bench.queue.new_segment_queue();
    ExtruderAxis axis{{.name = "extruder",
                       .limits = {.nozzle_diameter = Length{0.4},
                                  .filament_diameter = Length{1.75},
                                  .max_cross_section = motion::Area{10.0}},
                       .can_extrude = [] { return true; }},
                      segments};
    testing::FakeStepOutput* output = nullptr;
};

TEST_F(FilamentMotorTest, makes_everybody_wait_for_what_it_has_to_know) {
    const Seconds usual = bench.queue.step_delay();
    auto pushed = motor(linear(0.05, 0.04));
    EXPECT_EQ(bench.queue.step_delay(), usual) << "it follows nobody yet";

    pushed->follow(segments, {});
    EXPECT_EQ(bench.queue.step_delay(), Seconds{0.02});
    pushed->set_pressure_advance(linear(0.05, 0.1), *toolhead);
    EXPECT_EQ(bench.queue.step_delay(), Seconds{0.05});
    pushed->set_pressure_advance(linear(0.0, 0.1), *toolhead);
    EXPECT_EQ(bench.queue.step_delay(), usual);
}

TEST_F(FilamentMotorTest, takes_a_new_advance_with_the_next_move_and_without_a_stop) {
    auto pushed = motor(linear(0.05, 0.04));
    pushed->follow(segments, {});
    line(50, 1);
    const auto moves_before = toolhead->moves();

    pushed->set_pressure_advance(linear(0.06, 0.04), *toolhead);

    EXPECT_EQ(toolhead->moves(), moves_before) << "nothing had to be planned";
    EXPECT_EQ(pushed->pressure_advance().advance, 0.06);
    line(100, 2);
    toolhead->flush();
    // The line goes on at the same speed: what is pushed ahead grows by 0.01 s * 2 mm/s.
    const double middle = segments[1].start.time_since_epoch().count();
    EXPECT_NEAR(static_cast<double>(
                    pushed->stepper().mcu_position_at(base::PrintTime{Seconds{middle - 0.03}})),
                100 * (1.0 - 0.03 * 2.0 + 0.05 * 2.0),
                1.0);
    EXPECT_NEAR(static_cast<double>(
                    pushed->stepper().mcu_position_at(base::PrintTime{Seconds{middle + 0.03}})),
                100 * (1.0 + 0.03 * 2.0 + 0.06 * 2.0),
                1.0);
    EXPECT_EQ(output->count(), 200);
}

TEST_F(FilamentMotorTest, begins_to_step_half_a_smooth_time_early) {
    auto pushed = motor(linear(0.5, 0.04));
    pushed->follow(segments, {});

    line(50, 5);
    toolhead->flush();

    const double start = segments[0].start.time_since_epoch().count();
    EXPECT_LT(seconds_of(0), start);
    EXPECT_GT(seconds_of(0), start - 0.02);
    EXPECT_EQ(output->count(), 500);
}

TEST_F(FilamentMotorTest, stays_where_it_is_when_it_follows_nothing) {
    auto pushed = motor(linear(0.05, 0.04));
    pushed->follow(segments, {});
    line(50, 1);
    toolhead->flush();
    pushed->follow_nothing();
    line(100, 2);
    toolhead->flush();
    EXPECT_EQ(output->count(), 100);

    pushed->follow(segments, axis.position());
    line(150, 3);
    toolhead->flush();

    EXPECT_EQ(output->count(), 200);
    EXPECT_NEAR(pushed->stepper().commanded_position().value, 3.0, 1e-9);
}

TEST_F(FilamentMotorTest, can_turn_the_other_way_and_further) {
    auto pushed = motor({});
    pushed->follow(segments, {});

    pushed->set_rotation_distance(Length{-40.0}, 2000.0);
    line(50, 1);
    toolhead->flush();

    EXPECT_EQ(output->count(), -50);
    EXPECT_EQ(pushed->stepper().mcu_position(), -50);
    EXPECT_NEAR(pushed->stepper().commanded_position().value, 1.0, 1e-9);
    EXPECT_NEAR(pushed->stepper().commanded_position_of(-40).value, 0.8, 1e-9);
    EXPECT_THROW(pushed->set_rotation_distance(Length{1e-4}, 2000.0), CommandError);
}

}  // namespace
}  // namespace escapement::printer
