// The timing of homing, and what goes into the report.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/print_judge.hpp"

#include <algorithm>
#include <cmath>

#include "modules/extruder.hpp"
#include "modules/extruder_stepper.hpp"
#include "printer/dual_carriages.hpp"

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

// How far one step of its motors can move a coordinate of a tool.
std::array<double, 3> microsteps(const sim::Blueprint& plan, std::size_t tool) {
    std::array<double, 3> widest{};
    for (const auto& motor : plan.motors)
        for (std::size_t axis = 0; axis < 3; ++axis)
            if (motor.blend[axis] != 0.0 && motor.serves(tool))
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
sim::PathFollower::Tolerance tolerance(const sim::Blueprint& plan, std::size_t tool) {
    sim::PathFollower::Tolerance tolerance{.microstep = microsteps(plan, tool),
                                           .mechanism = plan.mechanism.get(),
                                           .part_step = part_steps(plan)};
    for (const auto& motor : plan.motors) {
        const auto same = [&](const auto& other) { return other.blend == motor.blend; };
        const bool second = std::any_of(tolerance.motors.begin(), tolerance.motors.end(), same);
        if (!motor.pushes_filament() && !motor.part && motor.serves(tool) && !second)
            tolerance.motors.push_back({motor.blend, motor.step_distance});
    }
    return tolerance;
}

// How often the command makes the host count from where it takes the motors to be.
int recounts(std::string_view command) {
    if (command == "SET_DUAL_CARRIAGE") return 1;
    return command == "RESTORE_DUAL_CARRIAGE_STATE" ? 2 : 0;
}

}  // namespace

PrintJudge::PrintJudge(sim::World& world, Host& host)
    : world_(world),
      host_(host),
      expected_(point_of(host.toolhead().position())),
      filament_at_begin_mm_(world.machine().filament()) {
    learn_carriages();
    learn_motors();
    const auto& machine = world.machine();
    for (std::size_t tool = 0; tool < machine.tools(); ++tool)
        tools_.push_back({sim::PathFollower(tolerance(machine.blueprint(), tool)),
                          ShapingOffset(host.toolhead(), host.motion(), expected_.shares(tool))});
    auto& events = host.printer().events();
    homing_begins_ = events.homing_begins.connect([this](const auto&) { homing_begins(); });
    position_set_ = events.position_set.connect([this](const auto&) { position_set(); });
    manual_move_ = events.manual_move.connect([this](const auto&) { moved_by_hand(); });
    homing_ends_ =
        events.homing_ends.connect([this](const auto& homing) { homing_ends(homing.homed); });
    begin_stretch();
    host.printer().gcode().observe(this);
}

PrintJudge::~PrintJudge() {
    host_.printer().gcode().observe(nullptr);
}

void PrintJudge::learn_motors() {
    for (const printer::Module& module : host_.printer().modules().all()) {
        auto* extruder = host_.printer().modules().find<modules::Extruder>(module.name);
        if (extruder && !extruder->stepper()) expected_.without_motor(module.name);
        if (extruder && extruder->stepper())
            expected_.add_motor(module.name, module.name, extruder->rotation_distance().value);
        if (auto* further = host_.printer().modules().find<modules::ExtruderStepper>(module.name))
            expected_.add_motor(
                further->title(), further->motion_queue(), further->rotation_distance().value);
    }
}

void PrintJudge::learn_carriages() {
    auto* duals = host_.toolhead().kinematics().dual_carriages();
    if (!duals || world_.machine().tools() != 2) return;
    const auto& modes = duals->modes();
    expected_.with_two_carriages(modes.axis(0), {modes.name(0), modes.name(1)});
}

// Where the host takes them to be.
CarriagesFound PrintJudge::carriages() const {
    auto* duals = host_.toolhead().kinematics().dual_carriages();
    if (!duals || tools_.size() != 2) return {};
    const auto state = duals->save(host_.toolhead());
    return {.leader = duals->modes().primary(duals->modes().axis(0)).value_or(0),
            .positions = {state.positions[0].value, state.positions[1].value}};
}

// What a line does before it runs another one is not known from its words.
void PrintJudge::line_begins(const gcode::Line& line) {
    const auto& now = host_.toolhead().position();
    if (!running_.empty()) {
        running_.back().runs_others = true;
        if (given_up_.empty() && now != last_seen_) give_up(running_.back().command);
    }
    last_seen_ = now;
    running_.push_back({std::string(line.command())});
}

void PrintJudge::line_ends(const gcode::Line& given, bool done) {
    // A macro may have taken the name, and call the command by another one.
    const std::string command = host_.printer().gcode().first_name(given.command());
    const std::string text =
        command + " " + std::string(given.text().substr(given.command().size()));
    const bool renamed = command != given.command();
    const gcode::Line line = renamed ? gcode::parse_line(text) : given;
    const bool moved = host_.toolhead().position() != last_seen_;
    const bool known = done && ExpectedPath::knows(command);
    last_seen_ = host_.toolhead().position();
    const bool runs_others = !running_.empty() && running_.back().runs_others;
    if (!running_.empty()) running_.pop_back();
    if (!given_up_.empty()) return notice_shapers(command);
    if (moved && !known) return give_up(command);
    // Homing may run others to say how; which carriage leads afterwards it says itself.
    if (done && (!runs_others || command == "G28")) take(line);
}

void PrintJudge::take(const gcode::Line& line) {
    const std::string command(line.command());
    if (ExpectedPath::cannot_follow(command) || !expected_.take(line)) return give_up(command);
    notice_shapers(command);
    for (std::size_t tool = 0; tool < tools_.size(); ++tool) {
        for (int i = 0; i < recounts(command); ++i) tools_[tool].follower.forgive_half_a_step();
        tools_[tool].follower.append(expected_.nozzle(tool));
    }
}

void PrintJudge::notice_shapers(std::string_view command) {
    for (std::size_t tool = 0; tool < tools_.size(); ++tool)
        tools_[tool].shaping.notice(expected_.shares(tool), command.ends_with("INPUT_SHAPER"));
}

void PrintJudge::give_up(const std::string& command) {
    given_up_ = place_ + " (" + command + ")";
    notice_shapers(command);
    for (Tool& tool : tools_) tool.follower.leave_open();
}

// Nobody but the host knows where such a move leads.
void PrintJudge::moved_by_hand() {
    if (given_up_.empty()) give_up("homing or probing");
}

void PrintJudge::homing_begins() {
    waits_for_homing_ = true;
}

// The first thing that homing does once all steps that were queued are made; its own come later.
void PrintJudge::position_set() {
    if (!waits_for_homing_) return;
    waits_for_homing_ = false;
    const auto now = host_.toolhead().estimated_print_time();
    ends_ = world_.elapsed() + (host_.motion().solved_until() - now);
}

// The nozzle stands still, so its true place can be compared with where the host takes it to be.
void PrintJudge::homing_ends(const std::array<bool, 3>& axes) {
    if (axes == std::array<bool, 3>{}) moved_by_hand();  // it was a probe
    end_stretch();
    expected_.homed(axes, point_of(host_.toolhead().position()), carriages());
    begin_stretch();
    note_homing(axes);
}

// Where z has no switch, its zero is where the bed is below the probe.
double PrintJudge::home_height() const {
    const auto& machine = world_.machine();
    const auto& plan = machine.blueprint();
    const bool switched = plan.mechanism || plan.probes.empty() ||
                          std::any_of(plan.endstops.begin(),
                                      plan.endstops.end(),
                                      [](const auto& endstop) { return endstop.axis == 2; });
    if (switched) return 0.0;
    const auto pose = machine.pose();
    const auto& probe = plan.probes.front().offset;
    return plan.bed.at(pose.x + probe.x, pose.y + probe.y);
}

void PrintJudge::note_homing(const std::array<bool, 3>& axes) {
    const auto from = offset(expected_.leader());
    const std::array distance{from.x, from.y, from.z - home_height()};
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        if (axes[axis] && std::abs(distance[axis]) > std::abs(homing_offset_mm_[axis]))
            homing_offset_mm_[axis] = distance[axis];
}

void PrintJudge::begin_stretch() {
    homing_ = false;
    last_step_ = world_.elapsed();
    for (std::size_t i = 0; i < tools_.size(); ++i) {
        Tool& tool = tools_[i];
        tool.meter.restart();
        tool.shaping.restart(expected_.shares(i));
        tool.last_pose = world_.machine().pose(i);
        tool.follower.begin(expected_.nozzle(i), offset(i));
    }
}

// From where the nozzle should be to where it is.
sim::PathPoint PrintJudge::offset(std::size_t tool) const {
    const auto pose = world_.machine().pose(tool);
    const auto expected = expected_.nozzle(tool);
    return {pose.x - expected.x, pose.y - expected.y, pose.z - expected.z};
}

// Shaping has come to its end at rest, a moment after the last step.
void PrintJudge::end_stretch() {
    for (Tool& tool : tools_) {
        if (!homing_) tool.follower.stepped(tool.last_pose, tool.meter.prompt_speed());
        tool.follower.end();
    }
    ends_.reset();
    homing_ = true;
}

void PrintJudge::finish() {
    end_stretch();
}

void PrintJudge::stepped(base::Seconds at, const sim::Pose& pose) {
    if (ends_ && at > *ends_) end_stretch();
    if (homing_) return;
    for (std::size_t i = 0; i < tools_.size(); ++i)
        stepped(tools_[i], at, i == 0 ? pose : world_.machine().pose(i));
    last_step_ = at;
}

// Between two steps the nozzle stands still, but the place that shaping has carried it away from
// moves on: in small steps, as the follower wants it.
void PrintJudge::stepped(Tool& tool, base::Seconds at, const sim::Pose& pose) {
    constexpr base::Seconds usual_step{50e-6};
    constexpr double most_steps = 2000.0;
    tool.meter.stepped(at, pose);
    if (tool.shaping.shapes()) {
        const base::Seconds step = std::max(usual_step, (at - last_step_) / most_steps);
        for (base::Seconds on = last_step_ + step; on < at; on += step) follow(tool, on);
    }
    tool.last_pose = pose;
    follow(tool, at);
}

// Print time is what the main board's clock shows.
void PrintJudge::follow(Tool& tool, base::Seconds at) {
    const auto added = tool.shaping.at(base::PrintTime{world_.boards_on_since() + at});
    const auto& pose = tool.last_pose;
    tool.follower.stepped({pose.x - added.x, pose.y - added.y, pose.z - added.z, pose.e},
                          tool.meter.prompt_speed());
}

void PrintJudge::add_to(PrintReport& report) const {
    report.filament_pins_mm = world_.machine().filament() - filament_at_begin_mm_;
    if (given_up_.empty()) report.filament_gcode_mm = expected_.filament_mm();
    report.extruder_step_mm = filament_rounding(world_.machine().blueprint());
    report.unjudged_from = given_up_;
    report.homing_offset_mm = homing_offset_mm_;
    for (const Tool& tool : tools_) add_tool(report, tool);
}

// What was worst with any of them.
void PrintJudge::add_tool(PrintReport& report, const Tool& tool) {
    const auto raise = [](double& worst, double value) { worst = std::max(worst, value); };
    const auto& follower = tool.follower;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        raise(report.microstep_mm[axis], follower.coarsest()[axis]);
        raise(report.deviation_mm[axis], follower.worst()[axis]);
    }
    raise(report.forgiven_microsteps, follower.forgiven());
    raise(report.excess_mm, follower.worst_excess());
    raise(report.short_of_end_mm, follower.short_of_end());
    raise(report.peak_speed, tool.meter.peak_speed());
    raise(report.peak_acceleration, tool.meter.peak_acceleration());
    report.path_lines += follower.lines();
    report.path_lines_done += follower.lines_done();
}

}  // namespace escapement::app
