// What every motor that pushes filament has: pressure advance, and an extruder that it follows.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/filament_motor.hpp"
#include "printer/stepper_config.hpp"

namespace escapement::modules {

class Extruder;

struct FilamentDriveConfig : printer::StepperConfig {
    double pressure_advance = 0.0;
    base::Seconds pressure_advance_smooth_time{0.040};
};

struct FilamentDriveStatus {
    double pressure_advance = 0.0;
    double smooth_time = 0.0;
    base::Value motion_queue;
};

// A base of the modules that are such a motor.  Belongs to the main thread.
class FilamentDrive {
  public:
    struct SetPressureAdvance {
        std::optional<std::string> extruder;
        std::optional<double> advance;
        std::optional<base::Seconds> smooth_time;
    };
    struct SetRotationDistance {
        std::optional<base::Length> distance;
    };
    struct SyncMotion {
        std::string motion_queue;
    };

    explicit FilamentDrive(printer::Context& context) : context_(context) {}
    FilamentDrive(const FilamentDrive&) = delete;
    FilamentDrive& operator=(const FilamentDrive&) = delete;

    // Its motor, or nullptr if it has none.
    printer::Stepper* stepper() { return motor_ ? &motor_->stepper() : nullptr; }

    void set_pressure_advance(const SetPressureAdvance& request);
    void set_rotation_distance(const SetRotationDistance& request);
    void sync_motion(const SyncMotion& request);

  protected:
    ~FilamentDrive() = default;
    void add_motor(const FilamentDriveConfig& config);
    printer::FilamentMotor* motor() { return motor_.get(); }
    // Follows an extruder from its present position on, or nothing if the name is empty.
    // Everything must have been flushed.  Throws CommandError if there is no such extruder.
    void follow(const std::string& extruder);
    void fill(FilamentDriveStatus& status) const;

  private:
    printer::FilamentMotor& required_motor();
    FilamentDrive& chosen(const SetPressureAdvance& request);
    FilamentDrive& active() const;

    printer::Context& context_;
    std::unique_ptr<printer::FilamentMotor> motor_;
    std::string name_;
    base::Length rotation_distance_;  // below zero: turned round
    double steps_per_rotation_ = 0.0;
    std::optional<std::string> motion_queue_;  // as SYNC_EXTRUDER_MOTION has set it
};

template <class Module>
concept ModuleThatPushes = std::derived_from<Module, FilamentDrive> &&
    std::derived_from<typename Module::Config, FilamentDriveConfig> &&
    std::derived_from<typename Module::Status, FilamentDriveStatus>;

template <ModuleThatPushes Module>
void describe_pressure_advance(printer::Description<Module>& module) {
    using Config = FilamentDriveConfig;
    using Request = FilamentDrive::SetPressureAdvance;
    module
        .template option<&Config::pressure_advance>(
            "Filament pushed ahead for each mm/s of its speed, in mm.")
        .at_least(0.0);
    module
        .template option<&Config::pressure_advance_smooth_time>(
            "Time over which pressure advance is averaged.")
        .above(base::Seconds{0.0})
        .at_most(base::Seconds{0.200});
    auto set = module.template command<&FilamentDrive::set_pressure_advance>(
        "SET_PRESSURE_ADVANCE", "Set pressure advance parameters");
    set.chosen_by("EXTRUDER").or_not();
    set.template parameter<&Request::extruder>("Which motor; the active extruder's if not given.");
    set.template parameter<&Request::advance>("Filament pushed ahead for each mm/s, in mm.")
        .at_least(0.0);
    set.template parameter<&Request::smooth_time>("Time over which that is averaged.")
        .at_least(base::Seconds{0.0})
        .at_most(base::Seconds{0.200});
}

template <ModuleThatPushes Module>
void describe_filament_drive(printer::Description<Module>& module) {
    describe_pressure_advance(module);
    module
        .template command<&FilamentDrive::set_rotation_distance>("SET_EXTRUDER_ROTATION_DISTANCE",
                                                                 "Set extruder rotation distance")
        .chosen_by("EXTRUDER")
        .template parameter<&FilamentDrive::SetRotationDistance::distance>(
            "Filament for one turn; below zero to turn the other way.");
    module
        .template command<&FilamentDrive::sync_motion>("SYNC_EXTRUDER_MOTION",
                                                       "Set extruder stepper motion queue")
        .chosen_by("EXTRUDER")
        .template parameter<&FilamentDrive::SyncMotion::motion_queue>(
            "The extruder whose moves it follows; empty for none.")
        .required();
    using Status = FilamentDriveStatus;
    module.template status<&Status::pressure_advance>("Filament pushed ahead for each mm/s.");
    module.template status<&Status::smooth_time>("Time over which that is averaged.");
    module.template status<&Status::motion_queue>(
        "The extruder that SYNC_EXTRUDER_MOTION named; null if it has not been used.");
}

}  // namespace escapement::modules
