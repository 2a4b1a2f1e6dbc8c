// Positions of one motor, in millimetres and in steps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/stepper.hpp"

#include <gtest/gtest.h>

#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::PrintTime;
using base::Seconds;
using base::Speed;
using testing::at;

// One motor with 100 steps to the mm that follows x.
class StepperTest : public ::testing::Test {
  protected:
    StepperTest() { stepper.follow(segments, motion::cartesian.blend[0]); }

    void go(double from, double to, double start) {
        motion::Move move(at(from, 0, 0), at(to, 0, 0), Speed{100.0}, testing::bench_limits);
        move.plan({0.0}, {100.0}, {0.0});
        segments.append(motion::toolhead_segment(PrintTime{Seconds{start}}, move));
        const auto end = segments.end() + Seconds{0.001};
        stepper.solve(end);
        stepper.send(end);
    }

    testing::MotionBench bench{testing::MotionBench::Mode::live};
    Stepper& stepper = bench.add_stepper("stepper_x", Length{0.01});
    testing::FakeStepOutput& output = *bench.outputs.front();
    motion::SegmentQueue segments;
};

TEST_F(StepperTest, makes_as_many_steps_as_the_way_is_long) {
    go(0, 1, 1.0);

    EXPECT_EQ(output.count(), 100);
    EXPECT_EQ(stepper.mcu_position(), 100);
    EXPECT_NEAR(stepper.commanded_position().value, 1.0, 1e-12);
}

class Tap final : public StepTap {
  public:
    void begin(Length position) override { begins.push_back(position.value); }
    void steps(motion::Direction direction, std::span<const double> times) override {
        way += motion::sign(direction) * static_cast<int>(times.size());
        last = times.back();
    }
    std::vector<double> begins;
    int way = 0;
    double last = 0.0;
};

TEST_F(StepperTest, shows_its_exact_steps_to_a_tap) {
    Tap tap;
    go(0, 1, 1.0);
    stepper.set_tap(&tap);

    go(1, 0.5, 2.0);
    stepper.set_tap(nullptr);
    go(0.5, 0, 3.0);

    EXPECT_EQ(tap.begins, std::vector{1.0});
    EXPECT_EQ(tap.way, -50);
    EXPECT_NEAR(tap.last, 2.0533, 0.002);  // the move takes 53.3 ms
    EXPECT_EQ(output.count(), 0);
}

TEST_F(StepperTest, keeps_its_count_when_it_is_told_to_be_elsewhere) {
    go(0, 1, 1.0);

    stepper.set_position({Length{50.0}, {}, {}});

    EXPECT_EQ(stepper.mcu_position(), 100);
    EXPECT_NEAR(stepper.commanded_position().value, 50.0, 1e-12);
    EXPECT_NEAR(stepper.commanded_position_of(90).value, 49.9, 1e-12);
    EXPECT_EQ(output.count(), 100);
}

TEST_F(StepperTest, knows_where_it_was) {
    go(0, 1, 1.0);

    EXPECT_EQ(stepper.mcu_position_at(PrintTime{Seconds{1.0}}), 0);
    EXPECT_EQ(stepper.mcu_position_at(segments.end()), 100);
    // Halfway through a symmetric move half of the way is done.
    const auto middle = PrintTime{Seconds{1.0}} + (segments.end() - PrintTime{Seconds{1.0}}) / 2.0;
    EXPECT_NEAR(static_cast<double>(stepper.mcu_position_at(middle)), 50.0, 1.0);
}

TEST_F(StepperTest, learns_where_a_trigger_has_stopped_it) {
    go(0, 1, 1.0);
    output.stopped_at =
        static_cast<std::uint64_t>(segments.end().time_since_epoch().count() * 1e6) - 50'000;
    const auto made = output.count();
    ASSERT_LT(made, 100);

    bench.run(stepper.learn_position(PrintTime{Seconds{2.0}}));

    EXPECT_EQ(stepper.mcu_position(), made);
    EXPECT_EQ(stepper.mcu_position_at(PrintTime{Seconds{3.0}}), made);
    EXPECT_EQ(output.resets, 1);
}

TEST_F(StepperTest, counts_from_where_an_earlier_host_left_the_motor) {
    output.already_made = -777;
    bench.run(stepper.learn_origin());

    go(0, 1, 1.0);
    bench.run(stepper.learn_position(PrintTime{Seconds{2.0}}));

    EXPECT_EQ(output.count(), -677);
    EXPECT_EQ(stepper.mcu_position(), 100);
}

TEST_F(StepperTest, tells_whenever_it_was_learned_where_it_stands) {
    int told = 0;
    stepper.on_counted([&]() -> runtime::Task<> {
        ++told;
        co_return;
    });

    bench.run(stepper.learn_origin());
    EXPECT_EQ(told, 1);
    bench.run(stepper.learn_position(PrintTime{Seconds{2.0}}));
    EXPECT_EQ(told, 2);
}

TEST_F(StepperTest, tells_once_when_it_is_about_to_move) {
    std::vector<double> told;
    stepper.on_first_activity(
        [&](PrintTime when) { told.push_back(when.time_since_epoch().count()); });
    motion::Move move(at(0, 0, 0), at(0, 5, 0), Speed{100.0}, testing::bench_limits);
    move.plan({0.0}, {100.0}, {0.0});
    segments.append(motion::toolhead_segment(PrintTime{Seconds{1.0}}, move));
    stepper.check_activity(PrintTime{Seconds{9.0}});
    EXPECT_TRUE(told.empty()) << "y is none of its business";

    motion::Move x(at(0, 5, 0), at(1, 5, 0), Speed{100.0}, testing::bench_limits);
    x.plan({0.0}, {100.0}, {0.0});
    segments.append(motion::toolhead_segment(PrintTime{Seconds{2.0}}, x));
    stepper.check_activity(PrintTime{Seconds{1.5}});
    EXPECT_TRUE(told.empty()) << "not yet";
    stepper.check_activity(PrintTime{Seconds{2.5}});
    stepper.check_activity(PrintTime{Seconds{3.0}});

    EXPECT_EQ(told, std::vector<double>{2.0});
}

TEST(StepperName, is_short_for_axes_and_whole_for_others) {
    testing::MotionBench bench(testing::MotionBench::Mode::live);

    EXPECT_EQ(bench.add_stepper("stepper_z1", Length{0.01}).short_name(), "z1");
    EXPECT_EQ(bench.add_stepper("extruder", Length{0.01}).short_name(), "extruder");
}

}  // namespace
}  // namespace escapement::printer
