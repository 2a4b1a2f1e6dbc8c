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
#include "config/pin.hpp"
#include "config/place.hpp"
#include "runtime/task.hpp"

namespace escapement::gcode {
class Line;
}

namespace escapement::printer {

struct SectionName;

struct Bounds {
    std::optional<double> at_least, at_most, above, below;

    // "at least 0, below 1"; empty when there are none.
    std::string text() const;
    // Empty if the number is within, else "must be below 1 (is 3)".
    std::string complaint(double number) const;
};

// How values of one C++ type are read and shown.  `place` points to such a value.
struct ValueType {
    std::string_view kind;  // float, int, boolean, string, pin, list
    std::string_view unit;
    bool numeric;                                        // a number or a list of numbers
    bool (*assign)(void* place, std::string_view text);  // false: not text of this kind
    std::optional<double> (*number)(const void* place);  // what bounds apply to
    base::Value (*value)(const void* place);
    // What is still to be done with an option's value, given or not, when it is known where it
    // stands; the problem if that is not possible.  Null for most types.
    std::optional<config::Problem> (*settle)(void* place,
                                             const SectionName& section,
                                             std::string_view option);
};

// How a pin is used.
struct PinRule {
    config::PinPrefixes prefixes;
    bool endstop = false;  // what a module offers instead of a pin will do, too
    // The word under which several sections may name one pin; null: nobody else may.
    std::string (*share)(const SectionName& section) = nullptr;
};

inline constexpr std::string_view coordinate_kind = "coordinate";

// One named value inside some struct, the record.
struct Field {
    std::string name;
    std::string doc;
    std::string_view kind;  // the type's, or "choice"
    std::string_view unit;
    bool required = false;
    bool off_by_default = false;  // its default is outside of the bounds, and stands for "off"
    bool is_entries = false;      // the entries of this table are fields, each under its own name
    Bounds bounds;
    std::vector<std::string> choices;
    std::optional<PinRule> pin;       // of options of kind "pin"
    const ValueType* type = nullptr;  // null: described only, read elsewhere
    void* (*place)(void* record) = nullptr;

    // Reads, then checks bounds and choices.
    base::Result<void> read(void* record, std::string_view text) const;
    base::Value value(const void* record) const;
    // The value of a fresh record as a default; null where it only stands for "not given".
    base::Value preset(const void* record) const;
};

// Where a record keeps a value, and what it is called.
struct Member {
    std::string_view name;
    const ValueType& type;
    void* (*place)(void* record);
};

// Adds a field for that member; the reference is valid until the next one is added.
Field& add_field(std::vector<Field>& fields, const Member& member, std::string_view doc);

// Options whose names only begin alike (aliases_exp1, aliases_exp2, ...), kept as text.
struct OptionFamily {
    std::string prefix;
    // What follows: "<n>" for a number, "<name>" for anything, perhaps with text behind: "<n>_min".
    std::string rest;
    std::string doc;
    std::function<void(void* record, std::string_view name, std::string_view text)> assign;
    bool numeric = false;  // numbers, or several with commas between them

    bool takes(std::string_view key) const;
};

// An option that printers of this kind have, and that we cannot serve yet.
struct MissingOption {
    std::string name;
    std::string why;  // "fans are not measured"
};

// What a module offers for endstop options to name instead of a pin: "probe:z_virtual_endstop".
struct OfferedEndstop {
    std::string chip, pin;
    // Each section offers its own: "tmc2209_stepper_x:virtual_endstop".
    bool by_section = false;

    std::string chip_of(std::string_view section) const;
};

struct Command {
    std::string name;
    std::string doc;
    std::string mux;  // "HEATER": several modules share the command; this parameter chooses
    bool mux_optional = false;  // without that parameter, any of the modules may run it
    bool when_not_ready = false;
    // Empty: always; else it is unknown while this says no, and other modules may have it
    // meanwhile.
    std::function<bool(const void* module)> while_active;
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
    bool early = false;                 // exists before the configuration is looked at
    std::string companion_of;           // exists once there is a section of one of these types
    std::string doc;
    std::vector<Field> options;
    std::vector<OptionFamily> families;
    std::vector<MissingOption> missing;
    std::vector<Field> status;
    std::string status_name;                  // if it differs from the section's name
    std::vector<std::string> status_aliases;  // further names of it
    std::optional<OfferedEndstop> offers;
    std::vector<Command> commands;

    // Does a section of this full name ("heater_fan hotend") belong to this module?
    bool serves(std::string_view section) const;
    const Field* option(std::string_view name) const;
};

// A parameter as the dispatcher finds it; throws CommandError naming the command and parameter.
void read_parameters(const Command& command, const gcode::Line& line, void* record);

}  // namespace escapement::printer
