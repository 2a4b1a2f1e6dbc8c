// What the motors of a simulated machine do, as lines to draw and speeds to tell.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "escapement/print_judge.hpp"
#include "sim/machine.hpp"
#include "sim/speed_meter.hpp"
#include "sim/track.hpp"

namespace escapement::app {

// Sees every step of the machine.
class PinWatch final : public sim::StepObserver {
  public:
    // Corners of the lines that are remembered, some 500 MB of them; what is printed beyond that
    // shows in no picture.
    static constexpr std::size_t max_corners = 32'000'000;

    explicit PinWatch(const sim::Machine& machine) : machine_(machine), tracks_(machine.tools()) {}

    void stepped(base::Seconds at, const sim::Pose& pose) override;
    // What all tools have done so far, one after the other.
    std::vector<sim::TrackPoint> track() const;
    // Of the first tool, mm/s, homing included.
    double peak_speed() const { return meter_.peak_speed(); }

    PrintJudge* judge = nullptr;  // once there is something to judge
    base::Seconds last_step{};

  private:
    const sim::Machine& machine_;
    std::vector<sim::Track> tracks_;
    sim::SpeedMeter meter_;
};

}  // namespace escapement::app
