// A print on a simulated printer, watched at the pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "config/document.hpp"
#include "escapement/expected_path.hpp"
#include "escapement/print_report.hpp"
#include "escapement/session.hpp"
#include "gcode/outline.hpp"
#include "gcode/source.hpp"
#include "sim/path_follower.hpp"
#include "sim/speed_meter.hpp"
#include "sim/track.hpp"
#include "sim/world.hpp"

namespace escapement::app {

// Sees every step of the machine.
class PinWatch final : public sim::StepObserver {
  public:
    void stepped(base::Seconds at, const sim::Pose& pose) override;

    sim::SpeedMeter meter;
    sim::Track track;
    std::optional<sim::PathFollower> follower;
    base::Seconds last_step{};
};

class SimulatedPrint {
  public:
    // `file` is the G-code.
    SimulatedPrint(const config::Document& config, sim::Blueprint blueprint, std::string file);

    // Heats, homes, prints, and waits until the printer is cool.  Fails when something does that
    // the report would not show: a configuration that cannot work, a G-code error.
    Session::Result run();

    // Afterwards.
    PrintReport report() const;
    const std::vector<sim::TrackPoint>& track() const { return watch_.track.points(); }

  private:
    runtime::Task<> work();
    runtime::Task<> cool_down();
    base::Result<void> prepare();
    void begin_path();
    void say(std::string_view text) const;
    void add_motion(PrintReport& report) const;
    void add_parts(PrintReport& report) const;

    const config::Document& config_;
    const std::string file_;
    sim::World world_;
    PinWatch watch_;
    ExpectedPath expected_;
    gcode::Outline outline_;
    Session session_;
    printer::Signal<printer::HomingEnds>::Connection homing_ends_;
    double filament_at_begin_ = 0.0;
    base::Seconds begun_{}, ended_{};
    double wall_s_ = 0.0;
};

}  // namespace escapement::app
