// A small interpreter for the moving part of G-code.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/expected_path.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view letters = "XYZE";

constexpr std::array<std::string_view, 17> known{"G0",
                                                 "G1",
                                                 "G28",
                                                 "G90",
                                                 "G91",
                                                 "G92",
                                                 "M82",
                                                 "M83",
                                                 "M220",
                                                 "M221",
                                                 "SET_GCODE_OFFSET",
                                                 "SAVE_GCODE_STATE",
                                                 "RESTORE_GCODE_STATE",
                                                 "ACTIVATE_EXTRUDER",
                                                 "SET_DUAL_CARRIAGE",
                                                 "SAVE_DUAL_CARRIAGE_STATE",
                                                 "RESTORE_DUAL_CARRIAGE_STATE"};
// Arcs, splines, retraction by the firmware, motors moved by force, and what bends the moves that
// follow.
constexpr std::array<std::string_view, 12> unfollowed{"G2",
                                                      "G3",
                                                      "G5",
                                                      "G10",
                                                      "G11",
                                                      "FORCE_MOVE",
                                                      "STEPPER_BUZZ",
                                                      "SET_KINEMATIC_POSITION",
                                                      "BED_MESH_PROFILE",
                                                      "SKEW_PROFILE",
                                                      "SET_SKEW",
                                                      "EXCLUDE_OBJECT"};

std::string name_in(const gcode::Parameters& parameters) {
    const std::string* name = parameters.find("NAME");
    return name ? *name : "default";
}

Result<bool> asks_to_move(const gcode::Parameters& parameters, double otherwise = 0.0) {
    const auto move = parameters.number_or("MOVE", otherwise);
    if (!move) return move.error();
    return *move != 0.0;
}

}  // namespace

bool ExpectedPath::knows(std::string_view command) {
    return std::find(known.begin(), known.end(), command) != known.end();
}

bool ExpectedPath::cannot_follow(std::string_view command) {
    return std::find(unfollowed.begin(), unfollowed.end(), command) != unfollowed.end();
}

Result<void> ExpectedPath::take(const gcode::Line& line) {
    const auto command = line.command();
    if (command == "G0" || command == "G1") return move(line);
    if (command == "G92") return set_zero(line);
    if (command == "M221") return set_flow(line);
    if (command == "SET_GCODE_OFFSET") return set_offset(line);
    if (command == "SAVE_GCODE_STATE") return save(line);
    if (command == "RESTORE_GCODE_STATE") return restore(line);
    if (command == "ACTIVATE_EXTRUDER") return choose_extruder(line);
    if (command == "SYNC_EXTRUDER_MOTION") return sync_motor(line);
    if (command == "SET_EXTRUDER_ROTATION_DISTANCE") return set_rotation_distance(line);
    if (command == "SET_DUAL_CARRIAGE") return set_carriage(line);
    if (command == "SAVE_DUAL_CARRIAGE_STATE") return save_carriages(line);
    if (command == "RESTORE_DUAL_CARRIAGE_STATE") return restore_carriages(line);
    if (command == "G28") home(line);
    if (command == "G90") meaning_.absolute = true;
    if (command == "G91") meaning_.absolute = false;
    if (command == "M82") meaning_.absolute_filament = true;
    if (command == "M83") meaning_.absolute_filament = false;
    return {};
}

// Of carriages that share an axis, the first one leads after homing it.
void ExpectedPath::home(const gcode::Line& line) {
    if (!shared_axis_) return;
    const bool all = !line.has('X') && !line.has('Y') && !line.has('Z');
    if (all || line.has(letters[*shared_axis_])) lead(0);
}

void ExpectedPath::homed(const std::array<bool, 3>& axes,
                         const sim::PathPoint& there,
                         const CarriagesFound& carriages) {
    at_ = {there.x, there.y, there.z, at_[filament]};
    if (shared_axis_) {
        for (std::size_t i = 0; i < 2; ++i) carriages_[i] = {0.0, carriages.positions[i]};
        lead(carriages.leader);
    }
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        if (axes[axis]) meaning_.zero[axis] = meaning_.offset[axis];
}

Result<ExpectedPath::Numbers> ExpectedPath::numbers(const gcode::Line& line) {
    Numbers found;
    for (std::size_t axis = 0; axis < found.size(); ++axis) {
        const auto number = line.number(letters[axis]);
        if (!number) return number.error();
        found[axis] = *number;
    }
    return found;
}

Result<ExpectedPath::Numbers> ExpectedPath::numbers(const gcode::Parameters& parameters,
                                                    std::string_view suffix) {
    Numbers found;
    for (std::size_t axis = 0; axis < found.size(); ++axis) {
        const auto number = parameters.number(letters[axis] + std::string(suffix));
        if (!number) return number.error();
        found[axis] = *number;
    }
    return found;
}

bool ExpectedPath::counts_from_zero(std::size_t axis) const {
    return meaning_.absolute && (axis != filament || meaning_.absolute_filament);
}

void ExpectedPath::go(const Axes& target) {
    filament_mm_ += motors_pushing() * (target[filament] - at_[filament]);
    at_ = target;
}

double ExpectedPath::motors_pushing() const {
    const bool unsaid = !motors_.contains(extruder_) && !motorless_.contains(extruder_);
    double sum = unsaid ? 1.0 : 0.0;
    for (const auto& [name, motor] : motors_)
        if (motor.follows == extruder_) sum += motor.gain;
    return sum;
}

Result<void> ExpectedPath::move(const gcode::Line& line) {
    const auto given = numbers(line);
    if (!given) return given.error();
    Axes target = at_;
    for (std::size_t axis = 0; axis < target.size(); ++axis) {
        const auto& number = (*given)[axis];
        if (!number) continue;
        const double from = counts_from_zero(axis) ? meaning_.zero[axis] : at_[axis];
        target[axis] = from + *number * scale(axis);
    }
    go(target);
    return {};
}

Result<void> ExpectedPath::set_zero(const gcode::Line& line) {
    const auto given = numbers(line);
    if (!given) return given.error();
    const bool all = *given == Numbers{};
    for (std::size_t axis = 0; axis < at_.size(); ++axis) {
        const auto& number = (*given)[axis];
        if (number || all) meaning_.zero[axis] = at_[axis] - number.value_or(0.0) * scale(axis);
    }
    return {};
}

// What was pushed so far keeps its number.
Result<void> ExpectedPath::set_flow(const gcode::Line& line) {
    const auto percent = line.number_or('S', 100.0);
    if (!percent) return percent.error();
    const double flow = *percent / 100.0;
    const double pushed = at_[filament] - meaning_.zero[filament];
    meaning_.zero[filament] = at_[filament] - pushed * flow / meaning_.flow;
    meaning_.flow = flow;
    return {};
}

Result<void> ExpectedPath::set_offset(const gcode::Line& line) {
    const auto words = gcode::extended_parameters(line);
    if (!words) return words.error();
    const auto offsets = numbers(*words, ""), adjustments = numbers(*words, "_ADJUST");
    const auto moves = asks_to_move(*words);
    if (!offsets || !adjustments || !moves) return Error{"offsets need numbers"};
    Axes target = at_;
    for (std::size_t axis = 0; axis < target.size(); ++axis) {
        double& offset = meaning_.offset[axis];
        const double adjusted = offset + (*adjustments)[axis].value_or(0.0);
        const double shift = (*offsets)[axis].value_or(adjusted) - offset;
        offset += shift;
        meaning_.zero[axis] += shift;
        target[axis] += shift;
    }
    if (*moves) go(target);
    return {};
}

Result<void> ExpectedPath::save(const gcode::Line& line) {
    const auto words = gcode::extended_parameters(line);
    if (!words) return words.error();
    saved_[name_in(*words)] = {meaning_, at_};
    return {};
}

// Filament goes on counting from where it is.
Result<void> ExpectedPath::restore(const gcode::Line& line) {
    const auto words = gcode::extended_parameters(line);
    if (!words) return words.error();
    const auto found = saved_.find(name_in(*words));
    const auto moves = asks_to_move(*words);
    if (found == saved_.end() || !moves) return Error{"no such state"};
    const Saved& saved = found->second;
    meaning_ = saved.meaning;
    meaning_.zero[filament] += at_[filament] - saved.at[filament];
    if (*moves) go({saved.at[0], saved.at[1], saved.at[2], at_[filament]});
    return {};
}

Result<void> ExpectedPath::sync_motor(const gcode::Line& line) {
    const auto words = gcode::parameters(line);
    if (!words) return words.error();
    const std::string *motor = words->find("EXTRUDER"), *follows = words->find("MOTION_QUEUE");
    if (!motor || !follows) return Error{"no motor or no motion queue is named"};
    motors_[*motor].follows = *follows;
    return {};
}

Result<void> ExpectedPath::set_rotation_distance(const gcode::Line& line) {
    const auto words = gcode::parameters(line);
    if (!words) return words.error();
    const std::string* name = words->find("EXTRUDER");
    const auto distance = words->number_or("DISTANCE", 0.0);
    if (!distance) return distance.error();
    if (*distance == 0.0 || !name) return {};  // asks only
    const auto motor = motors_.find(*name);
    if (motor == motors_.end()) return Error{"nobody knows the motor " + *name};
    motor->second.gain = motor->second.rotation_distance / *distance;
    return {};
}

// Each tool has a filament of its own, which counts from zero when the tool is chosen.
Result<void> ExpectedPath::choose_extruder(const gcode::Line& line) {
    const auto words = gcode::extended_parameters(line);
    if (!words) return words.error();
    const std::string* chosen = words->find("EXTRUDER");
    if (!chosen) return Error{"no extruder is named"};
    if (*chosen == extruder_) return {};
    parked_mm_[std::exchange(extruder_, *chosen)] = at_[filament];
    at_[filament] = parked_mm_[extruder_];
    meaning_.zero[filament] = at_[filament];
    meaning_.flow = 1.0;
    return {};
}

void ExpectedPath::with_two_carriages(std::size_t axis, const std::array<std::string, 2>& names) {
    shared_axis_ = axis;
    carriage_names_ = names;
}

sim::PathPoint ExpectedPath::nozzle(std::size_t tool) const {
    Axes at = at_;
    if (shared_axis_) at[*shared_axis_] = carriage_positions()[tool];
    return {at[0], at[1], at[2]};
}

std::array<double, 3> ExpectedPath::shares(std::size_t tool) const {
    std::array<double, 3> shares{1.0, 1.0, 1.0};
    if (shared_axis_) shares[*shared_axis_] = carriages_[tool].scale;
    return shares;
}

std::array<double, 2> ExpectedPath::carriage_positions() const {
    const double coordinate = at_[*shared_axis_];
    return {carriages_[0].scale * coordinate + carriages_[0].offset,
            carriages_[1].scale * coordinate + carriages_[1].offset};
}

// Its position becomes the coordinate; the other one rests.
void ExpectedPath::lead(std::size_t carriage) {
    const auto positions = carriage_positions();
    carriages_[1 - carriage] = {0.0, positions[1 - carriage]};
    carriages_[carriage] = {1.0, 0.0};
    at_[*shared_axis_] = positions[carriage];
    leader_ = carriage;
}

// It stays where it is and moves so much for each unit of the coordinate from now on.
void ExpectedPath::hold(std::size_t carriage, double scale) {
    carriages_[carriage] = {scale, carriage_positions()[carriage] - scale * at_[*shared_axis_]};
}

Result<void> ExpectedPath::set_carriage(const gcode::Line& line) {
    const auto words = gcode::extended_parameters(line);
    if (!words) return words.error();
    const std::string* name = words->find("CARRIAGE");
    if (!shared_axis_ || !name) return Error{"no carriage is named"};
    const bool second = *name == "1" || *name == carriage_names_[1];
    const std::string* given = words->find("MODE");
    const auto mode = given ? base::upper_case(*given) : "PRIMARY";
    if (mode == "PRIMARY")
        lead(second);
    else
        hold(second, mode == "COPY" ? 1.0 : mode == "MIRROR" ? -1.0 : 0.0);
    return {};
}

Result<void> ExpectedPath::save_carriages(const gcode::Line& line) {
    const auto words = gcode::extended_parameters(line);
    if (!words) return words.error();
    if (!shared_axis_) return Error{"there is one carriage"};
    saved_carriages_[name_in(*words)] = {carriages_, carriage_positions(), leader_};
    return {};
}

// Both go straight to where they were, at the same time, unless told to stay.
Result<void> ExpectedPath::restore_carriages(const gcode::Line& line) {
    const auto words = gcode::extended_parameters(line);
    if (!words) return words.error();
    const auto found = saved_carriages_.find(name_in(*words));
    const auto moves = asks_to_move(*words, 1.0);
    if (found == saved_carriages_.end() || !moves) return Error{"no such state"};
    const SavedCarriages& saved = found->second;
    const auto now = carriage_positions();
    for (std::size_t i = 0; i < 2; ++i) carriages_[i] = {0.0, *moves ? saved.positions[i] : now[i]};
    lead(saved.leader);
    hold(1 - saved.leader, saved.carriages[1 - saved.leader].scale);
    return {};
}

}  // namespace escapement::app
