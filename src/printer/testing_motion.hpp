// Stand-ins for motors, endstops and their boards, for tests of motion in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "printer/endstops.hpp"
#include "printer/errors.hpp"
#include "printer/events.hpp"
#include "printer/linear_kinematics.hpp"
#include "printer/motion_queue.hpp"
#include "printer/stepper.hpp"
#include "printer/toolhead.hpp"
#include "runtime/executor.hpp"

namespace escapement::printer::testing {

// Keeps every step it is told.  Its clock has a million ticks each second of print time.
class FakeStepOutput final : public StepOutput {
  public:
    struct Step {
        std::uint64_t clock;
        int way;  // +1 or -1
    };
    std::vector<Step> steps_made;
    int resets = 0;
    std::int64_t already_made = 0;            // by an earlier host
    std::optional<std::uint64_t> stopped_at;  // a trigger's clock: later steps were not made

    void direction(motion::Direction direction) override { way_ = motion::sign(direction); }
    void run(const motion::StepRun& run, base::McuClock first, base::McuClock) override {
        const std::uint64_t before = first.raw - static_cast<std::uint64_t>(run.ticks(1));
        for (int k = 1; k <= run.count; ++k)
            steps_made.push_back({before + static_cast<std::uint64_t>(run.ticks(k)), way_});
    }
    motion::ClockRate clock_rate() const override { return {0.0, 1e6}; }
    // Steps that a trigger has prevented stay prevented.
    void reset_clock(base::McuClock) override {
        ++resets;
        if (stopped_at)
            std::erase_if(steps_made, [&](const Step& s) { return s.clock > *stopped_at; });
        stopped_at.reset();
    }
    runtime::Task<std::int64_t> position() override { co_return count(); }

    std::int64_t count() const {
        std::int64_t sum = already_made;
        for (const Step& step : steps_made)
            if (!stopped_at || step.clock <= *stopped_at) sum += step.way;
        return sum;
    }

  private:
    int way_ = 0;
};

// Closes at a moment of print time, and stops its motors a little later.
class FakeEndstop final : public EndstopInput {
  public:
    // `wait` lets time pass; without time it is empty.
    FakeEndstop(std::function<base::PrintTime()> now, std::function<runtime::Task<>()> wait)
        : now_(std::move(now)), wait_(std::move(wait)) {}

    // After arming; never if not given.
    std::vector<base::Seconds> triggers_after;  // one for each approach
    base::Seconds late{0.0};                    // from the trigger to the stop
    std::string failure;
    int approaches = 0;
    bool awaits_closed = true;
    std::vector<FakeStepOutput*> stops;
    std::string story;  // "<" for prepared, "!" for armed, ">" for restored

    runtime::Task<> prepare() override {
        story += '<';
        co_return;
    }
    runtime::Task<> restore() override {
        story += '>';
        co_return;
    }
    void add_stepper(Stepper& stepper) override {
        steppers_.push_back(&stepper);
        stops.push_back(static_cast<FakeStepOutput*>(&stepper.output()));
    }
    const std::vector<Stepper*>& steppers() const override { return steppers_; }
    void arm(base::PrintTime start, base::Seconds rest) override {
        rest_times.push_back(rest);
        story += '!';
        trigger_.reset();
        const auto approach = static_cast<std::size_t>(approaches++);
        if (approach < triggers_after.size()) trigger_ = start + triggers_after[approach];
        if (!trigger_) return;
        const auto clock = (*trigger_ + late).time_since_epoch().count() * 1e6;
        for (FakeStepOutput* motor : stops) motor->stopped_at = static_cast<std::uint64_t>(clock);
    }
    void await(bool closed) override { awaits_closed = closed; }
    bool ended() const override { return trigger_ && now_() >= *trigger_ + late; }
    runtime::Task<std::optional<base::PrintTime>> disarm(base::PrintTime) override {
        if (!failure.empty()) throw CommandError(failure);
        while (wait_ && trigger_ && !ended()) co_await wait_();
        co_return trigger_;
    }
    void abandon() override {
        ++abandoned;
        trigger_.reset();
        for (FakeStepOutput* motor : stops)
            motor->stopped_at = static_cast<std::uint64_t>(now_().time_since_epoch().count() * 1e6);
    }
    runtime::Task<bool> query(base::PrintTime) override { co_return false; }
    std::vector<base::Seconds> rest_times;
    int abandoned = 0;

  private:
    std::function<base::PrintTime()> now_;
    std::function<runtime::Task<>()> wait_;
    std::vector<Stepper*> steppers_;
    std::optional<base::PrintTime> trigger_;
};

// A bench with motors on it, where print time is the virtual clock's time.
class MotionBench {
  public:
    enum class Mode { offline, live };
    explicit MotionBench(Mode mode, runtime::Crew* crew = nullptr)
        : executor(clock),
          queue({.executor = executor,
                 .turns = turns,
                 .estimated_print_time = [this] { return now(); },
                 .collect = [] {},
                 .send = [](base::PrintTime) {},
                 .offline = mode == Mode::offline,
                 .crew = crew}),
          offline(mode == Mode::offline) {}

    base::PrintTime now() const {
        return offline ? base::PrintTime{}
                       : base::PrintTime{base::Seconds{clock.now().time_since_epoch()}};
    }

    Stepper& add_stepper(const std::string& name, base::Length step_distance) {
        auto output = std::make_unique<FakeStepOutput>();
        outputs.push_back(output.get());
        steppers.push_back(std::make_unique<Stepper>(
            Stepper::Settings{.name = name, .step_distance = step_distance}, std::move(output)));
        queue.add(*steppers.back());
        return *steppers.back();
    }
    FakeEndstop& add_endstop() {
        std::function<runtime::Task<>()> wait;
        if (!offline) wait = [this] { return a_moment(); };
        endstops.push_back(std::make_unique<FakeEndstop>([this] { return now(); }, wait));
        return *endstops.back();
    }

    runtime::Task<> a_moment() { co_await executor.after(base::Seconds{0.01}); }
    // Lets time pass until the task ends; throws what it throws.
    void run(runtime::Task<> task) {
        bool finished = false;
        std::exception_ptr failure;
        executor.spawn(std::move(task), [&](std::exception_ptr error) {
            finished = true;
            failure = error;
        });
        runtime::Actor* const actors[] = {&executor};
        const bool ended = runtime::drive(clock, actors, finished);
        ASSERT(ended);
        if (failure) std::rethrow_exception(failure);
    }
    void pass(base::Seconds time) { run(wait(time)); }

    runtime::VirtualClock clock;
    runtime::Executor executor;
    Events events;
    Turns turns{executor};
    MotionQueue queue;
    bool offline;
    std::vector<std::unique_ptr<Stepper>> steppers;
    std::vector<FakeStepOutput*> outputs;
    std::vector<std::unique_ptr<FakeEndstop>> endstops;

  private:
    runtime::Task<> wait(base::Seconds time) { co_await executor.after(time); }
};

// Three axes of 200 mm with a motor and an endstop at 0 each, 100 steps to the mm.
inline std::array<Rail, 3> three_rails(MotionBench& bench) {
    using base::Length;
    using base::Speed;
    std::array<Rail, 3> rails;
    for (std::size_t axis = 0; axis < rails.size(); ++axis) {
        Rail& rail = rails[axis];
        rail.name = std::string("stepper_") + axis_letters[axis];
        rail.range = {.min = Length{0.0}, .max = Length{200.0}, .endstop = Length{0.0}};
        rail.homing = {.speed = Speed{50.0},
                       .second_speed = Speed{25.0},
                       .retract_speed = Speed{50.0},
                       .retract_distance = Length{5.0}};
        rail.steppers = {&bench.add_stepper(rail.name, Length{0.01})};
        FakeEndstop& endstop = bench.add_endstop();
        endstop.add_stepper(*rail.steppers.front());
        rail.endstops = {{std::string(1, axis_letters[axis]), &endstop}};
    }
    return rails;
}

inline const motion::MoveLimits bench_limits{
    .max_velocity = {300.0}, .max_accel = {3000.0}, .minimum_cruise_ratio = 0.5};

// A cartesian machine on the bench.
inline std::unique_ptr<Toolhead> make_toolhead(MotionBench& bench,
                                               const motion::Linear& blends = motion::cartesian) {
    const VerticalLimits vertical{base::Speed{10.0}, base::Accel{100.0}};
    return std::make_unique<Toolhead>(
        Toolhead::Parts{.executor = bench.executor,
                        .motion = bench.queue,
                        .events = bench.events,
                        .limits = bench_limits,
                        .kinematics = std::make_unique<LinearKinematics>(
                            fixed_machine(blends, three_rails(bench)), vertical)});
}

inline Toolhead::Position at(double x, double y, double z, double e = 0.0) {
    Toolhead::Position position{};
    position[0] = {x};
    position[1] = {y};
    position[2] = {z};
    position[3] = {e};
    return position;
}

}  // namespace escapement::printer::testing
