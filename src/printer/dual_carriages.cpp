// Modes of carriages, changed while the head stands still.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/dual_carriages.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "printer/errors.hpp"
#include "printer/homing.hpp"
#include "printer/linear_kinematics.hpp"

namespace escapement::printer {
namespace {

using base::Length;

// A carriage that has less to go stays.
constexpr double hardly_mm = 1e-9;

std::string axis_name(std::size_t axis) {
    return base::upper_case(std::string(1, axis_letters[axis]));
}

}  // namespace

void DualCarriages::set_mode(Toolhead& toolhead, std::size_t member, CarriageMode mode) {
    check(member, mode);
    change(toolhead, member, mode);
}

void DualCarriages::check(std::size_t member, CarriageMode mode) const {
    const std::size_t axis = modes_.axis(member);
    if (mode == CarriageMode::copy || mode == CarriageMode::mirror) {
        const auto primary = modes_.primary(axis);
        if (!primary || *primary == member)
            throw CommandError("Must activate another carriage as PRIMARY first");
        if (!kinematics_.homed()[axis])
            throw CommandError(
                "Axis " + axis_name(axis) +
                " must be homed prior to enabling mode=" + std::string(mode_name(mode)));
    }
    const bool alone = modes_.members()[member].active() && modes_.active_on(axis) == 1;
    if (mode == CarriageMode::inactive && alone)
        throw CommandError("Cannot deactivate the only active carriage for axis " +
                           axis_name(axis));
}

void DualCarriages::change(Toolhead& toolhead, std::size_t member, CarriageMode mode) {
    const std::size_t axis = modes_.axis(member);
    toolhead.flush();
    if (mode == CarriageMode::primary) {
        make_primary(toolhead, member);
    } else {
        modes_.set(member, mode, toolhead.position()[axis]);
        follow(toolhead);
    }
    kinematics_.bound(axis, modes_.range(axis, toolhead.position()[axis]));
}

void DualCarriages::follow(Toolhead& toolhead) {
    kinematics_.follow_carriages();
    toolhead.note_other_paths();
}

// The others rest where they are, and the axis is from now on where this one stands.
void DualCarriages::make_primary(Toolhead& toolhead, std::size_t member) {
    toolhead.flush();
    const std::size_t axis = modes_.axis(member);
    Toolhead::Position position = toolhead.position();
    rest_others(member, position[axis]);
    if (modes_.members()[member].mode == CarriageMode::primary) {
        follow(toolhead);
    } else {
        position[axis] = modes_.members()[member].at(position[axis]);
        modes_.lead(member, position[axis]);
        follow(toolhead);
        toolhead.set_position(position);
    }
    const RailRange& rail = modes_.carriage_of(member).rail.range;
    kinematics_.bound(axis, {rail.min, rail.max});
}

void DualCarriages::rest_others(std::size_t member, Length coordinate) {
    for (std::size_t i = 0; i < modes_.members().size(); ++i)
        if (i != member && modes_.axis(i) == modes_.axis(member) && modes_.members()[i].active())
            modes_.set(i, CarriageMode::inactive, coordinate);
}

// Two that home the same way: the one in front must get out of the other's way.
bool DualCarriages::second_homes_first(std::size_t member) const {
    const auto partner = modes_.members()[member].partner;
    if (!partner) return false;
    const bool above = modes_.order(member, *partner) > 0;
    return above != modes_.carriage_of(member).rail.homing.positive_direction;
}

runtime::Task<> DualCarriages::home(Homing& homing, std::size_t axis) {
    Toolhead& toolhead = homing.toolhead();
    for (const std::size_t first : modes_.firsts(axis)) {
        std::vector<std::size_t> turns{first};
        if (const auto partner = modes_.members()[first].partner) turns.push_back(*partner);
        if (second_homes_first(first)) std::reverse(turns.begin(), turns.end());
        for (const std::size_t member : turns) {
            co_await toolhead.flush_in_time();
            make_primary(toolhead, member);
            co_await kinematics_.home_carriage(homing, modes_.carriage_of(member));
        }
    }
    change(toolhead, modes_.firsts(axis).front(), CarriageMode::primary);
}

DualCarriages::State DualCarriages::save(const Toolhead& toolhead) const {
    State state{.modes = {}, .positions = {}, .toolhead = toolhead.position()};
    for (std::size_t i = 0; i < modes_.members().size(); ++i) {
        const auto& member = modes_.members()[i];
        state.modes.push_back(member.mode);
        state.positions.push_back(member.at(state.toolhead[modes_.axis(i)]));
    }
    return state;
}

void DualCarriages::restore(Toolhead& toolhead,
                            const State& state,
                            Return what,
                            base::Speed speed) {
    toolhead.flush();
    if (what == Return::move_back) move_back(toolhead, state, speed);
    Toolhead::Position position = toolhead.position();
    for (std::size_t i = 0; i < modes_.members().size(); ++i) {
        const std::size_t axis = modes_.axis(i);
        modes_.set(i, CarriageMode::inactive, toolhead.position()[axis]);
        position[axis] = state.toolhead[axis];
    }
    follow(toolhead);
    toolhead.set_position(position);
    for (const bool leaders : {true, false})
        for (std::size_t i = 0; i < modes_.members().size(); ++i)
            if ((state.modes[i] == CarriageMode::primary) == leaders)
                change(toolhead, i, state.modes[i]);
}

// On each axis the carriage with the longest way leads; the others go their ways in the same
// time, as stretched copies or mirror images of it.
void DualCarriages::move_back(Toolhead& toolhead, const State& state, base::Speed speed) {
    const auto count = modes_.members().size();
    std::vector<Length> from(count), way(count);
    base::Speed slowest{99999999.0};
    for (std::size_t i = 0; i < count; ++i) {
        make_primary(toolhead, i);
        from[i] = toolhead.position()[modes_.axis(i)];
        way[i] = state.positions[i] - from[i];
        slowest = std::min(slowest, modes_.carriage_of(i).rail.homing.speed);
    }
    Toolhead::Position target = toolhead.position();
    for (std::size_t axis = 0; axis < motion::cartesian_axes; ++axis) {
        std::optional<std::size_t> leader;
        for (std::size_t i = 0; i < count; ++i)
            if (modes_.axis(i) == axis &&
                (!leader || std::abs(way[i].value) > std::abs(way[*leader].value)))
                leader = i;
        if (!leader) continue;
        make_primary(toolhead, *leader);
        target[axis] = state.positions[*leader];
        for (std::size_t i = 0; i < count; ++i)
            if (i != *leader && modes_.axis(i) == axis && std::abs(way[i].value) >= hardly_mm)
                join(i, way[i] / way[*leader], from[*leader]);
    }
    follow(toolhead);
    toolhead.move(target, speed > base::Speed{} ? speed : slowest);
    toolhead.flush();
}

void DualCarriages::join(std::size_t member, double ratio, Length coordinate) {
    modes_.set(member, ratio > 0.0 ? CarriageMode::copy : CarriageMode::mirror, coordinate);
    modes_.stretch(member, std::abs(ratio), coordinate);
}

}  // namespace escapement::printer
