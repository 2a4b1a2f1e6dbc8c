// Plans moves, keeps the timeline, stops and starts it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/toolhead.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "printer/errors.hpp"

namespace escapement::printer {

namespace {

using base::PrintTime;
using base::Seconds;

// Motion begins this long after now, so that its first steps are in time.
constexpr Seconds start_lead{0.250};
// This much is collected before the head begins to run.
constexpr Seconds collected_lead{1.0};
// This much is planned ahead before those who feed moves are asked to wait.
constexpr Seconds comfortable_lead{1.6};
// Who waits feeds no more until only this is left, or more when the computer is awake to make
// steps: so it wakes up for both and for many moves at once.
constexpr Seconds refilled_lead{1.1};
constexpr Seconds refilled_sooner{0.45};
// Steps must not come to the end of what is planned while moves are at hand: the head would stop.
static_assert(refilled_lead >= MotionQueue::steps_ahead_most + Seconds{0.1});
// When no move comes for so long, what has been collected has to do.
constexpr Seconds priming_patience{0.100};
// What is left to step when the head runs dry.
constexpr Seconds nearly_dry{0.001};
// Where nothing waits for moves to be settled, fewer and larger flushes cost less.
constexpr Seconds offline_flush_time{2.0};
constexpr Seconds shortest_sleep{0.005};
constexpr Seconds longest_sleep{1.0};
// Nobody means moves longer than this.
constexpr Seconds longest_move{24.0 * 3600.0};

// The time that a move takes by itself, without those before and after it, is about the
// greater of what its speed and its acceleration need.
void refuse_endless(const motion::Move& move) {
    const base::Length while_speeding_up = 0.25 * move.accel() * longest_move * longest_move;
    const base::Length while_building_up =
        move.ramp_limits().jerk * longest_move * longest_move * longest_move / 32.0;
    if (move.least_duration() <= longest_move && move.distance() <= while_speeding_up &&
        move.distance() <= while_building_up)
        return;
    throw CommandError(move_error_text(move, "Move would take more than a day") +
                       "\nIts speed, acceleration or jerk is too low");
}

}  // namespace

Toolhead::Toolhead(Parts parts)
    : executor_(parts.executor),
      motion_(parts.motion),
      events_(parts.events),
      limits_(parts.limits),
      kinematics_(std::move(parts.kinematics)),
      look_ahead_(motion_.offline() ? offline_flush_time : motion::LookAhead::usual_flush_time),
      trajectory_(motion_.new_trajectory()),
      segments_(trajectory_.segments()),
      primed_(executor_, [this] { begin_primed(); }),
      flush_connection_(motion_.on_flush(
          MotionQueue::Listens::to_plan_moves,
          [this](const MotionQueue::Flushing& range) { stop_when_dry(range.solved_until); })),
      shut_down_connection_(events_.shut_down.connect([this](const ShutDown&) { die(); })) {
    look_ahead_.set_flush_time(collected_lead);
    kinematics_->follow(trajectory_);
    motion_.learn_reach();
    kinematics_->set_position(point_of(position_), {});
}

Toolhead::~Toolhead() = default;

void Toolhead::die() {
    dead_ = true;
    look_ahead_.reset();
    primed_.cancel();
    motion_.stop();
}

void Toolhead::move(const Position& end, base::Speed speed) {
    motion::Move move(position_, end, speed, limits_);
    if (move.is_empty() || dead_) return;
    if (recoveries_ > 0)
        throw CommandError("The toolhead is still stopping; wait a moment and try again");
    check_move(move);
    position_ = move.end();
    if (observer_) observer_->queued(move, speed);
    const auto extra_limit = junction_limit(move);
    if (look_ahead_.add(move, extra_limit)) plan(motion::Flush::settled_moves);
    if (flow_ != Flow::running) prime();
}

void Toolhead::manual_move(const Target& target, base::Speed speed) {
    Position end = position_;
    for (std::size_t axis = 0; axis < target.size(); ++axis)
        end[axis] = target[axis].value_or(end[axis]);
    move(end, speed);
    events_.manual_move.emit({});
}

void Toolhead::check_move(motion::Move& move) const {
    if (move.is_kinematic()) kinematics_->check_move(move);
    for (std::size_t i = 0; i < extra_axes_.size(); ++i)
        if (const auto axis = motion::extruder_axis + i; move.displacement(axis) != base::Length{})
            extra_axes_[i]->check_move(move, axis);
    refuse_endless(move);
}

// What the extra axes bear between the last move and this one.
motion::SpeedSquared Toolhead::junction_limit(const motion::Move& move) {
    auto limit = motion::unlimited_speed_squared;
    if (const motion::Move* previous = look_ahead_.last())
        for (std::size_t i = 0; i < extra_axes_.size(); ++i)
            limit = std::min(
                limit, extra_axes_[i]->junction_limit(*previous, move, motion::extruder_axis + i));
    return limit;
}

void Toolhead::plan(motion::Flush what) {
    const auto moves = look_ahead_.flush(what);
    if (moves.empty()) return;
    if (std::exchange(flow_, Flow::running) != Flow::running) restart_clock();
    for (const motion::Move& move : moves) place(move);
    motion_.note_segments(print_time_);
}

void Toolhead::place(const motion::Move& move) {
    const PrintTime start = print_time_;
    if (move.is_kinematic()) motion::append_toolhead_move(segments_, start, move);
    for (std::size_t i = 0; i < extra_axes_.size(); ++i)
        if (const auto axis = motion::extruder_axis + i; move.displacement(axis) != base::Length{})
            extra_axes_[i]->follow_move(start, move, axis);
    const auto& profile = move.profile();
    print_time_ = start + profile.accelerating + profile.cruising + profile.decelerating;
    if (move.awaited() > 0) look_ahead_.notify_end(move, print_time_);
    if (observer_) observer_->planned(start, move);
    ++moves_;
}

void Toolhead::restart_clock() {
    const PrintTime soonest =
        std::max(motion_.estimated_print_time() + start_lead, motion_.restart_time());
    if (soonest <= print_time_) return;
    print_time_ = soonest;
    events_.timeline_goes_on.emit({});
}

void Toolhead::stop_flow() {
    plan(motion::Flush::everything);
    flow_ = Flow::stopped;
    look_ahead_.set_flush_time(collected_lead);
    dry_since_ = {};
}

void Toolhead::stop_when_dry(PrintTime steps_until) {
    if (flow_ == Flow::running && steps_until >= print_time_ - motion_.step_delay() - nearly_dry)
        run_dry();
}

void Toolhead::run_dry() {
    const PrintTime before = print_time_;
    stop_flow();
    if (print_time_ != before) dry_since_ = print_time_;
}

// Moves have begun to come: gives further ones a moment, so that the head need not stop at
// once.
void Toolhead::prime() {
    if (motion_.offline() || look_ahead_.empty()) return;
    const PrintTime now = motion_.estimated_print_time();
    if (dry_since_ != PrintTime{} && now < dry_since_) ++stalls_;
    dry_since_ = {};
    flow_ = Flow::priming;
    const Seconds ahead = std::max(print_time_ - now - collected_lead, Seconds{});
    primed_.set_after(ahead + priming_patience);
}

void Toolhead::begin_primed() {
    if (flow_ == Flow::priming) run_dry();
}

// Jerk is limited for all moves in a queue or for none: where this changes, the head rests.
void Toolhead::set_limits(const motion::MoveLimits& limits) {
    const bool limited = limits.max_jerk != motion::unlimited_jerk;
    const bool was_limited = limits_.max_jerk != motion::unlimited_jerk;
    if (limited != was_limited) plan(motion::Flush::everything);
    limits_ = limits;
}

PrintTime Toolhead::last_move_time() {
    if (flow_ == Flow::running) {
        plan(motion::Flush::everything);
    } else {
        stop_flow();
        restart_clock();
    }
    return print_time_;
}

void Toolhead::flush() {
    stop_flow();
    motion_.flush_all();
}

runtime::Task<> Toolhead::flush_in_time() {
    stop_flow();
    co_await motion_.flush_all_in_time();
}

void Toolhead::set_position(const Position& position, AxisSet homed) {
    flush();
    trajectory_.set_position(print_time_, point_of(position));
    std::copy_n(position.begin(), motion::cartesian_axes, position_.begin());
    kinematics_->set_position(point_of(position), homed);
    events_.position_set.emit({});
}

void Toolhead::dwell(Seconds duration) {
    if (duration > longest_pause) throw CommandError("Pause of more than a day");
    stop_flow();
    print_time_ = last_move_time() + std::max(duration, Seconds{});
    motion_.note_pause(print_time_);
}

bool Toolhead::full() const {
    if (motion_.offline() || dead_) return false;
    return recoveries_ > 0 || print_time_ > motion_.estimated_print_time() + comfortable_lead;
}

runtime::Task<> Toolhead::wait_for_room() {
    if (!full()) co_return;
    Seconds enough{};
    while (!dead_) {
        const Seconds surplus = print_time_ - motion_.estimated_print_time() - refilled_lead;
        if (recoveries_ == 0 && surplus <= enough) break;
        enough = recoveries_ == 0 ? refilled_sooner : Seconds{};
        co_await motion_.wait(std::clamp(surplus, shortest_sleep, longest_sleep), enough);
    }
}

runtime::Task<> Toolhead::wait_recovered() {
    while (recoveries_ > 0 && !dead_) co_await executor_.after(shortest_sleep);
}

runtime::Task<> Toolhead::wait_moves() {
    stop_flow();
    while (!motion_.offline() && !dead_) {
        const Seconds left = print_time_ - motion_.estimated_print_time();
        if (flow_ != Flow::running && left <= Seconds{}) break;
        co_await motion_.wait(std::clamp(left, shortest_sleep, longest_sleep));
    }
}

void Toolhead::at_end_of_queued(std::function<void(PrintTime)> callback) {
    if (look_ahead_.empty())
        callback(last_move_time());
    else
        look_ahead_.at_end_of_last(std::move(callback));
}

void Toolhead::limit_next_junction_speed(base::Speed speed) {
    if (motion::Move* last = look_ahead_.last()) last->limit_next_junction_speed(speed);
}

void Toolhead::set_shapers(const motion::Shapers& shapers) {
    flush();
    trajectory_.set_shapers(shapers);
    kinematics_->follow(trajectory_);
    motion_.learn_reach();
}

void Toolhead::use_extruder(ExtraAxis& extruder, base::Length position) {
    ASSERT(look_ahead_.empty());
    extra_axes_.front() = &extruder;
    position_[motion::extruder_axis] = position;
}

void Toolhead::add_axis(ExtraAxis& axis, base::Length position) {
    const std::size_t index = motion::extruder_axis + extra_axes_.size();
    if (index == motion::max_axes)
        throw CommandError("Too many extra axes: there can be " +
                           std::to_string(motion::max_axes - motion::extruder_axis) +
                           ", the extruder's included");
    stop_flow();
    extra_axes_.push_back(&axis);
    position_[index] = position;
    events_.extra_axes_changed.emit({});
}

void Toolhead::remove_axis(const ExtraAxis& axis) {
    stop_flow();
    const auto found = std::find(extra_axes_.begin(), extra_axes_.end(), &axis);
    if (found == extra_axes_.end()) return;
    const auto place = position_.begin() + motion::extruder_axis + (found - extra_axes_.begin());
    std::rotate(place, place + 1, position_.end());
    position_.back() = {};
    extra_axes_.erase(found);
    events_.extra_axes_changed.emit({});
}

runtime::Task<> Toolhead::drip_move(Position end,
                                    base::Speed speed,
                                    std::function<bool()> stopped) {
    std::copy(position_.begin() + motion::cartesian_axes,
              position_.end(),
              end.begin() + motion::cartesian_axes);
    motion::Move move(position_, end, speed, limits_);
    if (!move.is_empty()) {
        kinematics_->check_move(move);
        refuse_endless(move);
    }
    dwell(motion_.step_delay());
    const auto [begin, finish] = place_drip(move);
    // Also where whoever waits for the move is destroyed.
    struct Cut {
        Toolhead& toolhead;
        ~Cut() { toolhead.cut_segments(); }
    } cut_afterwards{*this};
    co_await motion_.drip(begin, finish, std::move(stopped));
}

// The timeline does not go on by this: when the move will have ended is not known.
std::pair<PrintTime, PrintTime> Toolhead::place_drip(const motion::Move& move) {
    restart_clock();
    PrintTime end = print_time_;
    if (move.is_empty()) return {print_time_, end};
    position_ = move.end();
    look_ahead_.add(move);
    for (const motion::Move& planned : look_ahead_.flush(motion::Flush::everything)) {
        motion::append_toolhead_move(segments_, end, planned);
        end = segments_.end();
    }
    look_ahead_.set_flush_time(collected_lead);
    return {print_time_, end};
}

// What was not stepped of a move that was stopped will not be.
void Toolhead::cut_segments() {
    const PrintTime now = motion_.solved_until();
    if (segments_.end() <= now) return;
    if (const auto reached = segments_.position_at(now)) trajectory_.set_position(now, *reached);
    for (Stepper* stepper : kinematics_->steppers()) stepper->cut(now);
}

}  // namespace escapement::printer
