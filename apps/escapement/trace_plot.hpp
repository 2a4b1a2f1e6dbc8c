// A trace as a picture.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "escapement/plot_series.hpp"
#include "escapement/svg_chart.hpp"
#include "escapement/trace.hpp"

namespace escapement::app {

// Collects what is drawn: speed and acceleration before and after shaping, the extruder's filament
// and its motors, and how fast each motor steps.
class TracePlot {
  public:
    explicit TracePlot(const TimeWindow& window);

    void begin(const std::vector<std::string>& steppers);
    void add(const TraceSample& sample);
    void add(std::size_t stepper, const StepProbe::Step& step);

    std::string svg(const std::string& title) const;

  private:
    // Speed and rate of a motor come from one of its steps to a later one.
    struct Motor {
        std::string name;
        PlotSeries speed, rate;
        StepProbe::Step from{}, last{};  // a step of time 0 is none
        std::uint64_t steps = 0;         // from one to the other
        double measured = 0.0;           // when
        bool is_extruder = false;
    };
    static void measure(Motor& motor, double time);
    Chart motion_chart(const std::string& title, const PlotSeries (&lines)[4]) const;

    double begin_;
    PlotSeries planned_speed_, shaped_speed_;
    // x planned, x shaped, y planned, y shaped.
    PlotSeries velocity_[4], acceleration_[4];
    PlotSeries filament_;
    std::deque<Motor> motors_;  // stay where they are
};

}  // namespace escapement::app
