// Merging the steps of all motors with samples of the path.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace.hpp"

#include <algorithm>

namespace escapement::app {

void Trace::begin(printer::Toolhead& toolhead) {
    toolhead_ = &toolhead;
    path_.emplace(toolhead.segments());
    shapers_ = toolhead.trajectory().shapers();
}

void Trace::add(const std::string& stepper, StepProbe& probe) {
    probe.record(window_);
    motors_.push_back({.name = stepper, .probe = &probe, .steps = {}, .position = {}});
}

void Trace::planned(base::PrintTime start, const motion::Move& move) {
    if (move.displacement(motion::extruder_axis) == base::Length{}) return;
    motion::append_extra_axis_move(filament_, start, move, motion::extruder_axis);
}

void Trace::settle(double until) {
    if (!begun_) {
        std::vector<std::string> names;
        for (const Motor& motor : motors_) names.push_back(motor.name);
        sink_.begin(names);
        begun_ = true;
    }
    take_steps();
    while (Motor* motor = earliest()) {
        const StepProbe::Step& step = motor->steps[motor->next++];
        sample_until(step.time);
        motor->position = step.position;
        sink_.step(static_cast<std::size_t>(motor - motors_.data()), step);
    }
    sample_until(std::min(until, window_.end));
    filament_.expire(base::PrintTime{base::Seconds{until}});
    shapers_ = toolhead_->trajectory().shapers();
}

void Trace::take_steps() {
    for (Motor& motor : motors_) {
        motor.steps = motor.probe->take_steps();
        motor.next = 0;
    }
}

Trace::Motor* Trace::earliest() {
    Motor* found = nullptr;
    for (Motor& motor : motors_) {
        if (motor.next == motor.steps.size()) continue;
        if (!found || motor.steps[motor.next].time < found->steps[found->next].time) found = &motor;
    }
    return found;
}

void Trace::sample_until(double time) {
    while (true) {
        const double next = window_.begin + static_cast<double>(samples_) * sample_interval;
        if (next >= time || next > window_.end) return;
        sample(next);
        ++samples_;
    }
}

void Trace::sample(double time) {
    TraceSample sample{.time = time,
                       .axes = path_->at(time),
                       .shaped = path_->shaped_at(time, shapers_),
                       .filament = filament_reader_.at(time)[0],
                       .steppers = {}};
    for (const Motor& motor : motors_)
        sample.steppers.push_back(motor.position.value_or(motor.probe->entry_position()));
    sink_.sample(sample);
}

}  // namespace escapement::app
