// The options that every stepper motor has, whatever section they stand in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"
#include "printer/stepper.hpp"

namespace escapement::printer {

// Turns of the motor for one turn of the axis, as written: pairs of numbers.
struct GearRatio {
    std::string text;
};
// The pairs as lists of two; nothing of what cannot be read.
base::Value to_value(const GearRatio& ratio);

struct StepperConfig {
    SectionName section;
    PinName step_pin;
    PinName dir_pin;
    std::optional<PinName> enable_pin;
    base::Length rotation_distance;
    int microsteps = 0;
    int full_steps_per_rotation = 200;
    GearRatio gear_ratio;
    std::optional<base::Seconds> step_pulse_duration;
};

// Throws ConfigError when the numbers make no step.
base::Length step_distance(const StepperConfig& config);

// Complains about numbers that make no step, and pins that do not belong together.
void check_stepper(const StepperConfig& config, Complaints& complaints);

// Claims the pins and makes the stepper on their microcontroller.  Throws ConfigError.
std::unique_ptr<Stepper> make_stepper(const StepperConfig& config, Context& context);

// Motors of all sections may share an enable pin.
inline std::string enable_share(const SectionName&) {
    return "stepper_enable";
}

template <class Module>
concept ModuleWithStepper = std::derived_from<typename Module::Config, StepperConfig>;

// Whether a section of this kind must have a motor.  One of any axis may turn what is measured in
// angles, and has no rotation_distance then.
enum class Motor { required, of_any_axis, optional };

template <ModuleWithStepper Module>
void describe_stepper_pins(Description<Module>& module, Motor motor) {
    auto step = module.template option<&StepperConfig::step_pin>("Output that makes a step.");
    step.output();
    if (motor != Motor::optional) step.required();
    auto dir = module.template option<&StepperConfig::dir_pin>("Output that says which way.");
    dir.output();
    if (motor != Motor::optional) dir.required();
    module.template option<&StepperConfig::enable_pin>("Output that powers the motor.")
        .output()
        .shared(enable_share);
    module
        .template option<&StepperConfig::step_pulse_duration>(
            "Least time between the two edges of a step.")
        .at_least(base::Seconds{0.0})
        .at_most(base::Seconds{0.001});
}

template <ModuleWithStepper Module>
void describe_stepper(Description<Module>& module, Motor motor) {
    describe_stepper_pins(module, motor);
    auto distance = module.template option<&StepperConfig::rotation_distance>(
        "How far one turn of the axis takes the carriage.");
    distance.above(base::Length{0.0});
    if (motor == Motor::required) distance.required();
    auto microsteps =
        module.template option<&StepperConfig::microsteps>("Steps for each full step.");
    microsteps.at_least(1);
    if (motor != Motor::optional) microsteps.required();
    module
        .template option<&StepperConfig::full_steps_per_rotation>(
            "Full steps for one turn of the motor.")
        .at_least(1);
    module.template option<&StepperConfig::gear_ratio>(
        "Turns of the motor for one turn of the axis: 80:20, or several such pairs.");
}

}  // namespace escapement::printer

namespace escapement::base {

template <>
struct Text<printer::GearRatio> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "string";
    static std::optional<printer::GearRatio> parse(std::string_view text) {
        return printer::GearRatio{std::string(trim(text))};
    }
    static std::string print(const printer::GearRatio& value) { return value.text; }
};

}  // namespace escapement::base
