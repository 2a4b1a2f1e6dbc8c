// Encodes what a stepper is told, and puts it into its lane of the step queue.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/stepper_out.hpp"

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

// What most drivers accept.
constexpr base::Seconds usual_pulse{0.000002};
constexpr base::Seconds longest_pulse{0.001};
// With longer pulses the two edges may not be equally steep, so only one is used.
constexpr base::Seconds longest_pulse_of_both_edges{0.000000500};
constexpr base::Seconds longest_pulse_of_old_both_edges{0.000000150};
// Beyond this a run's first interval is more than the difference of two clocks can tell, so the
// run must not arrive long before it begins.
constexpr std::uint64_t far_ticks = std::uint64_t{3} << 28;

bool has(const Mcu& mcu, const char* constant) {
    return mcu.dictionary().number(constant).value_or(0.0) != 0.0;
}

// Stepping on both edges halves the board's work, unless it is as fast with pulses.
bool uses_both_edges(const Mcu& mcu, base::Seconds pulse, bool preferred) {
    if (!preferred || pulse > longest_pulse_of_both_edges) return false;
    if (has(mcu, "STEPPER_OPTIMIZED_UNSTEP")) return false;
    if (has(mcu, "STEPPER_BOTH_EDGE")) return pulse <= longest_pulse_of_old_both_edges;
    return has(mcu, "STEPPER_STEP_BOTH_EDGE");
}

}  // namespace

base::Result<std::unique_ptr<StepperOut>> StepperOut::make(Mcu& mcu, const Settings& settings) {
    if (settings.step_pulse && *settings.step_pulse > longest_pulse)
        return base::Error{"step_pulse_duration must be at most 0.001 seconds"};
    auto step = mcu.pin(settings.step_pin.name);
    if (!step) return std::move(step.error());
    auto dir = mcu.pin(settings.dir_pin.name);
    if (!dir) return std::move(dir.error());
    auto config = mcu.command<messages::ConfigStepper>(mcu.default_queue());
    if (!config) return std::move(config.error());
    auto queue_step = mcu.command<messages::QueueStep>(mcu.default_queue());
    if (!queue_step) return std::move(queue_step.error());
    auto set_dir = mcu.command<messages::SetNextStepDir>(mcu.default_queue());
    if (!set_dir) return std::move(set_dir.error());
    auto reset = mcu.command<messages::ResetStepClock>(mcu.default_queue());
    if (!reset) return std::move(reset.error());
    const Commands commands{*config, *queue_step, *set_dir, *reset};
    return std::unique_ptr<StepperOut>(new StepperOut(mcu, settings, commands, {*step, *dir}));
}

StepperOut::StepperOut(Mcu& mcu,
                       const Settings& settings,
                       const Commands& commands,
                       const Pins& pins)
    : mcu_(mcu),
      settings_(settings),
      commands_(commands),
      pins_(pins),
      oid_(mcu.configuration().create_oid()),
      lane_(mcu.steps().new_lane()),
      invert_dir_(settings.dir_pin.invert) {
    mcu.configuration().on_build([this] { build(); });
}

void StepperOut::prefer(base::Seconds step_pulse, bool both_edges) {
    ASSERT(!mcu_.configuration().built());
    if (!settings_.step_pulse) settings_.step_pulse = step_pulse;
    settings_.both_edges = both_edges;
}

base::Seconds StepperOut::step_pulse() const {
    return settings_.step_pulse.value_or(usual_pulse);
}

bool StepperOut::steps_on_both_edges() const {
    return uses_both_edges(mcu_, step_pulse(), settings_.both_edges);
}

void StepperOut::build() {
    base::Seconds pulse = step_pulse();
    std::int8_t invert_step = settings_.step_pin.invert ? 1 : 0;
    if (steps_on_both_edges()) {
        invert_step = -1;
        // Older firmware takes a pulse without length for this.
        if (has(mcu_, "STEPPER_BOTH_EDGE")) pulse = base::Seconds{0};
    }
    Configuration& configuration = mcu_.configuration();
    configuration.add(commands_.config.encode(
        {oid_, pins_.step, pins_.dir, invert_step, mcu_.clock().ticks(pulse)}));
    configuration.add_restart(commands_.reset_clock.encode({oid_, {}}));
}

void StepperOut::direction(bool forward) {
    lane_.push(commands_.set_dir, {oid_, forward != invert_dir_}, last_clock_);
}

void StepperOut::run(const StepRunCommand& run, base::McuClock first, base::McuClock last) {
    const bool is_far = run.count == 1 && first.raw >= last_clock_.raw + far_ticks;
    lane_.push_move(commands_.queue_step,
                    {oid_, {run.interval}, run.count, run.add},
                    last_clock_,
                    is_far ? first : last_clock_);
    last_clock_ = last;
}

void StepperOut::reset_clock(base::McuClock clock) {
    lane_.push(commands_.reset_clock, {oid_, clock.low()}, {});
    last_clock_ = clock;
}

runtime::Task<base::Result<std::int64_t>> StepperOut::position() {
    auto task = mcu_.query(messages::StepperGetPosition{oid_}, mcu_.default_queue());
    auto answer = co_await task;
    if (!answer) co_return std::move(answer.error());
    co_return invert_dir_ ? -std::int64_t{answer->pos} : std::int64_t{answer->pos};
}

}  // namespace escapement::mcu
