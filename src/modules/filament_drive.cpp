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
using printer::PressureAdvance;
using Model = PressureAdvance::Model;

Model model_called(const std::string& name) {
    if (name == "tanh") return Model::tanh;
    return name == "recipr" ? Model::reciprocal : Model::linear;
}

const char* model_name(Model model) {
    if (model == Model::tanh) return "tanh";
    return model == Model::reciprocal ? "recipr" : "linear";
}

PressureAdvance configured(const FilamentDriveConfig& config) {
    const Model model = model_called(config.pressure_advance_model);
    return {.model = model,
            .advance = model == Model::linear ? config.pressure_advance : config.linear_advance,
            .smooth_time = config.pressure_advance_smooth_time,
            .offset = config.nonlinear_offset,
            .velocity = config.linearization_velocity,
            .time_offset = config.pressure_advance_time_offset};
}

PressureAdvance changed(PressureAdvance wanted, const FilamentDrive::SetPressureAdvance& request) {
    if (request.model && *request.model != model_name(wanted.model)) {
        wanted.model = model_called(*request.model);
        wanted.advance = wanted.offset = wanted.velocity = 0.0;
    }
    wanted.advance = request.advance.value_or(wanted.advance);
    wanted.smooth_time = request.smooth_time.value_or(wanted.smooth_time);
    wanted.offset = request.offset.value_or(wanted.offset);
    wanted.velocity = request.velocity.value_or(wanted.velocity);
    wanted.time_offset = request.time_offset.value_or(wanted.time_offset);
    if (!wanted.is_linear() && wanted.offset > 0.0 && !(wanted.velocity > 0.0))
        throw CommandError("VELOCITY must be set to a positive value when OFFSET is non-zero");
    return wanted;
}

std::string described(const PressureAdvance& advance) {
    char text[300];
    if (advance.is_linear()) {
        std::snprintf(text,
                      sizeof text,
                      "pressure_advance: %.6f\npressure_advance_smooth_time: %.6f",
                      advance.advance,
                      advance.smooth_time.count());
        return text;
    }
    std::snprintf(text,
                  sizeof text,
                  "pressure_advance_model: %s\nlinear_advance: %.6f\nnonlinear_offset: %.6f\n"
                  "linearization_velocity: %.6f\npressure_advance_smooth_time: %.6f\n"
                  "pressure_advance_time_offset: %.6f",
                  model_name(advance.model),
                  advance.advance,
                  advance.offset,
                  advance.velocity,
                  advance.smooth_time.count(),
                  advance.time_offset.count());
    return text;
}

}  // namespace

void FilamentDrive::check_pressure_advance(const FilamentDriveConfig& config,
                                           printer::Complaints& complaints) {
    if (config.pressure_advance_model != "linear" && config.nonlinear_offset > 0.0 &&
        !(config.linearization_velocity > 0.0))
        complaints.add("linearization_velocity", "must be above 0 with a nonlinear_offset");
}

void FilamentDrive::add_motor(const FilamentDriveConfig& config) {
    name_ = config.section.title;
    motor_ = std::make_unique<printer::FilamentMotor>(printer::make_stepper(config, context_),
                                                      context_.modules.the<MotionQueuing>().queue(),
                                                      configured(config));
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
    const PressureAdvance wanted = changed(motor.pressure_advance(), request);
    motor.set_pressure_advance(wanted, context_.modules.the<ToolheadModule>().toolhead());
    context_.console.info(described(wanted));
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
    const PressureAdvance& advance = motor_->pressure_advance();
    (advance.is_linear() ? status.pressure_advance : status.linear_advance) = advance.advance;
    status.smooth_time = advance.smooth_time.count();
    status.pressure_advance_model = model_name(advance.model);
    status.nonlinear_offset = advance.offset;
    status.linearization_velocity = advance.velocity;
    status.time_offset = advance.time_offset.count();
    if (motion_queue_) status.motion_queue = *motion_queue_;
}

}  // namespace escapement::modules
