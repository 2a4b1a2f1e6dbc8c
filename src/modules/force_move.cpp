// FORCE_MOVE, STEPPER_BUZZ and SET_KINEMATIC_POSITION.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/force_move.hpp"

#include <algorithm>

#include "modules/stepper_enable.hpp"
#include "modules/toolhead.hpp"
#include "motion/blend_path.hpp"
#include "motion/solo_move.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using base::Length;
using base::Seconds;
using base::Speed;

constexpr Length buzz_distance{1.0};
constexpr Speed buzz_speed{4.0};
constexpr int buzzes = 10;
constexpr Seconds buzz_turn{0.050}, buzz_rest{0.450};
constexpr Seconds longest_force{24.0 * 3600.0};

// The axes whose letters are in the text.
printer::AxisSet axes_in(const std::string& text) {
    printer::AxisSet axes;
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        axes[axis] = base::lower_case(text).find(printer::axis_letters[axis]) != std::string::npos;
    return axes;
}

}  // namespace

ForceMove::ForceMove(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      segments_(context.modules.the<ToolheadModule>().motion().new_segment_queue()) {}

// The motor follows other segments for a while; afterwards the machine takes it to be where it was.
void ForceMove::move(printer::Stepper& stepper, Length distance, const Force& pace) {
    auto& machine = context_.modules.the<ToolheadModule>();
    auto& toolhead = machine.toolhead();
    toolhead.flush();
    const auto start = toolhead.last_move_time();
    const auto segment =
        motion::solo_segment(start, {Length{}, distance, pace.velocity, pace.accel});
    if (segment.duration() > longest_force)
        throw printer::CommandError(
            "Move would take more than a day; VELOCITY or ACCEL is too low");
    const Length before = stepper.commanded_position();
    auto path =
        stepper.follow(motion::blend_path(motion::filament, segments_, segments_.end_sequence()));
    stepper.set_commanded_position({});
    if (segment.duration() > Seconds{}) segments_.append(segment);
    machine.motion().note_steps(segment.end());
    toolhead.dwell(segment.duration());
    toolhead.flush();
    stepper.follow(std::move(path));
    stepper.set_commanded_position(before);
}

runtime::Task<> ForceMove::buzz(const Buzz& request) {
    auto& power = context_.modules.the<StepperEnable>();
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    auto& stepper = power.stepper(request.stepper);
    const bool was_off = power.set_power({&stepper}, true);
    const Force pace{.velocity = buzz_speed};
    const auto leave_as_it_was = [&] {
        if (was_off) power.set_power({&stepper}, false);
    };
    try {
        for (int i = 0; i < buzzes; ++i) {
            move(stepper, buzz_distance, pace);
            toolhead.dwell(buzz_turn);
            move(stepper, -1.0 * buzz_distance, pace);
            toolhead.dwell(buzz_rest);
            if (toolhead.full()) co_await toolhead.wait_for_room();
        }
    } catch (const printer::Interrupted&) {
        leave_as_it_was();
        throw;
    }
    leave_as_it_was();
}

bool ForceMove::allowed(const std::string& command) const {
    if (!config_.enable_force_move)
        context_.console.info("Unknown command:\"" + command +
                              "\"\nSet enable_force_move: True in [force_move] to use it");
    return config_.enable_force_move;
}

void ForceMove::force_move(const Force& request) {
    if (!allowed("FORCE_MOVE")) return;
    auto& power = context_.modules.the<StepperEnable>();
    auto& stepper = power.stepper(request.stepper);
    power.set_power({&stepper}, true);
    move(stepper, request.distance, request);
}

void ForceMove::set_kinematic_position(const SetPosition& request) {
    if (!allowed("SET_KINEMATIC_POSITION")) return;
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    toolhead.last_move_time();
    auto position = toolhead.position();
    const std::array wanted{request.x, request.y, request.z};
    for (std::size_t axis = 0; axis < wanted.size(); ++axis)
        if (wanted[axis]) position[axis] = Length{*wanted[axis]};
    toolhead.set_position(position, axes_in(request.set_homed));
    const auto& clear = request.clear_homed ? request.clear_homed : request.clear;
    toolhead.kinematics().forget_homing(axes_in(clear.value_or("")));
}

void ForceMove::describe(printer::Description<ForceMove>& module) {
    module.section("force_move").always().doc("Moving a motor by itself.");
    module.option<&Config::enable_force_move>(
        "Whether FORCE_MOVE and SET_KINEMATIC_POSITION may be used.");
    module.command<&ForceMove::buzz>("STEPPER_BUZZ", "Oscillate a given stepper to help id it")
        .parameter<&Buzz::stepper>("Which stepper.")
        .required();
    auto force = module.command<&ForceMove::force_move>(
        "FORCE_MOVE", "Manually move a stepper; invalidates kinematics");
    force.parameter<&Force::stepper>("Which stepper.").required();
    force.parameter<&Force::distance>("How far.").required();
    force.parameter<&Force::velocity>("Speed.").required().above(Speed{0.0});
    force.parameter<&Force::accel>("Acceleration; 0 for none.").at_least(base::Accel{0.0});
    auto set = module.command<&ForceMove::set_kinematic_position>(
        "SET_KINEMATIC_POSITION", "Force a low-level kinematic position");
    set.parameter<&SetPosition::x>("Where the head is; where it is taken to be if not given.");
    set.parameter<&SetPosition::y>("The same.");
    set.parameter<&SetPosition::z>("The same.");
    set.parameter<&SetPosition::set_homed>("Letters of the axes that count as homed then.");
    set.parameter<&SetPosition::clear_homed>("Letters of the axes that do not.");
    set.parameter<&SetPosition::clear>("The same, as it was called before.");
}

}  // namespace escapement::modules
