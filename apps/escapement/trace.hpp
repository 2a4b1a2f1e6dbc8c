// Follows a print through a window of time: the planned path and every step.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Steps and samples come in order of time, in portions as the print is planned, so that memory
// stays bounded however long the window.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "escapement/step_probe.hpp"
#include "escapement/trace_samples.hpp"
#include "motion/move.hpp"
#include "printer/toolhead.hpp"

namespace escapement::app {

// What becomes of a trace.
class TraceSink {
  public:
    virtual ~TraceSink() = default;
    // Before everything else: the names of the steppers.
    virtual void begin(const std::vector<std::string>& steppers) = 0;
    virtual void sample(const TraceSample& sample) = 0;
    virtual void step(std::size_t stepper, const StepProbe::Step& step) = 0;
};

// Belongs to the main thread.
class Trace {
  public:
    static constexpr double sample_interval = 0.001;  // seconds

    Trace(const TimeWindow& window, TraceSink& sink) : window_(window), sink_(sink) {}
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    // The print begins: what it moves, and the probes at its steppers, which outlive this.
    void begin(printer::Toolhead& toolhead);
    void add(const std::string& stepper, StepProbe& probe);
    // A move of the extruder was planned.
    void planned(base::PrintTime start, const motion::Move& move);
    // All steps up to then are made.
    void settle(double until);
    // How many samples there were; none if the window lies behind the end of the print.
    std::uint64_t samples() const { return samples_; }

  private:
    struct Motor {
        std::string name;
        StepProbe* probe;
        std::vector<StepProbe::Step> steps;  // of this portion
        std::size_t next = 0;
        std::optional<double> position;  // behind the steps that were handed on
    };
    void take_steps();
    Motor* earliest();
    void sample_until(double time);
    void sample(double time);

    TimeWindow window_;
    TraceSink& sink_;
    printer::Toolhead* toolhead_ = nullptr;
    std::optional<SegmentReader> path_;
    motion::Shapers shapers_;  // that were in force while the steps of this portion were made
    motion::SegmentQueue filament_;
    SegmentReader filament_reader_{filament_};
    std::vector<Motor> motors_;
    bool begun_ = false;
    std::uint64_t samples_ = 0;
};

}  // namespace escapement::app
