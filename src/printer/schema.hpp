// Everything the outside world may know about a printer module, with its types forgotten.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A module's describe() fills a Schema (see description.hpp).  The configuration reader, the
// G-code dispatcher, the status publisher, `escapement modules` and the manual all read it, so
// an option cannot exist undocumented, nor be documented and not exist.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/value.hpp"
#include "runtime/task.hpp"

namespace escapement::gcode {
class Line;
}

namespace escapement::printer {

struct Bounds {
    std::optional<double> at_least, at_most, above, below;

    // "at least 0, below 1"; empty when there are none.
    std::string text() const;
    // Empty if the number is within, else "must be below 1 (is 3)".
    std::string complaint(double number) const;
};

// One named value inside some struct.
struct Field {
    std::string name;
    std::string doc;
    std::string_view kind;  // float, int, boolean, string, pin, list, choice
    std::string_view unit;
    bool required = false;
    Bounds bounds;
    std::vector<std::string> choices;
    std::function<base::Result<void>(void* record, std::string_view text)> assign;
    std::function<std::optional<double>(const void* record)> number;
    std::function<base::Value(const void* record)> value;

    // Reads, then checks bounds and choices.
    base::Result<void> read(void* record, std::string_view text) const;
};

// Options whose names only begin alike (aliases, aliases_exp1, ...), kept as text.
struct OptionFamily {
    std::string prefix;
    std::string doc;
    std::function<void(void* record, std::string_view name, std::string_view text)> assign;
};

// An option that printers of this kind have, and that we cannot serve yet.
struct MissingOption {
    std::string name;
    std::string why;  // "fans are not measured"
};

struct Command {
    std::string name;
    std::string doc;
    std::string mux;  // "HEATER": several modules share the command; this parameter chooses
    bool when_not_ready = false;
    std::vector<Field> parameters;
    // Runs at once, or returns the rest as a task.  Throws CommandError.
    std::function<std::optional<runtime::Task<>>(void* module, const gcode::Line& line)> run;
};

struct Schema {
    std::vector<std::string> sections;  // names this module serves
    bool named = false;                 // [heater_fan NAME]
    bool name_optional = false;         // [mcu] and [mcu NAME]
    bool numbered = false;              // also [stepper_z1], [extruder1]
    bool always = false;                // exists without a section
    std::string doc;
    std::vector<Field> options;
    std::vector<OptionFamily> families;
    std::vector<MissingOption> missing;
    std::vector<Field> status;
    std::string status_name;  // if it differs from the section's name
    std::vector<Command> commands;

    // Does a section of this full name ("heater_fan hotend") belong to this module?
    bool serves(std::string_view section) const;
    const Field* option(std::string_view name) const;
};

// A parameter as the dispatcher finds it; throws CommandError naming the command and parameter.
void read_parameters(const Command& command, const gcode::Line& line, void* record);

}  // namespace escapement::printer
