// The timing of homing, and what goes into the report.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/print_judge.hpp"

#include <algorithm>
#include <cmath>

#include "modules/extruder.hpp"
#include "modules/extruder_stepper.hpp"

namespace escapement::app {
namespace {

sim::PathPoint point_of(const printer::Toolhead::Position& position) {
    return {position[0].value, position[1].value, position[2].value};
}

sim::Vector part_steps(const sim::Blueprint& plan) {
    sim::Vector steps{};
    for (const auto& motor : plan.motors)
        if (motor.part) steps[*motor.part] = motor.step_distance;
    return steps;
}

// How far one step of its motors can move a coordinate.
std::array<double, 3> microsteps(const sim::Blueprint& plan) {
    std::array<double, 3> widest{};
    for (const auto& motor : plan.motors)
        for (std::size_t axis = 0; axis < 3; ++axis)
            if (motor.blend[axis] != 0.0)
                widest[axis] = std::max(widest[axis], motor.step_distance);
    if (plan.mechanism) return sim::uncertainty(*plan.mechanism, plan.start, part_steps(plan));
    return widest;
}

// A step; but each of many tools may have rounded by half a step.
double filament_rounding(const sim::Blueprint& plan) {
    double step = 0.0, halves = 0.0;
    for (const auto& motor : plan.motors) {
        if (!motor.pushes_filament()) continue;
        step = std::max(step, motor.step_distance);
        halves += motor.step_distance / 2;
    }
    return std::max(step, halves);
}

// Of several motors on one axis the first says where the nozzle is.
sim::PathFollower::Tolerance tolerance(const sim::Blueprint& plan) {
    sim::PathFollower::Tolerance tolerance{.microstep = microsteps(plan),
                                           .mechanism = plan.mechanism.get(),
                                           .part_step = part_steps(plan)};
    for (const auto& motor : plan.motors) {
        const auto same = [&](const auto& other) { return other.blend == motor.blend; };
        const bool second = std::any_of(tolerance.motors.begin(), tolerance.motors.end(), same);
        if (!motor.pushes_filament() && !motor.part && !second)
            tolerance.motors.push_back({motor.blend, motor.step_distance});
    }
    return tolerance;
}

}  // namespace

PrintJudge::PrintJudge(sim::World& world, Host& host)
    : world_(world),
      host_(host),
      expected_(point_of(host.toolhead().position())),
      follower_(tolerance(world.machine().blueprint())),
      shaping_(host.toolhead(), host.motion()),
      filament_at_begin_mm_(world.machine().pose().e) {
    auto& events = host.printer().events();
    homing_begins_ = events.homing_begins.connect([this](const auto&) { homing_begins(); });
    position_set_ = events.position_set.connect([this](const auto&) { position_set(); });
    homing_ends_ =
        events.homing_ends.connect([this](const auto& homing) { homing_ends(homing.homed); });
    for (const printer::Module& module : host.printer().modules().all()) {
        auto* extruder = host.printer().modules().find<modules::Extruder>(module.name);
        if (extruder && !extruder->stepper()) expected_.without_motor(module.name);
        if (extruder && extruder->stepper())
            expected_.add_motor(module.name, module.name, extruder->rotation_distance().value);
        if (auto* further = host.printer().modules().find<modules::ExtruderStepper>(module.name))
            expected_.add_motor(
                further->title(), further->motion_queue(), further->rotation_distance().value);
    }
    begin_stretch();
}

void PrintJudge::line_begins() {
    before_line_ = host_.toolhead().position();
}

void PrintJudge::line_ended(const gcode::Line& line, const std::string& place) {
    shaping_.notice_shapers();
    if (!given_up_.empty()) return;
    const std::string command(line.command());
    const bool moved = host_.toolhead().position() != before_line_;
    if (ExpectedPath::cannot_follow(command) || (moved && !ExpectedPath::knows(command)))
        return give_up(command, place);
    if (!expected_.take(line)) return give_up(command, place);
    follower_.append(expected_.nozzle());
}

void PrintJudge::give_up(const std::string& command, const std::string& place) {
    given_up_ = place + " (" + command + ")";
    follower_.leave_open();
}

void PrintJudge::homing_begins() {
    waits_for_homing_ = true;
}

// The first thing that homing does once everything queued has its place in time.  The last steps
// may come a step delay later; homing keeps still for twice as long before its own first one.
void PrintJudge::position_set() {
    if (!waits_for_homing_) return;
    waits_for_homing_ = false;
    const auto& toolhead = host_.toolhead();
    const auto left = toolhead.print_time() - toolhead.estimated_print_time();
    ends_ = world_.elapsed() + left + host_.motion().step_delay();
}

// The nozzle stands still, so its true place can be compared with where the host takes it to be.
void PrintJudge::homing_ends(const std::array<bool, 3>& axes) {
    end_stretch();
    expected_.homed(axes, point_of(host_.toolhead().position()));
    begin_stretch();
    note_homing(axes);
}

void PrintJudge::note_homing(const std::array<bool, 3>& axes) {
    const auto from = offset();
    const std::array distance{from.x, from.y, from.z};
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        if (axes[axis] && std::abs(distance[axis]) > std::abs(homing_offset_mm_[axis]))
            homing_offset_mm_[axis] = distance[axis];
}

void PrintJudge::begin_stretch() {
    homing_ = false;
    meter_.restart();
    shaping_.restart();
    last_pose_ = world_.machine().pose();
    last_step_ = world_.elapsed();
    follower_.begin(expected_.nozzle(), offset());
}

// From where the nozzle should be to where it is.
sim::PathPoint PrintJudge::offset() const {
    const auto pose = world_.machine().pose();
    const auto expected = expected_.nozzle();
    return {pose.x - expected.x, pose.y - expected.y, pose.z - expected.z};
}

// Shaping has come to its end at rest, a moment after the last step.
void PrintJudge::end_stretch() {
    if (!homing_) follower_.stepped(last_pose_, meter_.prompt_speed());
    ends_.reset();
    homing_ = true;
    follower_.end();
}

void PrintJudge::finish() {
    end_stretch();
}

void PrintJudge::stepped(base::Seconds at, const sim::Pose& pose) {
    if (ends_ && at > *ends_) end_stretch();
    if (homing_) return;
    meter_.stepped(at, pose);
    if (shaping_.shapes()) follow_shaping(at);
    last_pose_ = pose;
    last_step_ = at;
    follow(at);
}

// Between two steps the nozzle stands still, but the place that shaping has carried it away from
// moves on: in small steps, as the follower wants it.
void PrintJudge::follow_shaping(base::Seconds until) {
    constexpr base::Seconds usual_step{50e-6};
    constexpr double most_steps = 2000.0;
    const base::Seconds step = std::max(usual_step, (until - last_step_) / most_steps);
    for (base::Seconds at = last_step_ + step; at < until; at += step) follow(at);
}

// Print time is what the main board's clock shows.
void PrintJudge::follow(base::Seconds at) {
    const auto added = shaping_.at(base::PrintTime{world_.boards_on_since() + at});
    const auto& pose = last_pose_;
    follower_.stepped({pose.x - added.x, pose.y - added.y, pose.z - added.z, pose.e},
                      meter_.prompt_speed());
}

void PrintJudge::add_to(PrintReport& report) const {
    report.filament_pins_mm = world_.machine().pose().e - filament_at_begin_mm_;
    if (given_up_.empty()) report.filament_gcode_mm = expected_.filament_mm();
    report.extruder_step_mm = filament_rounding(world_.machine().blueprint());
    report.peak_speed = meter_.peak_speed();
    report.peak_acceleration = meter_.peak_acceleration();
    report.unjudged_from = given_up_;
    add_path(report);
}

void PrintJudge::add_path(PrintReport& report) const {
    report.microstep_mm = follower_.coarsest();
    report.deviation_mm = follower_.worst();
    report.excess_mm = follower_.worst_excess();
    report.short_of_end_mm = follower_.short_of_end();
    report.homing_offset_mm = homing_offset_mm_;
    report.path_lines = follower_.lines();
    report.path_lines_done = follower_.lines_done();
}

}  // namespace escapement::app
