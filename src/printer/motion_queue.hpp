// Makes steps from segments, a little ahead of time, and hands them to the microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two moments move along the timeline: all steps up to `solved_until` are made, and everything
// up to `flushed_until` is on its way to the microcontrollers (compression wants to see a little
// further than what it sends).  A flush moves both on.  Before it makes steps it tells its
// listeners how far it will go: the toolhead may plan more, fans and enable pins have their
// last chance to say what should happen before then.
//
// Offline, a crew may make steps while those before are being sent and the next moves are being
// planned; whoever looks at steppers or their segments flushes first.
#pragma once

#include <functional>
#include <list>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "motion/segment.hpp"
#include "motion/trajectory.hpp"
#include "printer/signal.hpp"
#include "printer/stepper.hpp"
#include "printer/turns.hpp"
#include "runtime/crew.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// Belongs to the main thread.
class MotionQueue {
  public:
    // Everything before `flushed_until` is about to leave; steps are about to be made up to
    // `solved_until`.
    struct Flushing {
        base::PrintTime flushed_until;
        base::PrintTime solved_until;
    };
    using Connection = Signal<Flushing>::Connection;

    // While steppers move, steps are made up to so far ahead of now.
    static constexpr base::Seconds steps_ahead_most{1.000};

    struct Parts {
        runtime::Executor& executor;
        Turns& turns;
        // The main microcontroller's present moment, as far as known.
        std::function<base::PrintTime()> estimated_print_time;
        // Takes over what steppers were told, so that they can be told more meanwhile; and lets
        // go of what of it begins before that moment.
        std::function<void()> collect;
        std::function<void(base::PrintTime)> send;
        // Nothing waits; steps are made as the segments come.
        bool offline = false;
        // Makes the steps of several steppers at the same time; nullptr: one after the other.
        runtime::Crew* crew = nullptr;
    };
    explicit MotionQueue(Parts parts);
    ~MotionQueue();
    MotionQueue(const MotionQueue&) = delete;
    MotionQueue& operator=(const MotionQueue&) = delete;

    // Queues and trajectories live as long as this.
    motion::SegmentQueue& new_segment_queue();
    motion::Trajectory& new_trajectory();
    // Makes the steppers' steps from now on; each must outlive this or leave.
    void add(Stepper& stepper);
    void remove(Stepper& stepper);
    const std::vector<Stepper*>& steppers() const { return steppers_; }

    // Listeners are called in the order in which they connected, those that plan moves first.
    enum class Listens { to_plan_moves, to_use_pins };
    [[nodiscard]] Connection on_flush(Listens why, std::function<void(const Flushing&)> listener);

    // There are segments up to this moment, and there will be no more before it.
    void note_segments(base::PrintTime until);
    // Some stepper has segments up to this moment; others may get more of them before it.
    void note_steps(base::PrintTime until);
    // There are none before this moment but those that were noted, and there will be none.
    void note_pause(base::PrintTime until);
    // Something else is to be flushed then, such as an output pin's change.
    void note_activity(base::PrintTime when);

    // How much later than a moment the steps around it are known: a step that is taken back
    // at once is left out, and the path of a stepper may reach further.
    base::Seconds step_delay() const { return step_delay_; }
    // Asks all steppers anew how far their paths reach: after a path has changed.  Everything
    // must have been flushed.
    void learn_reach();

    bool offline() const { return parts_.offline; }
    base::PrintTime estimated_print_time() const { return parts_.estimated_print_time(); }
    // The earliest moment at which a stepper that stands still can be asked to move.
    base::PrintTime restart_time() const;
    base::PrintTime solved_until() const { return solved_until_; }
    // Where the last motion that was noted ends.
    base::PrintTime motion_until() const { return motion_until_; }
    // Everything that begins before this has been handed to the microcontrollers, or is about to
    // be.
    base::PrintTime flushed_until() const { return flushed_until_; }
    // Everything that begins before this has been handed to the microcontrollers.
    base::PrintTime sent_until() const { return sent_until_; }

    // Makes all steps there are to make.
    void flush_all();
    // The same, and whatever else was noted: for the end of a run offline.
    void finish();
    // The same, but waits first until their end is near.  Throws Interrupted.
    runtime::Task<> flush_all_in_time();
    // Makes the steps from start to end in small portions, each only a moment before it is due,
    // until `stopped` says so, or who has the turn is interrupted; both are asked before each
    // portion.
    runtime::Task<> drip(base::PrintTime start, base::PrintTime end, std::function<bool()> stopped);
    // Lets time pass, for whoever waits for motion.  Throws Interrupted.
    runtime::Task<> wait(base::Seconds time, base::Seconds sooner = {}) {
        return parts_.turns.wait(time, sooner);
    }
    // Whether whoever waits for motion should give up.
    const Turns& turns() const { return parts_.turns; }
    // Waits for steps that are being made, and sends them: before anything is changed that they
    // depend on.
    void finish_steps();
    // Makes no steps any more.
    void stop();

  private:
    void advance(base::PrintTime flush_until, base::PrintTime solve_until);
    void advance_meanwhile(base::PrintTime flush_until, base::PrintTime solve_until);
    std::vector<motion::SegmentQueue*> all_queues();
    bool is_activity_awaited() const;
    void start_steps(const Flushing& range, bool has_tracks);
    std::vector<runtime::Crew::Job> jobs(const Flushing& range, bool has_tracks);
    void await_steps();
    void send_steps();
    void forget_history();
    void end_drip(base::PrintTime done);
    void work();
    void make_steps_ahead();
    void flush_ahead();
    void wake();
    void work_offline();
    // Ends early when who has the turn is interrupted.
    runtime::Task<> wait_until_near(base::PrintTime when);
    base::PrintTime steps_wanted_until() const;

    Parts parts_;
    std::list<motion::SegmentQueue> queues_;
    std::list<motion::Trajectory> trajectories_;
    base::Seconds step_delay_;
    std::vector<Stepper*> steppers_;
    Signal<Flushing> planners_, pin_users_;
    runtime::Timer timer_;
    base::PrintTime flushed_until_{}, solved_until_{};
    base::PrintTime flush_needed_until_{}, steps_needed_until_{};
    base::PrintTime motion_until_{};
    base::PrintTime timeline_until_{};  // nothing new will come before this
    base::PrintTime forgotten_until_{};
    std::optional<base::PrintTime> making_until_;  // steps up to there are being made
    std::optional<base::PrintTime> made_until_;    // and up to there are made, but not sent
    base::PrintTime sent_until_{};
    bool advancing_ = false;
    bool dripping_ = false;
    bool stopped_ = false;
};

}  // namespace escapement::printer
