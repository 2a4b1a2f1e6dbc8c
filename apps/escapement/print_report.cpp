// The report in words and as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/print_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "escapement/progress.hpp"

namespace escapement::app {
namespace {

std::string axes(const std::array<double, 3>& mm) {
    return fmt::format("x {:.4f}, y {:.4f}, z {:.4f} mm", mm[0], mm[1], mm[2]);
}

base::Value list(const std::array<double, 3>& mm) {
    return base::Value::List{mm[0], mm[1], mm[2]};
}

}  // namespace

std::vector<std::string> PrintReport::complaints() const {
    std::vector<std::string> found;
    if (!shutdown_reason.empty()) found.push_back("a board shut down: " + shutdown_reason);
    for (std::size_t axis = 0; axis < 3; ++axis)
        if (std::abs(homing_offset_mm[axis]) > 2 * microstep_mm[axis])
            found.push_back(fmt::format("after homing {} was {:.4f} mm from where it should be",
                                        "xyz"[axis],
                                        homing_offset_mm[axis]));
    if (excess_mm > 0)
        found.push_back(
            fmt::format("the nozzle left its path by {:.4f} mm more than allowed", excess_mm));
    if (short_of_end_mm > 0)
        found.push_back(fmt::format("the nozzle came to rest {:.4f} mm from the end of its path",
                                    short_of_end_mm));
    if (path_lines_done < path_lines)
        found.push_back(fmt::format(
            "only {} of {} lines of the path were followed", path_lines_done, path_lines));
    if (filament_gcode_mm && std::abs(filament_pins_mm - *filament_gcode_mm) > extruder_step_mm)
        found.push_back(fmt::format("{:.4f} mm of filament were pushed instead of {:.4f} mm",
                                    filament_pins_mm,
                                    *filament_gcode_mm));
    if (lost_steps > 0)
        found.push_back(fmt::format("{} steps came while a motor was off", lost_steps));
    for (const auto& name : left_on) found.push_back(name + " was left on");
    return found;
}

std::string PrintReport::text() const {
    std::string out = fmt::format("Printed {} on a simulated {} printer\n", file, kinematics);
    row(out, "print time", duration_text(print_time_s));
    row(out,
        "simulated",
        fmt::format("{} in {:.1f} s, {:.0f} times as fast as real",
                    duration_text(simulated_s),
                    wall_s,
                    simulated_s / std::max(wall_s, 1e-3)));
    row(out,
        "filament",
        fmt::format("{:.3f} mm at the pins", filament_pins_mm) +
            (filament_gcode_mm ? fmt::format(", {:.3f} mm in the G-code", *filament_gcode_mm)
                               : ""));
    row(out, "peak speed", fmt::format("{:.1f} mm/s at the pins", peak_speed));
    row(out,
        "peak acceleration",
        fmt::format("{:.0f} mm/s^2 at the pins, along the path", peak_acceleration));
    row(out, "largest deviation", axes(deviation_mm) + " from the G-code path");
    row(out,
        "allowed",
        axes(microstep_mm) + " (a microstep" +
            (forgiven_microsteps > 0
                 ? fmt::format("; {:.1f} more as carriages changed", forgiven_microsteps)
                 : "") +
            ") and what moves in 25 us" +
            (excess_mm > 0 ? fmt::format("; exceeded by {:.4f} mm", excess_mm) : "; kept"));
    row(out, "homing offset", axes(homing_offset_mm));
    row(out, "layers", layers_text());
    add_parts(out);
    const auto wrong = complaints();
    for (const auto& complaint : wrong) out += "NOT AS IT SHOULD BE: " + complaint + "\n";
    if (!unjudged_from.empty()) out += "The path was not judged from " + unjudged_from + " on.\n";
    if (errors > 0)
        out += fmt::format("{} error{} passed over, the first: {}\n",
                           errors,
                           errors == 1 ? " was" : "s were",
                           first_error);
    if (wrong.empty())
        out += unjudged_from.empty() && errors == 0 ? "All as it should be.\n"
                                                    : "The rest is as it should be.\n";
    return out;
}

std::string PrintReport::layers_text() const {
    const auto printed = fmt::format("filament on {} height{}", heights, heights == 1 ? "" : "s");
    return layers == 0 ? printed : fmt::format("{} in the G-code, {}", layers, printed);
}

base::Value PrintReport::value() const {
    base::Value all;
    add_parts(all);
    all["file"] = file;
    all["print_time_s"] = print_time_s;
    all["filament_gcode_mm"] = filament_gcode_mm ? base::Value(*filament_gcode_mm) : base::Value();
    all["peak_acceleration_mm_per_s2"] = peak_acceleration;
    all["deviation_mm"] = list(deviation_mm);
    all["microstep_mm"] = list(microstep_mm);
    all["forgiven_microsteps"] = forgiven_microsteps;
    all["excess_mm"] = excess_mm;
    all["homing_offset_mm"] = list(homing_offset_mm);
    all["short_of_end_mm"] = short_of_end_mm;
    all["path_lines"] = static_cast<std::int64_t>(path_lines);
    all["path_lines_done"] = static_cast<std::int64_t>(path_lines_done);
    all["errors"] = static_cast<std::int64_t>(errors);
    all["unjudged_from"] = unjudged_from.empty() ? base::Value() : base::Value(unjudged_from);
    all["layers"] = static_cast<std::int64_t>(layers);
    base::Value::List wrong;
    for (const auto& complaint : complaints()) wrong.push_back(complaint);
    all["complaints"] = wrong;
    return all;
}

}  // namespace escapement::app
