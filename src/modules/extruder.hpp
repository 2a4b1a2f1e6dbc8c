// An extruder: its heater, its motor, and how much filament a move may push.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "modules/filament_drive.hpp"
#include "modules/heaters.hpp"
#include "modules/sensor_kinds.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/extruder_axis.hpp"
#include "printer/heater_config.hpp"

namespace escapement::modules {

class ToolheadModule;

// [extruder], [extruder1] and so on.  Belongs to the main thread.
class Extruder final : public FilamentDrive {
  public:
    struct Config : printer::HeaterConfig, FilamentDriveConfig {
        base::Length nozzle_diameter;
        base::Length filament_diameter;
        std::optional<double> max_extrude_cross_section;  // mm^2
        std::optional<base::Speed> max_extrude_only_velocity;
        std::optional<base::Accel> max_extrude_only_accel;
        base::Length max_extrude_only_distance{50.0};
        base::Speed instantaneous_corner_velocity{1.0};
    };
    struct Status : printer::HeaterStatus, FilamentDriveStatus {
        bool can_extrude = false;
    };
    static void describe(printer::Description<Extruder>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Extruder(const Config& config, printer::Context& context);

    using FilamentDrive::motor;
    const std::string& name() const { return config_.section.full; }
    printer::Heater& heater() { return heater_; }
    // Its moves, as segments.
    const motion::SegmentQueue& segments() const { return segments_; }
    // Where the moves planned so far have put its filament.
    base::Length position() const { return axis_.position(); }
    // From now on moves push this one's filament; everything queued is done first.
    void activate();

    Status status() const;

  private:
    static void describe_limits(printer::Description<Extruder>& module);
    void announce_and_activate();

    Config config_;
    printer::Context& context_;
    ToolheadModule& machine_;
    printer::Heater& heater_;
    motion::SegmentQueue& segments_;
    printer::ExtruderAxis axis_;
};

// The usual limits of filament, which depend on the nozzle and on [printer].
void complete_settings(Extruder::Config& config, const printer::Complaints& complaints);

}  // namespace escapement::modules
