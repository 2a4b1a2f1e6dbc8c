// Turns the steps of one stepper into runs that a microcontroller can be told.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "motion/run_fit.hpp"
#include "motion/step.hpp"
#include "motion/step_history.hpp"
#include "motion/waiting_steps.hpp"

namespace escapement::motion {

// How far compression may move a step, each way.
inline constexpr base::Seconds usual_step_error{25e-6};
ErrorWindow symmetric_window(base::Seconds error, double frequency_hz);

// Belongs to one thread.  Nothing is sent before flush(), reset(), a change of direction or a
// long queue asks for it.
class StepCompressor final : public StepSink {
  public:
    // A stepper that turns back on a step sooner than this has not made it: both steps are
    // left out, unless the first one was settled.
    static constexpr double least_reversal_time_s = 0.000750;
    // A step at least this many ticks after the last goes alone, at its exact clock.  Its
    // interval is taken modulo 2^32, so it must not be sent long before it is due.
    static constexpr auto far_ticks = static_cast<std::uint64_t>(WaitingSteps::far_ticks);

    StepCompressor(ClockRate rate, RunSink& sink);

    // Steps to come are converted with this rate.
    void set_rate(ClockRate rate);
    // For steps to come.
    void set_window(ErrorWindow window);

    void steps(Direction direction, std::span<const double> times) override;
    // Long rows stay unexpanded and cost no more than short ones.
    void even_steps(Direction direction, const EvenSteps& row) override;
    void settle() override;

    // Sends runs until their last step is at or after `until`, if there are so many.  Solve at
    // least least_reversal_time_s further than that first.
    void flush(base::McuClock until);
    // Sends all there is.
    void flush();
    // Flushes; the next run counts from `clock`, and its direction is sent anew.
    void reset(base::McuClock clock);

    // The clock of the last step that was sent, or of the last reset.
    base::McuClock last_clock() const { return {last_}; }
    // In steps, of what was sent.
    std::int64_t position() const { return history_.position(); }
    // Flushes; from `clock` on the position is another one.
    void set_position(base::McuClock clock, std::int64_t position);
    // Where the stepper was or will be; within what was sent and is not forgotten.
    std::int64_t position_at(base::McuClock clock) const { return history_.position_at(clock); }
    // Forgets what ended before the clock.
    void expire(base::McuClock clock) { history_.expire(clock); }

  private:
    // Room behind the steps that came, all in one direction.
    std::span<double> room(std::size_t count);
    bool is_taken_back(Direction direction, double time) const;
    std::size_t begin(Direction direction, double time);
    void added(std::size_t count);
    bool keep_even(const EvenSteps& row);

    void commit();
    void commit(std::span<const double> times);
    void push(std::uint64_t clock);
    void push_far(std::uint64_t clock);
    void turn(std::uint64_t next_clock);
    std::uint64_t earliest_next() const;
    std::uint64_t last_known() const;
    void limit_waiting();
    void send_waiting(std::optional<std::uint64_t> next_clock);
    void send_longest_run();
    void send(const StepRun& run, std::uint64_t first, std::uint64_t last);

    double since_base(std::uint64_t clock) const;

    ClockRate rate_;
    RunSink& sink_;
    RunFit fit_;
    std::int64_t least_reversal_ticks_ = 0;

    std::vector<double> came_;  // times of steps that are not converted yet
    std::size_t came_size_ = 0;
    bool undecided_ = false;  // the last of them may yet be left out
    Direction came_direction_ = Direction::backward;

    WaitingSteps waiting_;
    std::uint64_t last_ = 0;        // when the last step that was sent really happens
    std::uint64_t last_exact_ = 0;  // and when it should
    std::optional<Direction> direction_;
    StepHistory history_;
};

}  // namespace escapement::motion
