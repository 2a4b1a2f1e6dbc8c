// Host, boards and machine in one process; only the pins are believed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/simulated_print.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "escapement/loading.hpp"
#include "escapement/progress.hpp"
#include "escapement/sim_blueprint.hpp"
#include "sim/picture.hpp"

namespace escapement::app {
namespace {

constexpr double cool_celsius = 45.0;  // hotend fans stop at 50
constexpr base::Seconds longest_cooling{3600.0};

// How far one step of its motors can move a coordinate.
std::array<double, 3> microsteps(const sim::Blueprint& plan) {
    std::array<double, 3> widest{};
    for (const auto& motor : plan.motors)
        for (std::size_t axis = 0; axis < 3; ++axis)
            if (motor.blend[axis] != 0.0)
                widest[axis] = std::max(widest[axis], motor.step_distance);
    return widest;
}

double extruder_step(const sim::Blueprint& plan) {
    double step = 0.0;
    for (const auto& motor : plan.motors)
        if (motor.blend == std::array<double, 3>{}) step = std::max(step, motor.step_distance);
    return step;
}

}  // namespace

void PinWatch::stepped(base::Seconds at, const sim::Pose& pose) {
    meter.stepped(at, pose);
    track.stepped(pose);
    if (follower) follower->stepped(pose, meter.speed());
    last_step = at;
}

SimulatedPrint::SimulatedPrint(const config::Document& config,
                               sim::Blueprint blueprint,
                               std::string file)
    : config_(config),
      file_(std::move(file)),
      world_(std::move(blueprint)),
      session_(world_, config) {
    const auto& boards = world_.machine().blueprint().boards;
    for (std::size_t i = 0; i < boards.size(); ++i)
        session_.add_board(boards[i].name, world_.cable(i), 0.0);
    world_.machine().observe(&watch_);
    session_.host().console().listen([this](std::string_view text) { say(text); });
}

// Remarks and errors; the temperatures while heating would only hide them.
void SimulatedPrint::say(std::string_view text) const {
    if (!text.starts_with("//") && !text.starts_with("!!")) return;
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

base::Result<void> SimulatedPrint::prepare() {
    auto expected = read_expected_path(file_, homed_position(config_));
    if (!expected) return expected.error();
    if (expected->points.empty()) return base::Error{file_ + ": never homes, so nothing can move"};
    expected_ = std::move(*expected);
    auto source = gcode::open_source(file_);
    if (!source) return source.error();
    auto outline = gcode::read_outline(*source);
    if (!outline) return outline.error();
    outline_ = std::move(*outline);
    watch_.follower.emplace(
        expected_.points,
        sim::PathFollower::Tolerance{.microstep = microsteps(world_.machine().blueprint())});
    return {};
}

Session::Result SimulatedPrint::run() {
    if (auto prepared = prepare(); !prepared) {
        Session::Result result;
        result.failure = prepared.error().what;
        return result;
    }
    const runtime::SystemOutside wall;
    const auto begun = wall.now();
    auto result = session_.run([this] { return work(); });
    watch_.track.finish();
    wall_s_ = std::chrono::duration<double>(wall.now() - begun).count();
    return result;
}

// When homing has ended the nozzle stands still, and its true place can be compared with the
// place that the host believes in.
void SimulatedPrint::begin_path() {
    const auto pose = world_.machine().pose();
    const auto& believed = session_.host().toolhead().position();
    watch_.follower->begin(
        {pose.x - believed[0].value, pose.y - believed[1].value, pose.z - believed[2].value});
    filament_at_begin_ = pose.e;
}

runtime::Task<> SimulatedPrint::work() {
    auto& host = session_.host();
    homing_ends_ =
        host.printer().events().homing_ends.connect([this](const auto&) { begin_path(); });
    auto source = gcode::open_source(file_);
    if (!source) throw printer::CommandError(source.error().what);
    Progress progress("printing");
    begun_ = world_.elapsed();
    const auto layers = std::to_string(outline_.layers.size());
    const Feed parts{
        .source = *source,
        .on_line =
            [&](double share, std::uint64_t line) {
                progress.show(share,
                              "layer " + std::to_string(outline_.layer_of(line)) + " of " + layers);
            },
        .cancelled = {}};
    co_await feed(host, parts);
    co_await host.toolhead().wait_moves();
    ended_ = watch_.last_step;
    progress.clear();
    co_await cool_down();
}

runtime::Task<> SimulatedPrint::cool_down() {
    auto& host = session_.host();
    co_await host.make_safe();
    const auto deadline = world_.elapsed() + longest_cooling;
    auto& machine = world_.machine();
    const auto heaters = machine.blueprint().heaters.size();
    const auto hot = [&] {
        for (std::size_t i = 0; i < heaters; ++i)
            if (machine.heater(i).temperature(world_.elapsed()) > cool_celsius) return true;
        return false;
    };
    while (hot() && world_.elapsed() < deadline) co_await host.executor().after(base::Seconds(1.0));
}

PrintReport SimulatedPrint::report() const {
    PrintReport report;
    report.file = file_;
    const auto* printer = config_.find("printer");
    const auto* kinematics = printer ? printer->find("kinematics") : nullptr;
    report.kinematics = kinematics ? kinematics->value : "";
    report.print_time_s = (ended_ - begun_).count();
    report.simulated_s = world_.elapsed().count();
    report.wall_s = wall_s_;
    report.layers = sim::layer_heights(watch_.track.points()).size();
    report.shutdown_reason = world_.shutdown_reason();
    report.fingerprint = world_.machine().fingerprint();
    add_motion(report);
    add_parts(report);
    return report;
}

void SimulatedPrint::add_motion(PrintReport& report) const {
    const auto& plan = world_.machine().blueprint();
    report.filament_pins_mm = world_.machine().pose().e - filament_at_begin_;
    report.filament_gcode_mm = expected_.filament_mm;
    report.extruder_step_mm = extruder_step(plan);
    report.peak_speed = watch_.meter.peak_speed();
    report.peak_acceleration = watch_.meter.peak_acceleration();
    report.microstep_mm = microsteps(plan);
    if (!watch_.follower) return;
    const auto& follower = *watch_.follower;
    const auto offset = follower.offset();
    report.deviation_mm = follower.worst();
    report.excess_mm = follower.worst_excess();
    report.homing_offset_mm = {offset.x, offset.y, offset.z};
    report.path_lines = follower.lines();
    report.path_lines_done = follower.finished() ? follower.lines() : follower.lines_done();
}

void SimulatedPrint::add_parts(PrintReport& report) const {
    const auto& machine = world_.machine();
    const auto& plan = machine.blueprint();
    for (std::size_t i = 0; i < plan.motors.size(); ++i)
        report.motors.push_back(
            {plan.motors[i].name, machine.motor_pulses(i), machine.motor_steps(i)});
    for (std::size_t i = 0; i < plan.heaters.size(); ++i)
        report.heaters.push_back(
            {plan.heaters[i].name, machine.heater(i).peak(), machine.heater(i).last_temperature()});
    report.lost_steps = machine.lost_steps();
    report.left_on = machine.outputs_on();
}

}  // namespace escapement::app
