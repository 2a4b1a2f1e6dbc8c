// What one stepper's exact steps amount to: how fast they come, and where they lead.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "printer/step_tap.hpp"

namespace escapement::app {

// A span of print time, in seconds.
struct TimeWindow {
    double begin = 0.0, end = 0.0;
    bool contains(double time) const { return time >= begin && time <= end; }
};

// Fed on whatever thread makes the steps; everything else on the main thread, while none are made.
class StepProbe final : public printer::StepTap {
  public:
    // How finely steps are counted for the sum over several motors.
    static constexpr double bins_per_second = 100.0;

    explicit StepProbe(base::Length step_distance) : step_distance_(step_distance.value) {}

    void begin(motion::Length position) override { position_ = position.value; }
    void steps(motion::Direction direction, std::span<const double> times) override;
    void even_steps(motion::Direction direction, const motion::EvenSteps& row) override;

    // The greatest rate between two steps in one direction, and when.
    double peak_rate() const { return apart_ > 0.0 ? 1.0 / apart_ : 0.0; }
    double peak_time() const { return peak_time_; }

    // Steps so far in each bin from `first_bin` on; forget() lets go of those before `bin`.
    const std::vector<std::uint32_t>& bins() const { return bins_; }
    std::int64_t first_bin() const { return first_bin_; }
    void forget(std::int64_t bin);

    // Keeps the steps of this window, to be taken away now and then.
    void record(const TimeWindow& window) { window_ = window; }
    struct Step {
        double time;
        double position;  // behind it, in mm
        motion::Direction direction;
    };
    std::vector<Step> take_steps();
    // Where the stepper is behind all steps so far, and where it was, or still is, when the window
    // began; in mm.
    double position() const { return position_; }
    double entry_position() const { return entry_.value_or(position_); }
    double step_distance() const { return step_distance_; }

  private:
    void note(motion::Direction direction, double time);
    void note_apart(double apart, double time);
    void count(double time, std::uint32_t steps);

    double step_distance_;
    double position_ = 0.0;
    double last_time_ = -1.0;
    std::optional<motion::Direction> last_direction_;
    double apart_ = 0.0;  // seconds, the least; 0 before the second step
    double peak_time_ = 0.0;
    std::vector<std::uint32_t> bins_;
    std::int64_t first_bin_ = 0;
    std::optional<TimeWindow> window_;
    std::optional<double> entry_;
    std::vector<Step> recorded_;
};

}  // namespace escapement::app
