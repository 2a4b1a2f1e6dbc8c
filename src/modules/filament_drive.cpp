// SET_PRESSURE_ADVANCE, SET_EXTRUDER_ROTATION_DISTANCE and SYNC_EXTRUDER_MOTION.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/filament_drive.hpp"

#include <cstdio>

#include "modules/extruder.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/stepper_enable.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

}  // namespace

void FilamentDrive::add_motor(const FilamentDriveConfig& config) {
    name_ = config.section.title;
    motor_ = std::make_unique<printer::FilamentMotor>(
        printer::make_stepper(config, context_),
        context_.modules.the<MotionQueuing>().queue(),
        printer::PressureAdvance{config.pressure_advance, config.pressure_advance_smooth_time});
    rotation_distance_ = config.rotation_distance;
    steps_per_rotation_ = config.rotation_distance / motor_->stepper().step_distance();
    context_.modules.the<StepperEnable>().add(motor_->stepper(), config.enable_pin, config.section);
}

printer::FilamentMotor& FilamentDrive::required_motor() {
    if (!motor_) throw CommandError("Extruder does not have a stepper");
    return *motor_;
}

FilamentDrive& FilamentDrive::chosen(const SetPressureAdvance& request) {
    return request.extruder ? *this : active();
}

FilamentDrive& FilamentDrive::active() const {
    const auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    auto* extruder = context_.modules.find<Extruder>(toolhead.extruder().name());
    if (!extruder || !extruder->stepper())
        throw CommandError("Active extruder does not have a stepper");
    if (extruder->motor()->followed() != &extruder->segments())
        throw CommandError(
            "Unable to infer active extruder stepper\n"
            "It follows another extruder's moves; name the stepper with EXTRUDER");
    return *extruder;
}

void FilamentDrive::set_pressure_advance(const SetPressureAdvance& request) {
    auto& drive = chosen(request);
    auto& motor = drive.required_motor();
    printer::PressureAdvance wanted = motor.pressure_advance();
    wanted.advance = request.advance.value_or(wanted.advance);
    wanted.smooth_time = request.smooth_time.value_or(wanted.smooth_time);
    motor.set_pressure_advance(wanted, context_.modules.the<ToolheadModule>().toolhead());
    char text[120];
    std::snprintf(text,
                  sizeof text,
                  "pressure_advance: %.6f\npressure_advance_smooth_time: %.6f",
                  wanted.advance,
                  wanted.smooth_time.count());
    context_.console.info(text);
}

void FilamentDrive::set_rotation_distance(const SetRotationDistance& request) {
    auto& motor = required_motor();
    if (request.distance) {
        if (*request.distance == base::Length{})
            throw CommandError("Rotation distance can not be zero");
        context_.modules.the<ToolheadModule>().toolhead().flush();
        motor.set_rotation_distance(*request.distance, steps_per_rotation_);
        rotation_distance_ = *request.distance;
    }
    char number[64];
    std::snprintf(number, sizeof number, "%0.6f", rotation_distance_.value);
    context_.console.info("Extruder '" + name_ + "' rotation distance set to " + number);
}

void FilamentDrive::sync_motion(const SyncMotion& request) {
    required_motor();
    context_.modules.the<ToolheadModule>().toolhead().flush();
    follow(request.motion_queue);
    context_.console.info("Extruder '" + name_ + "' now syncing with '" + request.motion_queue +
                          "'");
}

void FilamentDrive::follow(const std::string& name) {
    if (name.empty()) {
        motor_->follow_nothing();
        motion_queue_.reset();
        return;
    }
    auto* extruder = context_.modules.find<Extruder>(name);
    if (!extruder) throw CommandError("'" + name + "' is not a valid extruder.");
    motor_->follow(extruder->segments(), extruder->position());
    motion_queue_ = name;
}

void FilamentDrive::fill(FilamentDriveStatus& status) const {
    if (!motor_) return;
    status.pressure_advance = motor_->pressure_advance().advance;
    status.smooth_time = motor_->pressure_advance().smooth_time.count();
    if (motion_queue_) status.motion_queue = *motion_queue_;
}

}  // namespace escapement::modules
