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
    // As Kalico has them.
    std::string pressure_advance_model = "linear";
    double linear_advance = 0.0;
    double nonlinear_offset = 0.0;
    double linearization_velocity = 0.0;
    base::Seconds pressure_advance_time_offset{0.0};
    bool per_move_pressure_advance = false;
};

struct FilamentDriveStatus {
    double pressure_advance = 0.0;
    double smooth_time = 0.0;
    base::Value motion_queue;
    std::string pressure_advance_model;
    double linear_advance = 0.0;
    double nonlinear_offset = 0.0;
    double linearization_velocity = 0.0;
    double time_offset = 0.0;
};

// A base of the modules that are such a motor.  Belongs to the main thread.
class FilamentDrive {
  public:
    struct SetPressureAdvance {
        std::optional<std::string> extruder;
        std::optional<double> advance;
        std::optional<base::Seconds> smooth_time;
        std::optional<std::string> model;
        std::optional<double> offset, velocity;
        std::optional<base::Seconds> time_offset;
    };
    struct SetRotationDistance {
        std::optional<base::Length> distance;
    };
    struct SyncMotion {
        std::string motion_queue;
    };

    // Millimetres for each mm/s, or millimetres: a hundred times what any printer needs, and as
    // much as can be stepped in a reasonable time.
    static constexpr double most_advance = 100.0;

    explicit FilamentDrive(printer::Context& context) : context_(context) {}
    FilamentDrive(const FilamentDrive&) = delete;
    FilamentDrive& operator=(const FilamentDrive&) = delete;

    // What EXTRUDER calls its motor.
    const std::string& title() const { return name_; }
    // Filament for one turn; below zero for a motor that turns the other way.
    base::Length rotation_distance() const { return rotation_distance_; }
    // The extruder that it was told to follow; empty for none or its own.
    std::string motion_queue() const { return motion_queue_.value_or(""); }
    // Its motor, or nullptr if it has none.
    printer::Stepper* stepper() { return motor_ ? &motor_->stepper() : nullptr; }

    void set_pressure_advance(const SetPressureAdvance& request);
    void set_rotation_distance(const SetRotationDistance& request);
    void sync_motion(const SyncMotion& request);

  protected:
    ~FilamentDrive() = default;
    static void check_pressure_advance(const FilamentDriveConfig& config,
                                       printer::Complaints& complaints);
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
void describe_pressure_models(printer::Description<Module>& module) {
    using Config = FilamentDriveConfig;
    module.template option<&Config::pressure_advance_model>("How pressure depends on speed.")
        .choices({"linear", "tanh", "recipr"});
    module
        .template option<&Config::linear_advance>(
            "Of tanh and recipr: filament pushed ahead for each mm/s, in mm.")
        .at_least(0.0)
        .at_most(FilamentDrive::most_advance);
    module
        .template option<&Config::nonlinear_offset>(
            "Of tanh and recipr: filament pushed ahead besides at high speeds, in mm.")
        .at_least(0.0)
        .at_most(FilamentDrive::most_advance);
    module
        .template option<&Config::linearization_velocity>(
            "Of tanh and recipr: speed where high speeds begin, in mm/s.")
        .at_least(0.0);
    module
        .template option<&Config::pressure_advance_time_offset>(
            "How much earlier the motor does it all.")
        .at_least(base::Seconds{-0.2})
        .at_most(base::Seconds{0.2});
    module.template option<&Config::per_move_pressure_advance>(
        "Without effect: the advance is always that of each move.");
}

template <ModuleThatPushes Module>
void describe_pressure_advance(printer::Description<Module>& module) {
    using Config = FilamentDriveConfig;
    using Request = FilamentDrive::SetPressureAdvance;
    module
        .template option<&Config::pressure_advance>(
            "Filament pushed ahead for each mm/s of its speed, in mm.")
        .at_least(0.0)
        .at_most(FilamentDrive::most_advance);
    module
        .template option<&Config::pressure_advance_smooth_time>(
            "Time over which pressure advance is averaged.")
        .above(base::Seconds{0.0})
        .at_most(base::Seconds{0.200});
    describe_pressure_models(module);
    auto set = module.template command<&FilamentDrive::set_pressure_advance>(
        "SET_PRESSURE_ADVANCE", "Set pressure advance parameters");
    set.chosen_by("EXTRUDER").or_not();
    set.template parameter<&Request::extruder>("Which motor; the active extruder's if not given.");
    set.template parameter<&Request::advance>("Filament pushed ahead for each mm/s, in mm.")
        .at_least(0.0)
        .at_most(FilamentDrive::most_advance);
    set.template parameter<&Request::smooth_time>("Time over which that is averaged.")
        .at_least(base::Seconds{0.0})
        .at_most(base::Seconds{0.200});
    set.template parameter<&Request::model>("linear, tanh or recipr; a new one begins at zero.")
        .choices({"linear", "tanh", "recipr"});
    set.template parameter<&Request::offset>("Of tanh and recipr: mm more at high speeds.")
        .at_least(0.0)
        .at_most(FilamentDrive::most_advance);
    set.template parameter<&Request::velocity>("Of tanh and recipr: mm/s where those begin.")
        .at_least(0.0);
    set.template parameter<&Request::time_offset>("How much earlier the motor does it all.")
        .at_least(base::Seconds{-0.2})
        .at_most(base::Seconds{0.2});
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
    module.template status<&Status::pressure_advance_model>("linear, tanh or recipr.");
    module.template status<&Status::linear_advance>("Of tanh and recipr: mm for each mm/s.");
    module.template status<&Status::nonlinear_offset>("Of tanh and recipr: mm besides.");
    module.template status<&Status::linearization_velocity>("Where those begin, mm/s.");
    module.template status<&Status::time_offset>("How much earlier the motor does it all.");
}

}  // namespace escapement::modules
