// Arms, moves, learns, and settles where the machine is.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/homing_move.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "printer/endstop_faults.hpp"
#include "printer/errors.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::PrintTime;
using base::Seconds;

// Between the first look at the endstop and the first step.
constexpr Seconds start_delay{0.001};
constexpr Seconds usual_rest{0.001};

Length distance(const motion::Position& from, const motion::Position& to) {
    const Length x = to[0] - from[0], y = to[1] - from[1], z = to[2] - from[2];
    return base::sqrt(x * x + y * y + z * z);
}

// About the time of one step of the fastest motor.
Seconds time_of_step(const EndstopInput& endstop,
                     const motion::Position& from,
                     const motion::Position& to,
                     base::Speed speed) {
    double most_steps = 0.0;
    for (const Stepper* stepper : endstop.steppers()) {
        const Length way =
            stepper->position_at(point_of(from)) - stepper->position_at(point_of(to));
        most_steps = std::max(most_steps, std::abs(way / stepper->step_distance()));
    }
    if (most_steps <= 0.0) return usual_rest;
    return distance(from, to) / speed / most_steps;
}

bool all_ended(const std::vector<NamedEndstop>& endstops) {
    return std::all_of(endstops.begin(), endstops.end(), [](const NamedEndstop& named) {
        return named.endstop->ended();
    });
}

std::vector<Length> commanded_positions(Toolhead& toolhead) {
    std::vector<Length> positions;
    for (const Stepper* stepper : toolhead.kinematics().steppers())
        positions.push_back(stepper->commanded_position());
    return positions;
}

// What is left to do where the approach was cut short.
runtime::Task<> recover(Toolhead& toolhead,
                        std::vector<NamedEndstop> endstops,
                        std::unique_ptr<Toolhead::Recovery>) {
    std::map<const Stepper*, Length> stands_at;
    bool known = true;
    try {
        for (const NamedEndstop& named : endstops)
            co_await named.endstop->disarm(toolhead.estimated_print_time());
        for (const NamedEndstop& named : endstops) co_await named.endstop->restore();
        for (const NamedEndstop& named : endstops)
            for (Stepper* stepper : named.endstop->steppers()) {
                const std::int64_t before = stepper->mcu_position();
                const Length commanded = stepper->commanded_position();
                co_await stepper->learn_position(toolhead.estimated_print_time());
                stands_at[stepper] =
                    commanded + static_cast<double>(stepper->mcu_position() - before) *
                                    stepper->step_distance();
            }
    } catch (const CommandError&) {
        known = false;
    }
    if (!known) co_return toolhead.kinematics().forget_homing(all_axes());
    const motion::Point here = toolhead.kinematics().nozzle([&](const Stepper& stepper) {
        const auto found = stands_at.find(&stepper);
        return found == stands_at.end() ? stepper.commanded_position() : found->second;
    });
    motion::Position position = toolhead.position();
    position[0] = here.x;
    position[1] = here.y;
    position[2] = here.z;
    toolhead.set_position(position);
}

}  // namespace

// The time between arming and knowing where the motors stand.  Destroyed before, it stops them.
class HomingMove::Running {
  public:
    explicit Running(HomingMove& move) : move_(move) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        if (!ended_) {
            for (const NamedEndstop& named : move_.endstops_) named.endstop->abandon();
            auto& toolhead = move_.parts_.toolhead;
            toolhead.executor().spawn(
                recover(toolhead, move_.endstops_, std::make_unique<Toolhead::Recovery>(toolhead)),
                {});
        }
        move_.parts_.events.approach_ends.emit({move_.endstops_});
    }
    void end() { ended_ = true; }

  private:
    HomingMove& move_;
    bool ended_ = false;
};

// Planned files are compared with those that Klipper plans.  Where input is shaped, it counts a
// motor's steps from the origin of x, y and z but forgets that the motor does not stand at zero
// there, as on a delta.  With a board the count is asked for, which mends it; in files the motor
// seems to have gone on by as much after the trigger.  On straight rails all stand at zero there,
// unless a carriage was parked later.
std::int64_t HomingMove::file_mode_overshoot(const Stepper& stepper) const {
    if (parts_.toolhead.kinematics().linear() != nullptr) return 0;
    if (!motion::shape_any(parts_.toolhead.trajectory().shapers(), motion::every_axis)) return 0;
    return std::llround(stepper.position_at({}) / stepper.step_distance());
}

runtime::Task<> HomingMove::learn_origins() {
    if (parts_.offline) co_return;
    co_await parts_.toolhead.wait_recovered();
    for (const NamedEndstop& named : endstops_)
        for (Stepper* stepper : named.endstop->steppers()) {
            if (stepper->knows_origin()) continue;
            co_await parts_.toolhead.wait_moves();
            parts_.toolhead.flush();
            co_await stepper->learn_origin();
        }
}

runtime::Task<> HomingMove::home(Position to, base::Speed speed) {
    const std::string trouble = co_await approach(to, speed);
    settle(to);
    parts_.toolhead.turns().check();
    if (!trouble.empty()) throw CommandError(trouble);
}

runtime::Task<HomingMove::Position> HomingMove::probe(Position to, base::Speed speed) {
    co_await learn_origins();
    co_await parts_.toolhead.flush_in_time();
    const auto before = commanded_positions(parts_.toolhead);
    const std::string trouble = co_await approach(to, speed);
    const Position triggered = moved(before, &Track::start, &Track::triggered);
    parts_.toolhead.set_position(moved(before, &Track::start, &Track::halted));
    parts_.toolhead.turns().check();
    if (!trouble.empty()) throw CommandError(trouble);
    co_return triggered;
}

// Returns what went wrong, if something did.
runtime::Task<std::string> HomingMove::approach(Position to, base::Speed speed) {
    auto& toolhead = parts_.toolhead;
    parts_.events.approach_begins.emit({endstops_});
    for (const NamedEndstop& named : endstops_) co_await named.endstop->prepare();
    toolhead.flush();
    for (const NamedEndstop& named : endstops_)
        for (Stepper* stepper : named.endstop->steppers())
            tracks_.push_back(
                {.stepper = stepper, .endstop = &named, .start = stepper->mcu_position()});
    Running running(*this);
    std::string trouble = co_await drip(to, speed);
    std::string more_trouble = co_await learn();
    for (const NamedEndstop& named : endstops_) co_await named.endstop->restore();
    running.end();
    co_return trouble.empty() ? more_trouble : trouble;
}

void HomingMove::arm(const Position& to, base::Speed speed) {
    auto& toolhead = parts_.toolhead;
    const PrintTime start = toolhead.last_move_time();
    for (const NamedEndstop& named : endstops_)
        named.endstop->arm(start, time_of_step(*named.endstop, toolhead.position(), to, speed));
}

runtime::Task<std::string> HomingMove::drip(Position to, base::Speed speed) {
    auto& toolhead = parts_.toolhead;
    toolhead.turns().check();
    arm(to, speed);
    toolhead.dwell(start_delay);
    std::function<bool()> ended = [this] { return all_ended(endstops_); };
    try {
        co_await toolhead.drip_move(to, speed, std::move(ended));
    } catch (const CommandError& error) {
        co_return std::string("Error during homing move: ") + error.what();
    }
    co_return std::string();
}

runtime::Task<std::string> HomingMove::learn() {
    // What was interrupted has ended.
    auto& toolhead = parts_.toolhead;
    const PrintTime end = toolhead.turns().interrupted() ? toolhead.estimated_print_time()
                                                         : toolhead.last_move_time();
    std::string trouble;
    for (const NamedEndstop& named : endstops_) {
        std::string failure;
        std::optional<PrintTime> triggered;
        try {
            triggered = co_await named.endstop->disarm(end);
            if (!triggered) failure = no_trigger_text(named);
        } catch (const CommandError& error) {
            failure = "Error during homing " + named.name + ": " + error.what();
        }
        if (trouble.empty()) trouble = std::move(failure);
        triggers_.emplace_back(&named, triggered.value_or(end));
    }
    for (Track& track : tracks_) co_await learn(track);
    co_return trouble;
}

runtime::Task<> HomingMove::learn(Track& track) {
    const bool offline = parts_.offline;
    if (!offline) co_await track.stepper->learn_position(parts_.toolhead.estimated_print_time());
    track.halted = track.triggered = track.stepper->mcu_position();
    if (offline) track.triggered -= file_mode_overshoot(*track.stepper);
    for (const auto& [named, when] : triggers_)
        if (named == track.endstop && !offline)
            track.triggered = track.stepper->mcu_position_at(when);
}

// At the trigger the head was at `to`; the motors went a little further.
void HomingMove::settle(const Position& to) {
    auto& toolhead = parts_.toolhead;
    toolhead.set_position(to);
    const bool exact = std::all_of(tracks_.begin(), tracks_.end(), [](const Track& track) {
        return track.halted == track.triggered;
    });
    if (exact) return;
    toolhead.set_position(moved(commanded_positions(toolhead), &Track::triggered, &Track::halted));
}

// Where the head is when the motors have gone from one count to the other since they stood there.
HomingMove::Position HomingMove::moved(const std::vector<Length>& before,
                                       Count from,
                                       Count to) const {
    const auto steppers = parts_.toolhead.kinematics().steppers();
    const auto position_of = [&](const Stepper& stepper) {
        const auto place = std::find(steppers.begin(), steppers.end(), &stepper);
        Length position = before[static_cast<std::size_t>(place - steppers.begin())];
        const auto track = std::find_if(
            tracks_.begin(), tracks_.end(), [&](const Track& t) { return t.stepper == &stepper; });
        if (track != tracks_.end())
            position +=
                static_cast<double>((*track).*to - (*track).*from) * stepper.step_distance();
        return position;
    };
    const motion::Point nozzle = parts_.toolhead.kinematics().nozzle(position_of);
    Position position = parts_.toolhead.position();
    position[0] = nozzle.x;
    position[1] = nozzle.y;
    position[2] = nozzle.z;
    return position;
}

const NamedEndstop* HomingMove::unmoved() const {
    if (parts_.offline) return nullptr;
    for (const Track& track : tracks_)
        if (track.start == track.triggered) return track.endstop;
    return nullptr;
}

}  // namespace escapement::printer
