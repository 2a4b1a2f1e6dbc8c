// [printer], G4, M400, M204 and SET_VELOCITY_LIMIT.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/toolhead.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "modules/current_probe.hpp"
#include "modules/motion_queuing.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {

namespace {

using printer::CommandError;

// Zero stands for no limit outside of here.
base::Jerk limit_of(base::Jerk number) {
    return number > base::Jerk{} ? number : motion::unlimited_jerk;
}

base::Jerk number_of(base::Jerk limit) {
    return limit == motion::unlimited_jerk ? base::Jerk{} : limit;
}

constexpr base::Seconds dwell_portion{0.25};

// Squares of speeds still have to be numbers.
constexpr double most = 1e100;

motion::MoveLimits limits_of(const ToolheadModule::Config& config) {
    return {.max_velocity = config.max_velocity,
            .max_accel = config.max_accel,
            .minimum_cruise_ratio = config.minimum_cruise_ratio,
            .square_corner_velocity = config.square_corner_velocity,
            .max_jerk = limit_of(config.max_jerk)};
}

// As coordinates are published: with room for the filament.
std::vector<double> position_list(motion::Point point) {
    return {point.x.value, point.y.value, point.z.value, 0.0};
}

std::string limits_text(const motion::MoveLimits& limits) {
    char text[256];
    std::snprintf(text,
                  sizeof text,
                  "max_velocity: %.6f\nmax_accel: %.6f\nminimum_cruise_ratio: %.6f\n"
                  "square_corner_velocity: %.6f",
                  limits.max_velocity.value,
                  limits.max_accel.value,
                  limits.minimum_cruise_ratio,
                  limits.square_corner_velocity.value);
    if (limits.max_jerk == motion::unlimited_jerk) return text;
    char jerk[64];
    std::snprintf(jerk, sizeof jerk, "\nmax_jerk: %.6f", limits.max_jerk.value);
    return std::string(text) + jerk;
}

// A number above zero, if the letter is there.
std::optional<double> positive(const gcode::Line& line, char letter) {
    const auto number = line.number(letter);
    if (!number) throw CommandError(number.error().what);
    if (*number && !(**number > 0.0 && **number <= most))
        throw CommandError("Error on '" + gcode::shown(line.text()) + "': " + letter +
                           " must be above 0 and at most " + base::print_number(most));
    return *number;
}

}  // namespace

ToolheadModule::ToolheadModule(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      motion_(context.modules.the<MotionQueuing>().queue()),
      rails_(context),
      toolhead_({.executor = context.executor,
                 .motion = motion_,
                 .events = context.events,
                 .limits = limits_of(config),
                 .kinematics = AllKinematics::make(
                     config.kinematics,
                     config,
                     {.rails = rails_, .section = config_.section, .limits = limits_of(config)})}),
      motors_off_(context.events.motors_off.connect([this](const printer::MotorsOff&) {
          toolhead_.kinematics().forget_homing(printer::all_axes());
      })) {
    if (!context.offline) context.gcode.set_pace([this] { return between_lines(); });
    try {
        context.modules.the<CurrentProbe>().stop_motors_of(toolhead_.kinematics());
    } catch (const printer::ConfigError& error) {
        throw config_.section.error("", std::string("probe: ") + error.what());
    }
}

// Scripts are endless at times: moves must not pile up.
std::optional<runtime::Task<>> ToolheadModule::between_lines() {
    if (context_.turns.needs_attention() || toolhead_.full()) return make_room();
    return std::nullopt;
}

void ToolheadModule::check(const Config& config, printer::Complaints& complaints) {
    AllKinematics::check_rails(config.kinematics, complaints);
    AllKinematics::check_options(config.kinematics, config, complaints);
    static_cast<const AllKinematics::Options&>(config).check(limits_of(config), complaints);
}

// A little at a time, so that what is planned ahead stays bounded and a pause can come in between.
runtime::Task<> ToolheadModule::dwell(const Dwell& request) {
    base::Seconds left{request.p / 1000.0};
    while (!context_.offline && left > dwell_portion && left <= printer::Toolhead::longest_pause) {
        toolhead_.dwell(dwell_portion);
        left -= dwell_portion;
        co_await make_room();
    }
    toolhead_.dwell(left);
}

// A pause or a cancel need not wait until there is some.
runtime::Task<> ToolheadModule::make_room() {
    co_await context_.turns.pause_point();
    while (toolhead_.full()) {
        co_await context_.turns.wait(dwell_portion);
        co_await context_.turns.pause_point();
    }
}

runtime::Task<> ToolheadModule::wait_moves() {
    return toolhead_.wait_moves();
}

void ToolheadModule::set_velocity_limit(const VelocityLimit& request) {
    motion::MoveLimits limits = toolhead_.limits();
    limits.max_velocity = request.velocity.value_or(limits.max_velocity);
    limits.max_accel = request.accel.value_or(limits.max_accel);
    limits.square_corner_velocity =
        request.square_corner_velocity.value_or(limits.square_corner_velocity);
    limits.minimum_cruise_ratio =
        request.minimum_cruise_ratio.value_or(limits.minimum_cruise_ratio);
    if (request.max_jerk) limits.max_jerk = limit_of(*request.max_jerk);
    toolhead_.set_limits(limits);
    if (!request.velocity && !request.accel && !request.square_corner_velocity &&
        !request.minimum_cruise_ratio && !request.max_jerk)
        context_.console.info(limits_text(limits));
}

void ToolheadModule::set_acceleration(const gcode::Line& line) {
    auto accel = positive(line, 'S');
    if (!accel) {
        const auto printing = positive(line, 'P'), travel = positive(line, 'T');
        if (!printing || !travel) {
            context_.console.info("Invalid M204 command \"" + std::string(line.text()) +
                                  "\": give S, or both P and T");
            return;
        }
        accel = std::min(*printing, *travel);
    }
    set_velocity_limit({.accel = base::Accel{*accel}});
}

ToolheadModule::Status ToolheadModule::status() const {
    const auto& limits = toolhead_.limits();
    const auto& kinematics = toolhead_.kinematics();
    const std::string extruder = toolhead_.extruder().name();
    Status status{
        .print_time = toolhead_.print_time().time_since_epoch().count(),
        .stalls = toolhead_.stalls(),
        .estimated_print_time = toolhead_.estimated_print_time().time_since_epoch().count(),
        .extruder = extruder,
        .position = position_list(printer::point_of(toolhead_.position())),
        .max_velocity = limits.max_velocity.value,
        .max_accel = limits.max_accel.value,
        .minimum_cruise_ratio = limits.minimum_cruise_ratio,
        .square_corner_velocity = limits.square_corner_velocity.value,
        .extra_axes = base::Value::Table{},
        .homed_axes = printer::axis_text(kinematics.homed()),
        .axis_minimum = position_list(kinematics.axis_minimum()),
        .axis_maximum = position_list(kinematics.axis_maximum()),
        .max_jerk = number_of(limits.max_jerk).value};
    if (const auto height = kinematics.cone_start_z()) status.cone_start_z = height->value;
    status.position.pop_back();
    for (std::size_t i = 0; i < toolhead_.extra_axes().size(); ++i) {
        const std::size_t axis = motion::extruder_axis + i;
        const std::string name = toolhead_.extra_axes()[i]->name();
        status.position.push_back(toolhead_.position()[axis].value);
        if (!name.empty()) status.extra_axes[name] = static_cast<int>(axis);
    }
    return status;
}

void ToolheadModule::describe(printer::Description<ToolheadModule>& module) {
    module.section("printer").status_name("toolhead").doc("The machine as a whole.");
    module.option<&Config::max_velocity>("Greatest speed of the head.")
        .required()
        .above(base::Speed{0.0})
        .at_most(base::Speed{most});
    module.option<&Config::max_accel>("Greatest acceleration of the head.")
        .required()
        .above(base::Accel{0.0})
        .at_most(base::Accel{most});
    module
        .option<&Config::minimum_cruise_ratio>(
            "Share of a move that should be spent at its cruise speed.")
        .at_least(0.0)
        .below(1.0);
    module.option<&Config::square_corner_velocity>("Speed at which a 90 degree corner is taken.")
        .at_least(base::Speed{0.0})
        .at_most(base::Speed{most});
    module
        .option<&Config::max_jerk>(
            "Greatest change of acceleration in a second; 0 for no limit, as in Klipper.")
        .at_least(base::Jerk{0.0});
    module.option<&Config::kinematics>("Kind of machine.")
        .required()
        .choices(AllKinematics::names());
    AllKinematics::describe(module);
    describe_commands(module);
    describe_status(module);
}

void ToolheadModule::describe_commands(printer::Description<ToolheadModule>& module) {
    module.command<&ToolheadModule::dwell>("G4", "Pauses.")
        .parameter<&Dwell::p>("Milliseconds.")
        .at_least(0.0);
    module.command<&ToolheadModule::wait_moves>("M400", "Waits until all moves are made.");
    auto limit = module.command<&ToolheadModule::set_velocity_limit>("SET_VELOCITY_LIMIT",
                                                                     "Set printer velocity limits");
    limit.parameter<&VelocityLimit::velocity>("Greatest speed.")
        .above(base::Speed{0.0})
        .at_most(base::Speed{most});
    limit.parameter<&VelocityLimit::accel>("Greatest acceleration.")
        .above(base::Accel{0.0})
        .at_most(base::Accel{most});
    limit.parameter<&VelocityLimit::square_corner_velocity>("Speed in a 90 degree corner.")
        .at_least(base::Speed{0.0})
        .at_most(base::Speed{most});
    limit.parameter<&VelocityLimit::minimum_cruise_ratio>("Share of cruising in each move.")
        .at_least(0.0)
        .below(1.0);
    limit.parameter<&VelocityLimit::max_jerk>("Greatest jerk; 0 for no limit.")
        .at_least(base::Jerk{0.0});
    module.command<&ToolheadModule::set_acceleration>("M204", "Sets the greatest acceleration.")
        .word("S", "Acceleration for everything.")
        .word("P", "Acceleration when printing; counts only together with T.")
        .word("T", "Acceleration of travel moves; the lesser of both is used.");
}

void ToolheadModule::describe_status(printer::Description<ToolheadModule>& module) {
    module.status<&Status::print_time>("End of all planned motion, in seconds of print time.");
    module.status<&Status::stalls>("How often a print had to wait for moves.");
    module.status<&Status::estimated_print_time>("The present moment, in seconds of print time.");
    module.status<&Status::extruder>("Name of the active extruder.");
    module.status<&Status::position>("Where all queued moves lead: x, y, z, e.").coordinate();
    module.status<&Status::max_velocity>("Greatest speed.");
    module.status<&Status::max_accel>("Greatest acceleration.");
    module.status<&Status::minimum_cruise_ratio>("Share of cruising in each move.");
    module.status<&Status::square_corner_velocity>("Speed in a 90 degree corner.");
    module.status<&Status::extra_axes>("Index in the position, by name of the extra axis.");
    module.status<&Status::homed_axes>("Letters of the axes that are homed.");
    module.status<&Status::axis_minimum>("Least position of each axis.").coordinate();
    module.status<&Status::axis_maximum>("Greatest position of each axis.").coordinate();
    module.status<&Status::max_jerk>("Greatest jerk; 0 for no limit.");
    module.status<&Status::cone_start_z>(
        "Height above which a delta keeps closer to its middle; nothing on other machines.");
}

}  // namespace escapement::modules
