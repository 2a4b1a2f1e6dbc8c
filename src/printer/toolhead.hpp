// The owner of the machine's timeline: takes moves, plans them, and says when they happen.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. move() puts a move into the look-ahead queue.  Once its speed cannot change any more it
//    is planned: it gets a place on the timeline and goes to the motion queue as segments.
// 2. While the head runs, each planned move begins where the one before it ended.  When there
//    is nothing left to plan in time, the head stops, and the next move begins a little later
//    than now.
// 3. Nobody waits in here: who feeds moves asks full() or awaits wait_for_room() in between.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "motion/look_ahead.hpp"
#include "motion/segment.hpp"
#include "printer/axes.hpp"
#include "printer/events.hpp"
#include "printer/extra_axis.hpp"
#include "printer/kinematics.hpp"
#include "printer/motion_queue.hpp"
#include "printer/move_observer.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// Belongs to the main thread.
class Toolhead {
  public:
    // Axis 0 to 2 are x, y and z, axis 3 is the extruder's filament.
    using Position = motion::Position;

    struct Parts {
        runtime::Executor& executor;
        MotionQueue& motion;
        Events& events;
        motion::MoveLimits limits;
        std::unique_ptr<Kinematics> kinematics;
    };
    explicit Toolhead(Parts parts);
    ~Toolhead();
    Toolhead(const Toolhead&) = delete;
    Toolhead& operator=(const Toolhead&) = delete;

    // Where everything queued will lead.
    const Position& position() const { return position_; }
    // Queues a straight move and returns at once.  Throws CommandError, and queues nothing, if
    // it leaves the machine's range, needs homing first, would take days, or the extruder
    // refuses.
    void move(const Position& end, base::Speed speed);
    // The same past everything that bends the moves of G-code, which notices that it was moved.
    // Axes without a number stay.
    using Target = std::array<std::optional<base::Length>, motion::cartesian_axes>;
    void manual_move(const Target& target, base::Speed speed);
    // From now on the head is there, without having moved (all that is queued happens first).
    // The axes in `homed` count as homed afterwards.
    void set_position(const Position& position, AxisSet homed = {});

    // Plans everything that is queued.  When it will have ended; a moment from now if nothing
    // is moving.
    base::PrintTime last_move_time();
    // Plans everything that is queued and makes all of its steps.  The head stops there.
    void flush();
    // The same, but waits first until that end is near; for whoever can wait.  Throws Interrupted.
    runtime::Task<> flush_in_time();
    // Adds a pause; the head stops for it.  Throws CommandError if it is longer than this.
    static constexpr base::Seconds longest_pause{24.0 * 3600.0};
    void dwell(base::Seconds duration);

    // More is planned ahead than is good for those who want to change something.
    bool full() const;
    // These two throw Interrupted.
    runtime::Task<> wait_for_room();
    // Until everything that is queued has happened.
    runtime::Task<> wait_moves();
    // Who has the turn, and whether what runs is to end.
    const Turns& turns() const { return motion_.turns(); }
    // Calls back when the end of what is queued is known, with that moment: at once if nothing
    // is queued.  The callback must not queue moves.
    void at_end_of_queued(std::function<void(base::PrintTime)> callback);

    // Limits for moves to come.
    const motion::MoveLimits& limits() const { return limits_; }
    void set_limits(const motion::MoveLimits& limits);
    // The next move must not begin faster than this.
    void limit_next_junction_speed(base::Speed speed);

    Kinematics& kinematics() { return *kinematics_; }
    const Kinematics& kinematics() const { return *kinematics_; }
    // From now on x, y and z are shaped so (all that is queued happens first).
    void set_shapers(const motion::Shapers& shapers);
    // The kinematics has changed what its steppers follow, after a flush.
    void note_other_paths() { motion_.learn_reach(); }
    // Axis 3.  `position` is where its filament stands; nothing may be queued.
    void use_extruder(ExtraAxis& extruder, base::Length position);
    ExtraAxis& extruder() { return *extra_axes_.front(); }
    const ExtraAxis& extruder() const { return *extra_axes_.front(); }
    // Axis 3, the extruder's, and those behind it.
    const std::vector<ExtraAxis*>& extra_axes() const { return extra_axes_; }
    // One more axis behind the others, which is at `position`; it leaves before it dies.  Throws
    // CommandError if there are too many.
    void add_axis(ExtraAxis& axis, base::Length position);
    // Axes behind it move up.
    void remove_axis(const ExtraAxis& axis);

    // A move whose steps are made only a moment ahead, until `stopped` says so, who has the turn is
    // interrupted, or the end is reached.  Afterwards the head's position is a matter for
    // set_position().
    runtime::Task<> drip_move(Position end, base::Speed speed, std::function<bool()> stopped);

    // Somebody stopped the motors halfway and finds out where they stand: until the last of these
    // ends moves are refused.
    class Recovery {
      public:
        explicit Recovery(Toolhead& toolhead) : toolhead_(toolhead) { ++toolhead_.recoveries_; }
        Recovery(const Recovery&) = delete;
        Recovery& operator=(const Recovery&) = delete;
        ~Recovery() { --toolhead_.recoveries_; }

      private:
        Toolhead& toolhead_;
    };
    runtime::Task<> wait_recovered();
    runtime::Executor& executor() const { return executor_; }

    // The printer was shut down: nothing moves any more.
    bool dead() const { return dead_; }

    // Told of moves from now on; nullptr for nobody.  It must outlive this or the next call.
    void set_observer(MoveObserver* observer) { observer_ = observer; }

    // Whether moves are queued that have no place on the timeline yet.
    bool has_unplanned_moves() const { return !look_ahead_.empty(); }
    // How often a print ran out of moves while it should have continued.
    int stalls() const { return stalls_; }
    // Moves planned so far.
    std::uint64_t moves() const { return moves_; }
    base::PrintTime print_time() const { return print_time_; }
    base::PrintTime estimated_print_time() const { return motion_.estimated_print_time(); }
    // What the kinematics' steppers follow.
    motion::Trajectory& trajectory() { return trajectory_; }
    const motion::SegmentQueue& segments() const { return segments_; }

  private:
    // Whether the next move to be planned continues what is on the timeline.
    enum class Flow {
        stopped,  // no: it begins a moment after now
        priming,  // no, and moves are being collected to begin with
        running,
    };
    void plan(motion::Flush what);
    void place(const motion::Move& move);
    void stop_flow();
    void stop_when_dry(base::PrintTime steps_until);
    void run_dry();
    void die();
    void restart_clock();
    void prime();
    void begin_primed();
    void check_move(motion::Move& move) const;
    motion::SpeedSquared junction_limit(const motion::Move& move);
    std::pair<base::PrintTime, base::PrintTime> place_drip(const motion::Move& move);
    void cut_segments();

    runtime::Executor& executor_;
    MotionQueue& motion_;
    Events& events_;
    motion::MoveLimits limits_;
    std::unique_ptr<Kinematics> kinematics_;
    NoExtruder no_extruder_;
    std::vector<ExtraAxis*> extra_axes_{&no_extruder_};

    motion::LookAhead look_ahead_;
    motion::Trajectory& trajectory_;
    motion::SegmentQueue& segments_;  // its
    Position position_{};
    base::PrintTime print_time_{};  // the end of what is on the timeline
    Flow flow_ = Flow::stopped;
    runtime::Timer primed_;
    bool dead_ = false;
    int recoveries_ = 0;
    int stalls_ = 0;
    std::uint64_t moves_ = 0;
    MoveObserver* observer_ = nullptr;
    base::PrintTime dry_since_{};  // zero: the head did not stop for want of moves
    MotionQueue::Connection flush_connection_;
    Signal<ShutDown>::Connection shut_down_connection_;
};

}  // namespace escapement::printer
