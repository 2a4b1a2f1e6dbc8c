// Tests of following a print through a window of time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace.hpp"

#include <gtest/gtest.h>

#include "printer/testing_motion.hpp"

namespace escapement::app {
namespace {

using printer::testing::at;

class Kept final : public TraceSink {
  public:
    void begin(const std::vector<std::string>& steppers) override { names = steppers; }
    void sample(const TraceSample& sample) override { samples.push_back(sample); }
    void step(std::size_t, const StepProbe::Step& step) override { steps.push_back(step); }

    std::vector<std::string> names;
    std::vector<TraceSample> samples;
    std::vector<StepProbe::Step> steps;
};

// A move of 100 mm at 50 mm/s that begins at 0.25 s.
class TraceTest : public ::testing::Test {
  protected:
    explicit TraceTest(TimeWindow window = {1.0, 1.1}) : trace(window, kept) {
        toolhead->set_position(at(0, 0, 0), printer::all_axes());
        trace.begin(*toolhead);
        printer::Stepper& stepper = *bench.steppers.front();
        stepper.set_tap(&probe);
        trace.add(stepper.name(), probe);
    }
    ~TraceTest() override { bench.steppers.front()->set_tap(nullptr); }
    void go() {
        toolhead->move(at(100, 0, 0), base::Speed{50.0});
        toolhead->flush();
        trace.settle(bench.queue.solved_until().time_since_epoch().count());
    }

    printer::testing::MotionBench bench{printer::testing::MotionBench::Mode::offline};
    std::unique_ptr<printer::Toolhead> toolhead = printer::testing::make_toolhead(bench);
    StepProbe probe{{0.01}};
    Kept kept;
    Trace trace;
};

TEST_F(TraceTest, has_a_sample_for_each_millisecond_and_every_step_of_the_window) {
    go();

    EXPECT_EQ(kept.names, std::vector<std::string>{"stepper_x"});
    ASSERT_EQ(kept.samples.size(), 100U);
    EXPECT_EQ(kept.samples.front().time, 1.0);
    EXPECT_NEAR(static_cast<double>(kept.steps.size()), 500.0, 1.0);
}

TEST_F(TraceTest, steppers_are_within_half_a_step_of_the_path) {
    go();

    for (const TraceSample& sample : kept.samples) {
        EXPECT_NEAR(sample.steppers[0], sample.axes[0].position, 0.00501);
        EXPECT_NEAR(sample.axes[0].velocity, 50.0, 1e-9);
        EXPECT_EQ(sample.shaped[0].position, sample.axes[0].position);
    }
}

class LateTrace : public TraceTest {
  protected:
    LateTrace() : TraceTest({5.0, 6.0}) {}
};

TEST_F(LateTrace, nothing_is_recorded_outside_of_the_window) {
    go();

    EXPECT_TRUE(kept.samples.empty());
    EXPECT_TRUE(kept.steps.empty());
}

class RestingTrace : public TraceTest {
  protected:
    RestingTrace() : TraceTest({0.0, 0.2}) {}
};

TEST_F(RestingTrace, before_the_first_move_the_machine_stands_where_it_begins) {
    go();

    ASSERT_FALSE(kept.samples.empty());
    EXPECT_EQ(kept.samples.back().steppers[0], 0.0);
    EXPECT_EQ(kept.samples.back().axes[0].velocity, 0.0);
}

TEST_F(TraceTest, filament_has_its_own_path) {
    motion::Move move(at(0, 0, 0, 0), at(0, 0, 0, 10), base::Speed{5.0}, {{300.0}, {3000.0}});
    move.plan({25.0}, {25.0}, {25.0});
    trace.planned(base::PrintTime{base::Seconds{0.5}}, move);

    trace.settle(2.0);

    ASSERT_EQ(kept.samples.size(), 100U);
    EXPECT_NEAR(kept.samples[0].filament.position, 2.5, 1e-9);
    EXPECT_NEAR(kept.samples[0].filament.velocity, 5.0, 1e-9);
}

}  // namespace
}  // namespace escapement::app
