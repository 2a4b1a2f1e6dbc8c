// Step pulses at the clocks that the host computed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/trsync.hpp"
#include "messages/stepper.hpp"

namespace escapement::firmware {

// A run of steps: each interval is longer than the one before by `add`.
struct StepMove {
    std::uint32_t interval;
    std::uint16_t count;
    std::int16_t add;
    bool forwards;
};

// Every pin event is one call of a timer: a step, and unless the driver steps on both edges the
// end of its pulse.  Pulses and the pauses between them last at least `step_pulse_ticks`; steps
// that come too densely are late rather than lost.
template <Board B, Scheduler S>
class Stepper {
  public:
    using Output = typename B::Output;

    Stepper(Core<B, S>& core, const messages::ConfigStepper& config, Output step, Output dir)
        : core_(core),
          step_(step),
          dir_(dir),
          pulse_(config.step_pulse_ticks),
          oid_(config.oid),
          idle_level_(config.invert_step > 0),
          both_edges_(config.invert_step < 0) {}
    Stepper(const Stepper&) = delete;
    Stepper& operator=(const Stepper&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigStepper& config);
    void queue(const messages::QueueStep& message);
    void set_next_direction(const messages::SetNextStepDir& message) {
        next_forwards_ = message.dir;
    }
    void reset_clock(const messages::ResetStepClock& message);
    void report_position(const messages::StepperGetPosition& message);
    void stop_on_trigger(const messages::StepperStopOnTrigger& message);

    void shut_down() {
        stop();
        stop_signal_.active = false;
    }

  private:
    // How far a run may fall behind before that is an error, in microseconds.
    static constexpr std::uint32_t max_delay_us = 1000;

    bool active() const { return events_left_ > 0; }
    void load();
    void start();
    Next go_on(Clock32 earliest);
    void turn(bool forwards);
    void stop();
    std::uint32_t position() const;
    Next on_event(Clock32);
    Next on_turn(Clock32);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&Stepper::on_event>(*this);
    std::uint32_t events_left_ = 0;  // of the present run
    std::uint32_t interval_ = 0;     // after the next step
    Clock32 next_step_;              // when the host wants it
    Output step_;
    Output dir_;
    Ticks32 pulse_;
    std::uint32_t end_position_ = 0;  // after the present run; wraps
    std::int16_t add_ = 0;
    Oid oid_;
    bool idle_level_;
    bool both_edges_;
    bool forwards_ = false;        // the level of the direction pin
    bool wants_forwards_ = false;  // what the present run needs it to be
    bool next_forwards_ = false;   // of the runs that are queued from now on
    bool clock_unknown_ = false;   // since a trigger; until reset_step_clock
    MoveQueue<StepMove> moves_;
    Signal stop_signal_ = Signal::calling<&Stepper::stop>(*this);
};

template <Board B, Scheduler S>
void Stepper<B, S>::configure(Core<B, S>& core, const messages::ConfigStepper& config) {
    const auto step = core.board().output(config.step_pin, config.invert_step > 0);
    const auto dir = core.board().output(config.dir_pin, false);
    if (!step) return core.shut_down(step.reason());
    if (!dir) return core.shut_down(dir.reason());
    core.template add<Stepper>(config, *step, *dir);
}

template <Board B, Scheduler S>
void Stepper<B, S>::queue(const messages::QueueStep& message) {
    if (message.count == 0) return core_.shut_down(Reason::invalid_count);
    const auto guard = core_.lock();
    if (!active() && clock_unknown_) return;
    if (!core_.enqueue(moves_, {message.interval.raw, message.count, message.add, next_forwards_}))
        return;
    if (!active()) start();
}

template <Board B, Scheduler S>
void Stepper<B, S>::reset_clock(const messages::ResetStepClock& message) {
    const auto guard = core_.lock();
    if (active()) return core_.shut_down(Reason::stepper_active);
    next_step_ = message.clock;
    clock_unknown_ = false;
}

template <Board B, Scheduler S>
void Stepper<B, S>::report_position(const messages::StepperGetPosition&) {
    std::uint32_t position_now;
    {
        const auto guard = core_.lock();
        position_now = position();
    }
    core_.send(messages::StepperPosition{oid_, static_cast<std::int32_t>(position_now)});
}

template <Board B, Scheduler S>
void Stepper<B, S>::stop_on_trigger(const messages::StepperStopOnTrigger& message) {
    if (auto* trsync = core_.template find<Trsync<B, S>>(message.trsync_oid))
        trsync->add(stop_signal_);
}

// Takes the oldest run off the queue.
template <Board B, Scheduler S>
void Stepper<B, S>::load() {
    const StepMove move = moves_.pop(core_.moves());
    events_left_ = both_edges_ ? move.count : std::uint32_t{move.count} * 2;
    wants_forwards_ = move.forwards;
    end_position_ += move.forwards ? std::uint32_t{move.count} : -std::uint32_t{move.count};
    next_step_ += Ticks32{move.interval};
    add_ = move.add;
    interval_ = move.interval + static_cast<std::uint32_t>(std::int32_t{move.add});
}

// From standstill: the direction has all the time until the first step to settle.
template <Board B, Scheduler S>
void Stepper<B, S>::start() {
    load();
    if (wants_forwards_ != forwards_) turn(wants_forwards_);
    timer_.call<&Stepper::on_event, Stepper>();
    core_.arm(timer_, next_step_);
}

// Right after the last event of a run; the next may not come before `earliest`.
template <Board B, Scheduler S>
Next Stepper<B, S>::go_on(Clock32 earliest) {
    if (moves_.empty()) return Next::stop();
    load();
    if (next_step_.before(earliest) &&
        core_.ticks(max_delay_us).raw < (earliest - next_step_).raw) {
        core_.shut_down(Reason::stepper_too_far_in_past);
        return Next::stop();
    }
    if (wants_forwards_ == forwards_)
        return Next::at(next_step_.before(earliest) ? earliest : next_step_);
    // Where a pulse has just ended its driver has seen the step; where it has just begun the
    // direction has to wait.
    if (!both_edges_) return on_turn(earliest);
    timer_.call<&Stepper::on_turn, Stepper>();
    return Next::at(earliest);
}

// The most frequent function of the firmware.
template <Board B, Scheduler S>
Next Stepper<B, S>::on_event(Clock32) {
    step_.toggle();
    const Clock32 earliest = core_.board().clock() + pulse_;
    --events_left_;
    if ((events_left_ & 1) && !both_edges_) return Next::at(earliest);
    if (events_left_ == 0) return go_on(earliest);
    next_step_ += Ticks32{interval_};
    interval_ += static_cast<std::uint32_t>(std::int32_t{add_});
    return Next::at(next_step_.before(earliest) ? earliest : next_step_);
}

template <Board B, Scheduler S>
Next Stepper<B, S>::on_turn(Clock32) {
    turn(wants_forwards_);
    timer_.call<&Stepper::on_event, Stepper>();
    const Clock32 earliest = core_.board().clock() + pulse_;
    return Next::at(next_step_.before(earliest) ? earliest : next_step_);
}

template <Board B, Scheduler S>
void Stepper<B, S>::turn(bool forwards) {
    forwards_ = forwards;
    dir_.write(forwards);
}

template <Board B, Scheduler S>
void Stepper<B, S>::stop() {
    core_.cancel(timer_);
    end_position_ = position();
    events_left_ = 0;
    moves_.clear(core_.moves());
    clock_unknown_ = true;
    wants_forwards_ = next_forwards_ = false;
    turn(false);
    if (!both_edges_) step_.write(idle_level_);
}

template <Board B, Scheduler S>
std::uint32_t Stepper<B, S>::position() const {
    const std::uint32_t steps_left = both_edges_ ? events_left_ : events_left_ / 2;
    return wants_forwards_ ? end_position_ - steps_left : end_position_ + steps_left;
}

template <Board B, Scheduler S>
using StepperCommands = CommandList<Command<&Stepper<B, S>::configure>,
                                    Command<&Stepper<B, S>::queue>,
                                    Command<&Stepper<B, S>::set_next_direction>,
                                    Command<&Stepper<B, S>::reset_clock>,
                                    Command<&Stepper<B, S>::report_position>,
                                    Command<&Stepper<B, S>::stop_on_trigger>>;

}  // namespace escapement::firmware
