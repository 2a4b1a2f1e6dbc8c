// What came out of a simulated print, and whether it is what was asked for.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "escapement/machine_report.hpp"

namespace escapement::app {

// `left_on` names what should be off by now.
struct PrintReport : MachineReport {
    std::string file;
    double print_time_s = 0.0;                // from the first line of the file to the last step
    std::optional<double> filament_gcode_mm;  // unknown where the G-code could not be followed
    double extruder_step_mm = 0.0;            // by how much that and the pins may differ
    double peak_acceleration = 0.0;           // mm/s^2 along the path; see sim::SpeedMeter
    std::array<double, 3> deviation_mm{};
    std::array<double, 3> microstep_mm{};
    double forgiven_microsteps = 0.0;  // allowed beyond one, half for each change of carriages
    double excess_mm = 0.0;            // of the deviation over that and 25 us of motion
    std::array<double, 3> homing_offset_mm{};  // from where the printer took a homed axis to be
    double short_of_end_mm = 0.0;              // where it stood still before a homing or at the end
    std::size_t path_lines = 0, path_lines_done = 0;
    std::string unjudged_from;  // "cube.gcode:12 (G2)" if the path is not known from there on
    std::size_t errors = 0;     // told during the print, which went on
    std::string first_error;
    std::size_t layers = 0;  // that the slicer marked

    // Everything that is not as it should be, one sentence each; empty for a good print.
    std::vector<std::string> complaints() const;
    std::string text() const;
    base::Value value() const;

  private:
    std::string layers_text() const;
};

}  // namespace escapement::app
