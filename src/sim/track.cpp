// Line simplification on the fly, in constant memory besides its result.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/track.hpp"

#include <cmath>

namespace escapement::sim {
namespace {

constexpr double tolerance = 0.03;            // mm
constexpr double longest_without_push = 1.0;  // mm of travel that end a printed line
constexpr int pushes_that_make_a_retraction = 4;

double cross(double ax, double ay, double bx, double by) {
    return ax * by - ay * bx;
}

}  // namespace

void Track::stepped(const Pose& pose) {
    if (!begun_) {
        begun_ = true;
        begin_line(pose);
        last_ = pose;
        points_.push_back({static_cast<float>(pose.x),
                           static_cast<float>(pose.y),
                           static_cast<float>(pose.z),
                           false});
        return;
    }
    const double moved = std::hypot(pose.x - last_.x, pose.y - last_.y);
    const bool pushed = pose.e != last_.e;
    travelled_since_push_ = pushed ? 0.0 : travelled_since_push_ + moved;
    pushes_at_rest_ = pushed && moved == 0.0 ? pushes_at_rest_ + 1
                      : moved > 0.0          ? 0
                                             : pushes_at_rest_;
    const bool retracts = pushes_at_rest_ == pushes_that_make_a_retraction;
    const bool stops_printing = travelled_since_push_ > longest_without_push && last_.e > anchor_.e;
    if (pose.z != last_.z || retracts || stops_printing) {
        corner();
    } else if (moved > 0.0 && !narrows_sector(pose)) {
        corner();
        narrows_sector(pose);
    }
    last_ = pose;
}

bool Track::narrows_sector(const Pose& pose) {
    const double dx = pose.x - anchor_.x, dy = pose.y - anchor_.y;
    const double distance = std::hypot(dx, dy);
    if (distance <= tolerance) return true;
    // The tangents from the anchor to a circle of the tolerance around the pose.
    const double s = tolerance / distance, c = std::sqrt(1.0 - s * s);
    const double lx = c * dx - s * dy, ly = s * dx + c * dy;
    const double rx = c * dx + s * dy, ry = -s * dx + c * dy;
    if (has_sector_) {
        if (cross(dx, dy, left_x_, left_y_) < 0 || cross(right_x_, right_y_, dx, dy) < 0)
            return false;
    }
    if (!has_sector_ || cross(lx, ly, left_x_, left_y_) > 0) left_x_ = lx, left_y_ = ly;
    if (!has_sector_ || cross(right_x_, right_y_, rx, ry) > 0) right_x_ = rx, right_y_ = ry;
    has_sector_ = true;
    return true;
}

void Track::corner() {
    if (last_.x != anchor_.x || last_.y != anchor_.y || last_.z != anchor_.z)
        points_.push_back({static_cast<float>(last_.x),
                           static_cast<float>(last_.y),
                           static_cast<float>(last_.z),
                           last_.e > anchor_.e});
    begin_line(last_);
}

void Track::begin_line(const Pose& at) {
    anchor_ = at;
    has_sector_ = false;
}

void Track::finish() {
    if (begun_) corner();
}

}  // namespace escapement::sim
