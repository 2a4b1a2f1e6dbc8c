// From options to a motor on a microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/stepper_config.hpp"

#include "config/values.hpp"
#include "mcu/mcu.hpp"
#include "mcu/stepper_out.hpp"
#include "printer/errors.hpp"
#include "printer/mcu_step_output.hpp"
#include "printer/pin_spec.hpp"
#include "printer/pins.hpp"

namespace escapement::printer {

namespace {

ConfigError dir_elsewhere(const SectionName& section,
                          const std::string& step_mcu,
                          const std::string& dir_mcu) {
    return section.error("dir_pin",
                         "Stepper dir pin must be on same mcu as step pin '" + step_mcu +
                             "' (is on '" + dir_mcu + "')");
}

// Both can be read: they have been claimed.
void check_pins(const StepperConfig& config) {
    const auto step = config::parse_pin(config.step_pin.text, config::output_prefixes);
    const auto dir = config::parse_pin(config.dir_pin.text, config::output_prefixes);
    if (step && dir && step->chip != dir->chip)
        throw dir_elsewhere(config.section, step->chip, dir->chip);
}

}  // namespace

base::Value to_value(const GearRatio& ratio) {
    base::Value::List pairs;
    for (const auto& part : config::split_list(ratio.text))
        if (const auto teeth = config::parse_numbers(part, ':'); teeth && !teeth->empty())
            pairs.push_back(to_value(*teeth));
    return pairs;
}

base::Length step_distance(const StepperConfig& config) {
    // Motors with another number are not made; it is a typing error.
    if (config.full_steps_per_rotation % 4 != 0)
        throw config.section.error(
            "full_steps_per_rotation",
            "must be a multiple of 4 (is " + std::to_string(config.full_steps_per_rotation) + ")");
    const auto gearing = config::parse_gear_ratio(config.gear_ratio.text);
    if (!gearing) throw config.section.error("gear_ratio", gearing.error().what);
    const double steps = 1.0 * config.full_steps_per_rotation * config.microsteps * *gearing;
    const base::Length distance = config.rotation_distance / steps;
    if (distance < least_step_distance)
        throw config.section.error(
            "rotation_distance",
            "makes steps of " + base::print_number(distance.value) +
                " mm, finer than any machine; check it with microsteps and gear_ratio");
    return distance;
}

void check_stepper(const StepperConfig& config, Complaints& complaints) {
    complaints.attempt({"rotation_distance", "microsteps", "full_steps_per_rotation", "gear_ratio"},
                       [&] { step_distance(config); });
    complaints.attempt({"step_pin", "dir_pin"}, [&] { check_pins(config); });
}

std::unique_ptr<Stepper> make_stepper(const StepperConfig& config, Context& context) {
    const SectionName& section = config.section;
    const auto distance = step_distance(config);
    const auto step = context.pins.claim(
        config.step_pin, {.section = section, .option = "step_pin"}, config::output_prefixes);
    const auto dir = context.pins.claim(
        config.dir_pin, {.section = section, .option = "dir_pin"}, config::output_prefixes);
    if (&step.mcu != &dir.mcu) throw dir_elsewhere(section, step.mcu.name(), dir.mcu.name());
    auto device = mcu::StepperOut::make(step.mcu,
                                        {.step_pin = pin_spec(step.pin),
                                         .dir_pin = pin_spec(dir.pin),
                                         .step_pulse = config.step_pulse_duration});
    if (!device) throw section.error("", device.error().what);
    return std::make_unique<Stepper>(
        Stepper::Settings{.name = section.full, .step_distance = distance},
        std::make_unique<McuStepOutput>(std::move(*device)));
}

}  // namespace escapement::printer
