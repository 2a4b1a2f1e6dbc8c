// Common checks, and errors that say what to do.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/curved_kinematics.hpp"

#include <cmath>

#include "printer/errors.hpp"
#include "printer/extra_axis.hpp"

namespace escapement::printer {

void CurvedKinematics::set_position(motion::Point position, AxisSet homed) {
    for (Stepper* stepper : steppers_) stepper->set_position(position);
    homed_ |= homed;
}

void CurvedKinematics::add(const Rail& rail) {
    steppers_.insert(steppers_.end(), rail.steppers.begin(), rail.steppers.end());
}

void CurvedKinematics::set_range(motion::Point minimum, motion::Point maximum) {
    minimum_ = minimum;
    maximum_ = maximum;
}

motion::Point require_point(const std::optional<motion::Point>& point) {
    if (!point)
        throw CommandError(
            "The nozzle's position is unknown: with the motors where they are, the "
            "arms would not meet; home with G28");
    return *point;
}

void refuse_unhomed(const motion::Move& move, const std::string& what) {
    throw CommandError(move_error_text(move, what) + "; home with G28");
}

void refuse_out_of_range(const motion::Move& move, const std::string& range) {
    throw CommandError(move_error_text(move, "Move out of range") + range,
                       CommandError::Kind::out_of_range);
}

namespace {

// A computed height is no better than a micrometre, and nobody wants to read all of its digits.
std::string in_micrometres(base::Length length) {
    return base::print_number(std::round(length.value * 1e3) / 1e3);
}

}  // namespace

std::string range_words(std::size_t axis, base::Length least, base::Length most) {
    return std::string("; ") + axis_letters[axis] + " goes from " + in_micrometres(least) + " to " +
           in_micrometres(most);
}

std::string reach_words(double radius2, base::Length z, base::Length least, base::Length most) {
    std::string words = range_words(2, least, most);
    if (z < least || z > most) return words;
    return "; at that height it is " + in_micrometres(base::Length{std::sqrt(radius2)}) +
           " mm around the middle" + words;
}

void limit_rise(motion::Move& move, const VerticalLimits& limits) {
    const base::Length rise = move.displacement(2);
    if (rise == base::Length{}) return;
    const double slope = std::abs(move.distance() / rise);
    move.limit_speed(limits.max_velocity * slope, limits.max_accel * slope);
}

double end_radius2(const motion::Move& move) {
    const double x = move.end()[0].value, y = move.end()[1].value;
    return x * x + y * y;
}

double start_radius2(const motion::Move& move) {
    const double x = move.start()[0].value, y = move.start()[1].value;
    return x * x + y * y;
}

motion::Position position_of_point(motion::Point point) {
    motion::Position position{};
    position[0] = point.x;
    position[1] = point.y;
    position[2] = point.z;
    return position;
}

std::vector<const Rail*> pointers_to(std::span<const Rail> rails) {
    std::vector<const Rail*> pointers;
    for (const Rail& rail : rails) pointers.push_back(&rail);
    return pointers;
}

}  // namespace escapement::printer
