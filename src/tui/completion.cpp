// A short list of what printers have in common.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/completion.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace escapement::tui {

namespace {

constexpr auto commands = std::to_array<KnownCommand>({
    {"G0", "move: X Y Z, F mm/min"},
    {"G1", "move: X Y Z E, F mm/min"},
    {"G28", "home all axes, or X Y Z"},
    {"G29", "probe the bed"},
    {"G90", "positions are absolute"},
    {"G91", "positions are relative"},
    {"G92", "set the position"},
    {"M17", "motors on"},
    {"M18", "motors off"},
    {"M82", "extruder absolute"},
    {"M83", "extruder relative"},
    {"M84", "motors off"},
    {"M104", "hotend: S °C, T number"},
    {"M105", "ask for the temperatures"},
    {"M106", "fan: S 0 to 255"},
    {"M107", "fan off"},
    {"M109", "hotend: S °C, and wait"},
    {"M114", "ask for the position"},
    {"M115", "ask for the firmware's name"},
    {"M117", "show a message"},
    {"M119", "ask for the endstops"},
    {"M140", "bed: S °C"},
    {"M190", "bed: S °C, and wait"},
    {"M220", "speed: S %"},
    {"M221", "flow: S %"},
    {"M303", "tune a heater: E number, S °C, C cycles"},
    {"M400", "wait until all moves are done"},
    {"M420", "bed mesh: S 1 on, 0 off"},
    {"M500", "save settings"},
    {"M503", "ask for the settings"},
    {"BED_MESH_CALIBRATE", "probe the bed (Klipper)"},
    {"FIRMWARE_RESTART", "begin anew (Klipper)"},
    {"QUERY_ENDSTOPS", "ask for the endstops (Klipper)"},
    {"SET_GCODE_OFFSET", "move the origin: Z_ADJUST=, MOVE=1 (Klipper)"},
    {"SET_HEATER_TEMPERATURE", "HEATER=, TARGET= (Klipper)"},
    {"TURN_OFF_HEATERS", "all heaters off (Klipper)"},
});

std::string first_word(std::string_view line) {
    line = base::trim(line);
    return base::upper_case(line.substr(0, line.find(' ')));
}

}  // namespace

std::string complete(std::string_view typed, const std::vector<std::string>& history) {
    if (typed.empty()) return {};
    for (auto line = history.rbegin(); line != history.rend(); ++line)
        if (line->size() > typed.size() && line->starts_with(typed)) return *line;
    const auto wanted = base::upper_case(typed);
    const auto found = std::find_if(commands.begin(), commands.end(), [&](const auto& command) {
        return command.name.size() > wanted.size() && command.name.starts_with(wanted);
    });
    return found == commands.end() ? std::string() : std::string(found->name) + " ";
}

std::string_view command_help(std::string_view line) {
    const auto word = first_word(line);
    for (const auto& command : commands)
        if (command.name == word) return command.help;
    return {};
}

bool is_harmless(std::string_view line) {
    constexpr auto harmless = std::to_array<std::string_view>({"M27",
                                                               "M31",
                                                               "M73",
                                                               "M105",
                                                               "M114",
                                                               "M115",
                                                               "M117",
                                                               "M118",
                                                               "M119",
                                                               "M220",
                                                               "M221",
                                                               "M503",
                                                               "M106",
                                                               "M107",
                                                               "QUERY_ENDSTOPS",
                                                               "GET_POSITION",
                                                               "STATUS",
                                                               "HELP"});
    const auto word = first_word(line);
    return std::find(harmless.begin(), harmless.end(), word) != harmless.end();
}

}  // namespace escapement::tui
