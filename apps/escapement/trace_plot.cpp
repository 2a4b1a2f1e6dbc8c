// From samples and steps to series, and from series to charts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace_plot.hpp"

#include <cmath>

namespace escapement::app {
namespace {

// Over which the speed of a motor is measured: steps are too far apart for less.
constexpr double measured_over = 0.005;
// A motor that makes no step for so long stands still.
constexpr double at_rest_after = 0.03;

double speed_of(const std::array<Motion, 3>& axes) {
    return std::hypot(axes[0].velocity, axes[1].velocity, axes[2].velocity);
}

PlotSeries series(const TimeWindow& window) {
    return {window.begin, Trace::sample_interval};
}

}  // namespace

TracePlot::TracePlot(const TimeWindow& window)
    : begin_(window.begin),
      planned_speed_(series(window)),
      shaped_speed_(series(window)),
      velocity_{series(window), series(window), series(window), series(window)},
      acceleration_{series(window), series(window), series(window), series(window)},
      filament_(series(window)) {}

void TracePlot::begin(const std::vector<std::string>& steppers) {
    for (const std::string& name : steppers)
        motors_.push_back({.name = name,
                           .speed = {begin_, Trace::sample_interval},
                           .rate = {begin_, Trace::sample_interval},
                           .measured = begin_,
                           .is_extruder = name.starts_with("extruder")});
}

void TracePlot::add(const TraceSample& sample) {
    planned_speed_.add(sample.time, speed_of(sample.axes));
    shaped_speed_.add(sample.time, speed_of(sample.shaped));
    for (std::size_t axis = 0; axis < 2; ++axis) {
        velocity_[2 * axis].add(sample.time, sample.axes[axis].velocity);
        velocity_[2 * axis + 1].add(sample.time, sample.shaped[axis].velocity);
        acceleration_[2 * axis].add(sample.time, sample.axes[axis].acceleration);
        acceleration_[2 * axis + 1].add(sample.time, sample.shaped[axis].acceleration);
    }
    filament_.add(sample.time, sample.filament.velocity);
    for (Motor& motor : motors_) measure(motor, sample.time);
}

void TracePlot::add(std::size_t stepper, const StepProbe::Step& step) {
    Motor& motor = motors_[stepper];
    if (motor.from.time == 0.0) motor.from = step;
    motor.last = step;
    ++motor.steps;
}

void TracePlot::measure(Motor& motor, double time) {
    if (time - motor.measured < measured_over) return;
    const double passed = motor.last.time - motor.from.time;
    if (passed > 0.0) {
        motor.speed.add(time, (motor.last.position - motor.from.position) / passed);
        motor.rate.add(time, static_cast<double>(motor.steps - 1) / passed / 1000.0);
        motor.from = motor.last;
        motor.steps = 1;
    } else if (time - motor.last.time > at_rest_after) {
        motor.speed.add(time, 0.0);
        motor.rate.add(time, 0.0);
    } else {
        return;
    }
    motor.measured = time;
}

Chart TracePlot::motion_chart(const std::string& title, const PlotSeries (&lines)[4]) const {
    return {title,
            {{"x planned", &lines[0], 0, true},
             {"y planned", &lines[2], 1, true},
             {"x shaped", &lines[1], 0},
             {"y shaped", &lines[3], 1}}};
}

std::string TracePlot::svg(const std::string& title) const {
    Chart speed{"Speed of the head, mm/s",
                {{"planned", &planned_speed_, 2, true}, {"shaped", &shaped_speed_, 2}}};
    Chart filament{"Speed of the filament, mm/s", {{"planned", &filament_, 3, true}}};
    Chart rates{"Step rate, thousands per second", {}};
    for (const Motor& motor : motors_) {
        const std::size_t colour = rates.lines.size();
        if (motor.is_extruder) filament.lines.push_back({motor.name, &motor.speed, colour});
        rates.lines.push_back({motor.name, &motor.rate, colour});
    }
    return draw_charts(title,
                       {speed,
                        motion_chart("Speed of x and y, mm/s", velocity_),
                        motion_chart("Acceleration of x and y, mm/s\u00b2", acceleration_),
                        filament,
                        rates});
}

}  // namespace escapement::app
