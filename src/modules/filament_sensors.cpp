// Switches and encoders that watch filament.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/filament_sensors.hpp"

#include <algorithm>
#include <vector>

#include "base/names.hpp"
#include "modules/extruder.hpp"
#include "modules/extruder_stepper.hpp"
#include "modules/idle_timeout.hpp"
#include "modules/toolhead.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

constexpr base::Seconds between_looks{0.25};

bool is_extruder(const config::Section& section) {
    if (section.type() == "extruder_stepper") return true;
    return section.title().empty() && section.type().starts_with("extruder") &&
           section.find("nozzle_diameter");
}

}  // namespace

void FilamentSwitchSensor::describe(printer::Description<FilamentSwitchSensor>& module) {
    module.section("filament_switch_sensor").named().doc("A switch that filament closes.");
    module.option<&Config::switch_pin>("Input of the switch.").required().input();
    module.option<&Config::debounce_delay>("Time for which a state must last before it counts.")
        .at_least(base::Seconds{0.0});
    describe_filament_runout(module);
}

FilamentSwitchSensor::FilamentSwitchSensor(const Config& config, printer::Context& sensor_context)
    : FilamentRunout(config, sensor_context),
      debounce_(sensor_context.executor, config.debounce_delay, [this](bool closed) {
          note_filament(closed);
      }) {
    sensor_context.pins.watch_buttons(
        {config.switch_pin},
        {config.section, "switch_pin"},
        [this](base::HostTime, unsigned state) { debounce_.note(state != 0); });
}

void FilamentMotionSensor::describe(printer::Description<FilamentMotionSensor>& module) {
    module.section("filament_motion_sensor").named().doc("An encoder that filament turns.");
    module.option<&Config::switch_pin>("Input of the encoder.").required().input();
    module
        .option<&Config::extruder>("The extruder that pushes the filament, or an extruder_stepper.")
        .required();
    module
        .option<&Config::detection_length>(
            "Millimetres of filament within which the encoder has to change.")
        .above(0.0);
    describe_filament_runout(module);
}

void FilamentMotionSensor::check(const Config& config, printer::Complaints& complaints) {
    if (!complaints.none_about({"extruder"})) return;
    std::vector<std::string> known;
    for (const auto& section : complaints.config().sections())
        if (is_extruder(section)) known.push_back(section.name);
    if (std::find(known.begin(), known.end(), config.extruder) == known.end())
        complaints.add("extruder",
                       "Unknown extruder '" + config.extruder + "'" +
                           base::did_you_mean(config.extruder, known));
}

FilamentMotionSensor::FilamentMotionSensor(const Config& config, printer::Context& sensor_context)
    : FilamentRunout(config, sensor_context),
      detection_length_(config.detection_length),
      extruder_(sensor_context.modules.find<Extruder>(config.extruder)),
      further_motor_(sensor_context.modules.find<ExtruderStepper>(config.extruder)),
      timer_(sensor_context.executor, [this] { look(); }),
      ready_(sensor_context.events.ready.connect([this](const auto&) { begin(); })) {
    if (!extruder_ && !further_motor_) throw printer::MissingModule(config.extruder);
    sensor_context.pins.watch_buttons({config.switch_pin},
                                      {config.section, "switch_pin"},
                                      [this](base::HostTime, unsigned) { moved(); });
}

// By now, not by what is planned.
double FilamentMotionSensor::pushed_so_far() const {
    const auto now = context().modules.the<ToolheadModule>().toolhead().estimated_print_time();
    if (further_motor_) {
        const printer::Stepper& motor = *further_motor_->stepper();
        return motor.commanded_position_of(motor.mcu_position_at(now)).value;
    }
    const auto position = extruder_->segments().position_at(now);
    return position ? position->x.value : 0.0;
}

void FilamentMotionSensor::begin() {
    if (context().offline) return;
    empty_at_ = pushed_so_far() + detection_length_;
    timer_.set_after(between_looks);
}

void FilamentMotionSensor::moved() {
    if (!empty_at_) return;
    empty_at_ = pushed_so_far() + detection_length_;
    note_filament(true);
}

void FilamentMotionSensor::look() {
    if (context().modules.the<IdleTimeout>().is_printing())
        note_filament(pushed_so_far() < *empty_at_);
    timer_.set_after(between_looks);
}

}  // namespace escapement::modules
