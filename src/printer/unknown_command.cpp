// Sections that bring a command, what does the same in Klipper, and slips of the finger.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/unknown_command.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "base/names.hpp"
#include "printer/klipper_names.hpp"

namespace escapement::printer {
namespace {

using Remedy = std::pair<std::string_view, std::string_view>;

// What the commands mean is in Marlin's and Prusa's lists of G-codes.
constexpr Remedy elsewhere[] = {
    {"G29", "BED_MESH_CALIBRATE does that; a macro of this name can call it"},
    {"G30", "PROBE does that"},
    {"G32", "Z_TILT_ADJUST, QUAD_GANTRY_LEVEL or BED_TILT_CALIBRATE does that"},
    {"G34", "Z_TILT_ADJUST does that"},
    {"M0", "PAUSE does that"},
    {"M1", "PAUSE does that"},
    {"M48", "PROBE_ACCURACY does that"},
    {"M80", "a macro of this name can switch an [output_pin]"},
    {"M81", "a macro of this name can switch an [output_pin]"},
    {"M92", "steps follow from rotation_distance in the configuration; remove the line"},
    {"M141",
     "SET_HEATER_TEMPERATURE does that for a [heater_generic]; a macro of this name can call it"},
    {"M150", "SET_LED does that"},
    {"M191", "TEMPERATURE_WAIT does that for a [heater_generic]; a macro of this name can call it"},
    {"M201", "SET_VELOCITY_LIMIT ACCEL does that for all axes; remove the line"},
    {"M203", "SET_VELOCITY_LIMIT VELOCITY does that for all axes; remove the line"},
    {"M205", "SET_VELOCITY_LIMIT SQUARE_CORNER_VELOCITY does that; remove the line"},
    {"M206", "SET_GCODE_OFFSET does that"},
    {"M207", "SET_RETRACTION does that, with a section [firmware_retraction]"},
    {"M208", "SET_RETRACTION does that, with a section [firmware_retraction]"},
    {"M280", "SET_SERVO does that"},
    {"M290", "SET_GCODE_OFFSET Z_ADJUST=... MOVE=1 does that"},
    {"M300", "a macro of this name can drive a beeper; or remove the line"},
    {"M301", "the gains are options of [extruder]; PID_CALIBRATE finds them"},
    {"M303", "PID_CALIBRATE does that"},
    {"M304", "the gains are options of [heater_bed]; PID_CALIBRATE finds them"},
    {"M420", "BED_MESH_PROFILE LOAD=default does that"},
    {"M486", "EXCLUDE_OBJECT does that; let the slicer write G-code for Klipper"},
    {"M500", "SAVE_CONFIG does that"},
    {"M501", "what the configuration says counts; remove the line"},
    {"M502", "what the configuration says counts; remove the line"},
    {"M503", "what the configuration says counts; remove the line"},
    {"M572", "SET_PRESSURE_ADVANCE does that"},
    {"M593", "SET_INPUT_SHAPER does that"},
    {"M600", "a macro of this name can call PAUSE"},
    {"M701", "a macro of this name can load filament"},
    {"M702", "a macro of this name can unload filament"},
    {"M808", "SDCARD_LOOP_BEGIN does that, with a section [sdcard_loop]"},
    {"M851", "z_offset of the probe does that; PROBE_CALIBRATE finds it"},
    {"M900", "SET_PRESSURE_ADVANCE does that"},
    {"M906", "SET_TMC_CURRENT does that"},
    {"M907", "SET_TMC_CURRENT does that"},
    {"ABORT", "it is there only while a probe is adjusted by hand"},
    {"ACCEPT", "it is there only while a probe is adjusted by hand"},
    {"ADJUSTED", "it is there only during BED_SCREWS_ADJUST"},
    {"MACRO_TRACE", "it needs a section [gcode_macro NAME]"},
    {"PREFLIGHT_CHECK", "it needs a section [preflight]"},
    {"RELOAD_GCODE_MACROS", "it needs a section [gcode_macro NAME]"},
    {"RESET_SMART_EFFECTOR", "it needs a control_pin in a section [smart_effector]"},
    {"SET_DUAL_CARRIAGE", "it needs a section [dual_carriage]"},
    {"SET_SMART_EFFECTOR", "it needs a control_pin in a section [smart_effector]"},
    {"TESTZ", "it is there only while a probe is adjusted by hand"},
};

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// A letter and a number: each means something else, however near they are.
bool is_numbered(std::string_view name) {
    return name.size() > 1 && is_digit(name[1]);
}

std::string missing_tool(std::string_view name) {
    const auto number = name.substr(1);
    const bool is_first =
        std::all_of(number.begin(), number.end(), [](char c) { return c == '0'; });
    const std::string section = is_first ? "extruder" : "extruder" + std::string(number);
    return "; tools are changed by macros: a [gcode_macro " + std::string(name) +
           "] can call ACTIVATE_EXTRUDER EXTRUDER=" + section;
}

std::string sections_of(const KlipperCommand& command) {
    std::string text;
    for (const auto& section : command.sections)
        text += (text.empty() ? "it needs a section [" : " or [") + section + "]";
    return text;
}

}  // namespace

std::string unknown_command_remedy(std::string_view name, std::span<const std::string> known) {
    const auto commands = klipper_commands();
    const auto is_named = [](std::string_view wanted) {
        return [wanted](const KlipperCommand& command) { return command.name == wanted; };
    };
    for (const auto& [command, remedy] : elsewhere)
        if (command == name) return "; " + std::string(remedy);
    const auto missing = std::find_if(commands.begin(), commands.end(), is_named(name));
    if (missing != commands.end() && !missing->sections.empty())
        return "; " + sections_of(*missing);
    if (name.starts_with('T') && is_numbered(name)) return missing_tool(name);
    if (is_numbered(name)) return {};
    if (missing != commands.end()) return {};  // it is there later, perhaps
    std::vector<std::string> names(known.begin(), known.end());
    if (const auto near = base::nearest_name(name, names); !near.empty())
        return " (did you mean '" + near + "'?)";
    for (const auto& command : commands) names.push_back(command.name);
    const auto near = base::nearest_name(name, names);
    const auto meant = std::find_if(commands.begin(), commands.end(), is_named(near));
    if (meant == commands.end()) return {};
    const auto needs = sections_of(*meant);
    return " (did you mean '" + near + "'?" + (needs.empty() ? "" : " " + needs) + ")";
}

}  // namespace escapement::printer
