// The arithmetic of leaving moves out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/excluded_moves.hpp"

#include <algorithm>
#include <utility>

namespace escapement::modules {
namespace {

using base::Length;
using motion::extruder_axis;
using motion::Position;

constexpr int extrusions_to_learn_from = 5;

// All axes but the filament.
template <class Change>
void for_each_place(Position& position, Change change) {
    for (std::size_t axis = 0; axis < position.size(); ++axis)
        if (axis != extruder_axis) change(position[axis], axis);
}

}  // namespace

Position& ExcludedMoves::offset() {
    return offsets_[toolhead_.extruder().name()];
}

void ExcludedMoves::begin() {
    offsets_.clear();
    furthest_printed_ = furthest_excluded_ = adjustment_ = Length{};
    moves_to_learn_ = extrusions_to_learn_from;
    inside_ = false;
    last_printed_ = last_excluded_ = position();
}

Position ExcludedMoves::position() {
    const Position machine = next().position();
    const Position& behind = offset();
    for (std::size_t axis = 0; axis < machine.size(); ++axis)
        last_[axis] = machine[axis] + behind[axis];
    return last_;
}

void ExcludedMoves::move(const Position& end, base::Speed speed) {
    if (excluding_ && moves_to_learn_ == 0) {
        inside_ = true;
        leave_out(end);
        return;
    }
    if (std::exchange(inside_, false)) note_retraction();
    carry_out(end, speed);
}

void ExcludedMoves::leave_out(const Position& end) {
    Position& behind = offset();
    for_each_place(
        behind, [&](Length& place, std::size_t axis) { place = end[axis] - last_printed_[axis]; });
    behind[extruder_axis] = behind[extruder_axis] + end[extruder_axis] - last_[extruder_axis];
    last_ = last_excluded_ = end;
    furthest_excluded_ = std::max(furthest_excluded_, end[extruder_axis]);
}

void ExcludedMoves::note_retraction() {
    adjustment_ = furthest_excluded_ - last_excluded_[extruder_axis] -
                  (furthest_printed_ - last_printed_[extruder_axis]);
}

void ExcludedMoves::carry_out(const Position& end, base::Speed speed) {
    if (moves_to_learn_ > 0 && last_[extruder_axis] != end[extruder_axis]) --moves_to_learn_;
    last_ = last_printed_ = end;
    furthest_printed_ = std::max(furthest_printed_, end[extruder_axis]);
    catch_up(end);
    Position target = end;
    const Position& behind = offset();
    for (std::size_t axis = 0; axis < target.size(); ++axis)
        target[axis] = end[axis] - behind[axis];
    next().move(target, speed);
}

void ExcludedMoves::catch_up(const Position& end) {
    Position& behind = offset();
    const bool aside = behind[0] != Length{} || behind[1] != Length{};
    if (aside && (end[0] != last_excluded_[0] || end[1] != last_excluded_[1])) {
        for_each_place(behind, [](Length& place, std::size_t) { place = Length{}; });
        behind[extruder_axis] += std::exchange(adjustment_, Length{});
    }
    if (end[2] != last_excluded_[2]) behind[2] = Length{};
    if (end[extruder_axis] != last_excluded_[extruder_axis])
        behind[extruder_axis] += std::exchange(adjustment_, Length{});
}

}  // namespace escapement::modules
