// Options of a motor that is no straight axis, as far as its kinematics has a use for them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/curved_stepper_section.hpp"

#include <algorithm>
#include <numbers>
#include <span>
#include <utility>

#include "config/expression.hpp"
#include "modules/kinematics_list.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/stepper_enable.hpp"
#include "modules/stepper_section.hpp"
#include "printer/rail_description.hpp"

namespace escapement::modules {
namespace {

using printer::Complaints;
using printer::MotorRule;

constexpr std::string_view rail_options[] = {"endstop_pin",
                                             "position_endstop",
                                             "homing_speed",
                                             "second_homing_speed",
                                             "homing_retract_speed",
                                             "homing_retract_dist",
                                             "homing_positive_dir"};
constexpr std::string_view range_options[] = {"position_min", "position_max"};
constexpr std::string_view geometry_options[] = {"arm_length",
                                                 "arm_x_length",
                                                 "upper_arm_length",
                                                 "lower_arm_length",
                                                 "angle",
                                                 "anchor_x",
                                                 "anchor_y",
                                                 "anchor_z"};

std::string plain_rail_name(const std::string& section) {
    return section.substr(0, section.find_last_not_of("0123456789") + 1);
}

// The rule for a motor of [printer]'s kinematics; nothing where that has no such motor.
std::optional<MotorRule> rule_for(const std::string& rail, const config::Document& config) {
    return AllKinematics::motor_rule(kinematics_of(config), rail);
}

void refuse(std::span<const std::string_view> options, Complaints& complaints) {
    for (const auto option : options)
        if (complaints.section().gives(option))
            complaints.add(option, "is no option of this motor; remove it");
}

void check_geometry(const MotorRule& rule, Complaints& complaints) {
    for (const auto option : geometry_options)
        if (std::find(rule.options.begin(), rule.options.end(), option) == rule.options.end())
            refuse({&option, 1}, complaints);
    for (const auto option : rule.required) complaints.require(option);
}

void check_motor(CurvedStepperSection::Config config,
                 const MotorRule& rule,
                 Complaints& complaints) {
    if (rule.turns) {
        constexpr std::string_view distance[] = {"rotation_distance"};
        refuse(distance, complaints);
        complaints.require("gear_ratio", "; one turn of the axis is 360 degrees");
        config.rotation_distance = base::Length{2.0 * std::numbers::pi};
    } else {
        complaints.require("rotation_distance");
    }
    printer::check_stepper(config, complaints);
}

void check_endstop(const CurvedStepperSection::Config& config,
                   const MotorRule& rule,
                   Complaints& complaints) {
    if (!rule.endstop) {
        refuse(rail_options, complaints);
        refuse(range_options, complaints);
    } else if (rule.range) {
        printer::check_rail(config, complaints);
    } else {
        refuse(range_options, complaints);
        complaints.require("endstop_pin");
        if (rule.like.empty()) complaints.require("position_endstop");
        if (config.position_endstop && *config.position_endstop < base::Length{})
            complaints.add("position_endstop", "must be at least 0");
    }
}

void check_further(const std::string& rail, const MotorRule& rule, Complaints& complaints) {
    if (!rule.several)
        complaints.add("", "is no part of this machine: there is one motor only, [" + rail + "]");
    else
        check_further_motor(rail, complaints);
    refuse(geometry_options, complaints);
}

template <class T>
void take(std::optional<T>& value, const config::Section& like, std::string_view option) {
    const config::Option* given = value ? nullptr : like.find(option);
    if (!given) return;
    if (const auto number = config::compute_number(given->value)) value = T{*number};
}

void take_from(const config::Section& like, CurvedStepperSection::Config& config) {
    take(config.position_endstop, like, "position_endstop");
    take(config.arm_length, like, "arm_length");
    take(config.arm_x_length, like, "arm_x_length");
    take(config.upper_arm_length, like, "upper_arm_length");
    take(config.lower_arm_length, like, "lower_arm_length");
}

void add_all(std::span<const std::string_view> options, std::vector<std::string>& list) {
    list.insert(list.end(), options.begin(), options.end());
}

}  // namespace

void complete_settings(CurvedStepperSection::Config& config, const Complaints& complaints) {
    const auto rule = rule_for(config.section.full, complaints.config());
    if (!rule || !rule->endstop) return;
    if (const auto* like = complaints.config().find(rule->like)) take_from(*like, config);
    if (!config.angle) config.angle = rule->usual_angle;
    if (rule->range) return printer::complete_settings(config, complaints);
    config.second_homing_speed = config.second_homing_speed.value_or(config.homing_speed / 2.0);
    config.homing_retract_speed = config.homing_retract_speed.value_or(config.homing_speed);
    config.homing_positive_dir = config.homing_positive_dir.value_or(true);
}

std::vector<std::string> unused_options(const CurvedStepperSection::Config& config,
                                        const Complaints& complaints) {
    const auto rule = rule_for(config.section.full, complaints.config());
    std::vector<std::string> unused;
    if (!rule || !rule->endstop) add_all(rail_options, unused);
    if (!rule || !rule->range) add_all(range_options, unused);
    return unused;
}

void CurvedStepperSection::describe(printer::Description<CurvedStepperSection>& module) {
    for (const char* part : {"bed", "arm", "left", "right"})
        module.section(std::string("stepper_") + part);
    for (char letter = 'a'; letter <= 'w'; ++letter)
        module.section(std::string("stepper_") + letter);
    module.numbered().doc("A motor of a machine without straight axes, and its endstop.");
    printer::describe_stepper(module, printer::Motor::of_any_axis);
    printer::describe_rail(module, endstop_share);
    const base::Length none{0.0};
    module.option<&Config::arm_length>("Length of the arm down to the nozzle.").above(none);
    module.option<&Config::arm_x_length>("Part of x that the arm covers when the nozzle is at 0.")
        .above(none);
    module.option<&Config::upper_arm_length>("From the shoulder to the elbow.").above(none);
    module.option<&Config::lower_arm_length>("From the elbow to the nozzle.").above(none);
    module.option<&Config::angle>("Where the tower or shoulder stands, in degrees from the x axis.")
        .unit("deg");
    module.option<&Config::anchor_x>("Where the cable is held: x.");
    module.option<&Config::anchor_y>("Where the cable is held: y.");
    module.option<&Config::anchor_z>("Where the cable is held: z.");
}

void CurvedStepperSection::check(const Config& config, Complaints& complaints) {
    const auto& section = config.section;
    const auto rail = plain_rail_name(section.full);
    const auto rule = rule_for(rail, complaints.config());
    if (!rule) {
        complaints.add("", "is no part of this machine: remove it, or change [printer] kinematics");
        return;
    }
    if (!rule->after.empty() && !complaints.config().find(rule->after))
        complaints.add("", "is no part of this machine without [" + rule->after + "]");
    check_motor(config, *rule, complaints);
    if (rail != section.full) return check_further(rail, *rule, complaints);
    check_geometry(*rule, complaints);
    check_endstop(config, *rule, complaints);
}

CurvedStepperSection::CurvedStepperSection(Config config, printer::Context& context)
    : config_(std::move(config)), context_(context) {
    const auto rule = rule_for(plain_rail_name(config_.section.full), context.config);
    if (rule && rule->turns) config_.rotation_distance = base::Length{2.0 * std::numbers::pi};
    stepper_ = printer::make_stepper(config_, context);
    context.modules.the<StepperEnable>().add(*stepper_, config_.enable_pin, config_.section);
    // Last: what fails before is not destroyed, so that nobody would take the motor out again.
    context.modules.the<MotionQueuing>().queue().add(*stepper_);
}

CurvedStepperSection::~CurvedStepperSection() {
    context_.modules.the<MotionQueuing>().queue().remove(*stepper_);
}

}  // namespace escapement::modules
