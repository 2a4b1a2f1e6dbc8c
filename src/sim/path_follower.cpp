// Walks along a polyline beside the nozzle.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/path_follower.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/assert.hpp"
#include "sim/vector.hpp"

namespace escapement::sim {
namespace {

// Of a microstep: by how much rounding may move a motor that should rest half a step away.
constexpr double rounding = 0.05;
// mm; keeps the common corner of two lines in both or in neither.
constexpr double hair = 1e-9;

Vector operator-(const PathPoint& a, const PathPoint& b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}

Vector vector_of(const PathPoint& p) {
    return {p.x, p.y, p.z};
}

Vector difference(const Vector& a, const Vector& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

double square(double v) {
    return v * v;
}

}  // namespace

void PathFollower::begin(const PathPoint& start, const PathPoint& offset) {
    if (judging_) end();
    if (open_) return;
    judging_ = true;
    forgiven_ = 0;
    offset_ = offset;
    if (const Mechanism* mechanism = tolerance_.mechanism) {
        const Vector there = vector_of(start);
        const Vector parts = mechanism->parts(there, {});
        const Vector true_parts =
            mechanism->parts({start.x + offset.x, start.y + offset.y, start.z + offset.z}, parts);
        part_offset_ = difference(true_parts, parts);
        measured_ = {};
    }
    at_ = start;
    box_ = box_at(0.0);
    path_.assign(1, {start, start, {0.0, 1.0}});
    active_ = 1;
}

void PathFollower::append(const PathPoint& end) {
    if (!judging_ || open_) return;
    const PathPoint from = path_.back().to;
    if (distance(from, end) < square(hair)) return;
    const bool waiting = at_end();
    path_.push_back({from, end, {}});
    ++lines_;
    if (waiting && walk()) take_over();
}

// How far apart two points are, squared and in microsteps: a step counts the same on a coarse
// axis and on a fine one.
double PathFollower::distance(const PathPoint& a, const PathPoint& b) const {
    const auto apart = a - b;
    double sum = 0.0;
    for (std::size_t axis = 0; axis < 3; ++axis)
        sum += square(apart[axis] / tolerance_.microstep[axis]);
    return sum;
}

// Of a mechanism it depends on where the nozzle is; measured anew every millimetre.
PathFollower::Box PathFollower::microstep_here() {
    if (!tolerance_.mechanism) return tolerance_.microstep;
    const auto away = at_ - measured_at_;
    if (measured_ == Box{} || dot(away, away) > 1.0) {
        measured_ = uncertainty(*tolerance_.mechanism, vector_of(at_), tolerance_.part_step);
        measured_at_ = at_;
        for (std::size_t axis = 0; axis < 3; ++axis)
            coarsest_[axis] = std::max(coarsest_[axis], measured_[axis]);
    }
    return measured_;
}

// The motors of a mechanism move at speeds of their own, faster than the nozzle: each of them may
// be late.
PathFollower::Box PathFollower::box_at(double speed) {
    const double motors = tolerance_.mechanism ? 3.0 : 1.0;
    const double timing = motors * speed * tolerance_.timing_s + hair;
    const double steps = 1.0 + 0.5 * forgiven_;
    const Box step = microstep_here();
    return {steps * step[0] + timing, steps * step[1] + timing, steps * step[2] + timing};
}

// Clips the line at the six sides of the box.
PathFollower::Part PathFollower::inside(const Line& line, const PathPoint& p, const Box& box) {
    const auto way = line.to - line.from, to_nozzle = p - line.from;
    Part part{0.0, 1.0};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double low = to_nozzle[axis] - box[axis], high = to_nozzle[axis] + box[axis];
        if (std::abs(way[axis]) < hair) {
            if (low > 0.0 || high < 0.0) return {};
            continue;
        }
        const auto [first, last] = std::minmax({low / way[axis], high / way[axis]});
        part = {std::max(part.from, first), std::min(part.until, last)};
    }
    return part;
}

// Inside the box everything behind a reached place is reached as well.
PathFollower::Part PathFollower::reach(const Part& inside, const Part& before, bool entered) {
    if (inside.empty()) return {};
    if (entered && inside.from == 0.0) return inside;
    const double from = std::max(inside.from, before.from);
    if (from > std::min(inside.until, before.until)) return {};
    return {from, inside.until};
}

// Finds what is reached with the nozzle where it is now; nothing changes if that is nothing.
bool PathFollower::walk() {
    next_.clear();
    bool entered = false, any = false;
    for (std::size_t i = 0; i < path_.size() && (i < active_ || entered); ++i) {
        const Part before = i < active_ ? path_[i].reached : Part{};
        const Part part = reach(inside(path_[i], at_, box_), before, entered);
        entered = !part.empty() && part.until >= 1.0;
        any = any || !part.empty();
        next_.push_back(part);
    }
    return any;
}

void PathFollower::take_over() {
    while (next_.back().empty()) next_.pop_back();
    active_ = next_.size();
    for (std::size_t i = 0; i < active_; ++i) path_[i].reached = next_[i];
    while (path_.front().reached.empty()) {
        path_.pop_front();
        --active_;
    }
}

// The nearest of the reached points of a line.
PathPoint PathFollower::nearest(const Line& line, const PathPoint& p) const {
    const auto way = line.to - line.from, to_nozzle = p - line.from;
    double along = 0.0, length = 0.0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double weight = 1.0 / square(tolerance_.microstep[axis]);
        along += weight * way[axis] * to_nozzle[axis];
        length += weight * way[axis] * way[axis];
    }
    const double t =
        length > 0.0 ? std::clamp(along / length, line.reached.from, line.reached.until) : 0.0;
    return {line.from.x + t * way[0], line.from.y + t * way[1], line.from.z + t * way[2]};
}

double PathFollower::excess(const Line& line) const {
    const auto off = at_ - nearest(line, at_);
    double most = 0.0;
    for (std::size_t axis = 0; axis < 3; ++axis)
        most = std::max(most, std::abs(off[axis]) - box_[axis]);
    return most;
}

// Of the lines with reached parts.
std::size_t PathFollower::nearest_line() const {
    double least = std::numeric_limits<double>::infinity();
    std::size_t best = 0;
    for (std::size_t i = 0; i < active_; ++i) {
        if (path_[i].reached.empty()) continue;
        const double apart = distance(at_, nearest(path_[i], at_));
        if (apart >= least) continue;
        least = apart;
        best = i;
    }
    return best;
}

void PathFollower::note_deviation() {
    const auto off = at_ - nearest(path_[nearest_line()], at_);
    for (std::size_t axis = 0; axis < 3; ++axis)
        worst_[axis] = std::max(worst_[axis], std::abs(off[axis]));
}

void PathFollower::widen_box() {
    const std::size_t line = nearest_line();
    const double missing = excess(path_[line]);
    if (missing > worst_excess_) {
        worst_excess_ = missing;
        worst_line_ = lines_ + line + 1 - path_.size();
    }
    for (double& side : box_) side += missing + hair;
}

PathPoint PathFollower::as_host_sees(const Pose& pose) const {
    if (!tolerance_.mechanism) return {pose.x - offset_.x, pose.y - offset_.y, pose.z - offset_.z};
    const Vector true_nozzle{pose.x, pose.y, pose.z};
    const Vector parts = tolerance_.mechanism->parts(true_nozzle, {});
    const Vector seen = tolerance_.mechanism->nozzle(difference(parts, part_offset_), true_nozzle);
    return {seen[0], seen[1], seen[2]};
}

void PathFollower::stepped(const Pose& pose, double speed) {
    if (!judging_) return;
    at_ = as_host_sees(pose);
    box_ = box_at(speed);
    if (!walk()) {
        widen_box();
        const bool found = walk();
        ASSERT(found);
    }
    take_over();
    note_deviation();
    if (!open_ || !at_end()) return;
    judging_ = false;
    path_.clear();
}

bool PathFollower::at_end() const {
    const auto& reached = path_.back().reached;
    return active_ == path_.size() && !reached.empty() && reached.until >= 1.0;
}

bool PathFollower::rests_at(const PathPoint& end) const {
    if (tolerance_.mechanism) return parts_rest_at(end);
    const auto off = at_ - end;
    for (const Motor& motor : tolerance_.motors) {
        const double belt =
            motor.blend[0] * off[0] + motor.blend[1] * off[1] + motor.blend[2] * off[2];
        if (std::abs(belt) > (0.5 * (1 + forgiven_) + rounding) * motor.step) return false;
    }
    return true;
}

bool PathFollower::parts_rest_at(const PathPoint& end) const {
    const Vector there = tolerance_.mechanism->parts(vector_of(end), {});
    const Vector off = difference(tolerance_.mechanism->parts(vector_of(at_), there), there);
    for (std::size_t part = 0; part < 3; ++part)
        if (std::abs(off[part]) > (0.5 + rounding) * tolerance_.part_step[part]) return false;
    return true;
}

void PathFollower::end() {
    if (!judging_) return;
    judging_ = false;
    const PathPoint& end = path_.back().to;
    const auto off = at_ - end;
    if (!at_end() || !rests_at(end))
        short_of_end_ = std::max(short_of_end_, std::hypot(off[0], off[1], off[2]));
    missed_lines_ += lines_ahead();
    path_.clear();
}

// Whose ends the nozzle has not reached.
std::size_t PathFollower::lines_ahead() const {
    if (path_.empty()) return 0;
    return path_.size() - active_ + (path_[active_ - 1].reached.until < 1.0 ? 1 : 0);
}

}  // namespace escapement::sim
