// Approach, retract, approach again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/homing.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "printer/errors.hpp"

namespace escapement::printer {

namespace {

using base::Length;
using base::PrintTime;
using base::Seconds;
using Position = Toolhead::Position;

// Between the first look at the endstop and the first step.
constexpr Seconds start_delay{0.001};
constexpr Seconds usual_rest{0.001};

Length distance(const Position& from, const Position& to) {
    const Length x = to[0] - from[0], y = to[1] - from[1], z = to[2] - from[2];
    return base::sqrt(x * x + y * y + z * z);
}

// About the time of one step of the fastest motor.
Seconds time_of_step(const EndstopInput& endstop,
                     const Position& from,
                     const Position& to,
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

}  // namespace

// Planned files are compared with those that Klipper plans.  Where input is shaped, it counts a
// motor's steps from the origin of x, y and z but forgets that the motor does not stand at zero
// there, as on a delta.  With a board the count is asked for, which mends it; in files the motor
// seems to have gone on by as much after the trigger.
std::int64_t Homing::file_mode_overshoot(const Stepper& stepper) const {
    if (!motion::shape_any(toolhead_.trajectory().shapers(), motion::every_axis)) return 0;
    return std::llround(stepper.position_at({}) / stepper.step_distance());
}

runtime::Task<> Homing::home_rails(std::vector<const Rail*> rails, HomingPath path) {
    const Rail& rail = *rails.front();
    Endstops endstops;
    for (const Rail* each : rails)
        endstops.insert(endstops.end(), each->endstops.begin(), each->endstops.end());
    events_.homing_begins.emit({});
    co_await learn_origins(endstops);
    co_await toolhead_.flush_in_time();
    const Position to = fill(path.to, path.axes);
    toolhead_.set_position(fill(path.from, path.axes), path.axes);
    co_await approach(endstops, to, rail.homing.speed);
    if (rail.homing.retract_distance > Length{}) {
        const Position again = retract(rail, path);
        refuse_stuck_endstop(co_await approach(endstops, again, rail.homing.second_speed));
    }
    toolhead_.flush();
    events_.homing_ends.emit({{path.axes[0], path.axes[1], path.axes[2]}});
}

void Homing::assume(motion::Point position, AxisSet axes) {
    Toolhead::Position wanted = toolhead_.position();
    wanted[0] = position.x;
    wanted[1] = position.y;
    wanted[2] = position.z;
    toolhead_.set_position(fill(wanted, axes), axes);
}

runtime::Task<> Homing::learn_origins(const Endstops& endstops) {
    if (offline_) co_return;
    for (const NamedEndstop& named : endstops)
        for (Stepper* stepper : named.endstop->steppers()) {
            if (stepper->knows_origin()) continue;
            co_await toolhead_.wait_moves();
            toolhead_.flush();
            co_await stepper->learn_origin();
        }
}

Position Homing::fill(const Position& wanted, AxisSet axes) const {
    Position position = toolhead_.position();
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        if (axes[axis]) position[axis] = wanted[axis];
    return position;
}

// Goes back, and takes the head to be that far away again.  Returns where to approach to.
Position Homing::retract(const Rail& rail, const HomingPath& path) {
    const Position from = fill(path.from, path.axes);
    const Position to = fill(path.to, path.axes);
    const double share = std::min(1.0, rail.homing.retract_distance / distance(from, to));
    Position back = to, twice_back = to;
    for (std::size_t axis = 0; axis < motion::cartesian_axes; ++axis) {
        back[axis] = to[axis] - (to[axis] - from[axis]) * share;
        twice_back[axis] = back[axis] - (to[axis] - from[axis]) * share;
    }
    toolhead_.move(back, rail.homing.retract_speed);
    toolhead_.set_position(twice_back);
    return to;
}

runtime::Task<Homing::Tracks> Homing::approach(const Endstops& endstops,
                                               Position to,
                                               base::Speed speed) {
    toolhead_.flush();
    Tracks tracks;
    for (const NamedEndstop& named : endstops)
        for (Stepper* stepper : named.endstop->steppers())
            tracks.push_back(
                {.stepper = stepper, .endstop = &named, .start = stepper->mcu_position()});
    std::string trouble = co_await run(endstops, to, speed);
    std::string more_trouble = co_await learn(endstops, tracks);
    settle(to, tracks);
    toolhead_.turns().check();
    if (trouble.empty()) trouble = std::move(more_trouble);
    if (!trouble.empty()) throw CommandError(trouble);
    co_return tracks;
}

void Homing::arm(const Endstops& endstops, const Position& to, base::Speed speed) {
    const PrintTime start = toolhead_.last_move_time();
    for (const NamedEndstop& named : endstops)
        named.endstop->arm(start, time_of_step(*named.endstop, toolhead_.position(), to, speed));
}

runtime::Task<std::string> Homing::run(const Endstops& endstops,
                                       const Position& to,
                                       base::Speed speed) {
    toolhead_.turns().check();
    arm(endstops, to, speed);
    toolhead_.dwell(start_delay);
    std::function<bool()> ended = [&endstops] { return all_ended(endstops); };
    try {
        co_await toolhead_.drip_move(to, speed, std::move(ended));
    } catch (const CommandError& error) {
        co_return std::string("Error during homing move: ") + error.what();
    }
    co_return std::string();
}

// Returns what went wrong, if something did.
runtime::Task<std::string> Homing::learn(const Endstops& endstops, Tracks& tracks) {
    // What was interrupted has ended.
    const PrintTime end = toolhead_.turns().interrupted() ? toolhead_.estimated_print_time()
                                                          : toolhead_.last_move_time();
    std::string trouble;
    std::vector<std::pair<const NamedEndstop*, PrintTime>> triggers;
    for (const NamedEndstop& named : endstops) {
        std::string failure;
        std::optional<PrintTime> triggered;
        try {
            triggered = co_await named.endstop->disarm(end);
            if (!triggered) failure = "No trigger on " + named.name + " after full movement";
        } catch (const CommandError& error) {
            failure = "Error during homing " + named.name + ": " + error.what();
        }
        if (trouble.empty()) trouble = std::move(failure);
        triggers.emplace_back(&named, triggered.value_or(end));
    }
    for (Track& track : tracks) {
        if (!offline_) co_await track.stepper->learn_position(toolhead_.estimated_print_time());
        track.halted = track.triggered = track.stepper->mcu_position();
        if (offline_) track.triggered -= file_mode_overshoot(*track.stepper);
        for (const auto& [named, when] : triggers)
            if (named == track.endstop && !offline_)
                track.triggered = track.stepper->mcu_position_at(when);
    }
    co_return trouble;
}

// At the trigger the head was at `to`; the motors went a little further.
void Homing::settle(const Position& to, const Tracks& tracks) {
    toolhead_.set_position(to);
    const bool exact = std::all_of(tracks.begin(), tracks.end(), [](const Track& track) {
        return track.halted == track.triggered;
    });
    if (exact) return;
    const auto position_of = [&](const Stepper& stepper) {
        Length position = stepper.commanded_position();
        const auto track = std::find_if(
            tracks.begin(), tracks.end(), [&](const Track& t) { return t.stepper == &stepper; });
        if (track != tracks.end())
            position +=
                static_cast<double>(track->halted - track->triggered) * stepper.step_distance();
        return position;
    };
    const motion::Point halted = toolhead_.kinematics().nozzle(position_of);
    Position position = to;
    position[0] = halted.x;
    position[1] = halted.y;
    position[2] = halted.z;
    toolhead_.set_position(position);
}

void Homing::refuse_stuck_endstop(const Tracks& tracks) const {
    if (offline_) return;
    for (const Track& track : tracks)
        if (track.start == track.triggered)
            throw CommandError("Endstop " + track.endstop->name + " still triggered after retract");
}

}  // namespace escapement::printer
