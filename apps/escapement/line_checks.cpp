// Looks at what a line says; what it does is found out by running it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/line_checks.hpp"

#include <cmath>

#include "base/names.hpp"
#include "base/text.hpp"
#include "gcode/garbled_word.hpp"
#include "gcode/parameters.hpp"

namespace escapement::app {
namespace {

// What is odd about a dwell; empty if nothing is, or if the command itself says so.
std::string dwell_trouble(const gcode::Line& line) {
    const auto parameters = gcode::parameters(line);
    if (line.command() != "G4" || !parameters || parameters->find("P")) return {};
    const std::string* seconds = parameters->find("S");
    const auto number = seconds ? base::parse_number(*seconds) : std::nullopt;
    if (number)
        return "G4 does not know S and does not wait; write milliseconds: G4 P" +
               base::print_number(std::round(*number * 1000.0));
    return "G4 without P does not wait; write milliseconds, for example G4 P1000";
}

// What is odd about a temperature; empty if nothing is, or if the command itself says so.
std::string temperature_trouble(const gcode::Line& line) {
    const std::string name(line.command());
    const bool waits = name == "M109" || name == "M190";
    const auto parameters = gcode::parameters(line);
    if (!parameters || !(waits || name == "M104" || name == "M140") || parameters->find("S"))
        return {};
    if (const std::string* other = waits ? parameters->find("R") : nullptr)
        return name + " does not know R and switches the heater off; write " + name + " S" + *other;
    const char* example = name == "M140" || name == "M190" ? " S60" : " S200";
    return name + " without S switches the heater off; write " + name +
           " S0 if that is meant, else for example " + name + example;
}

// A word of a move that is ignored, if there is one; the move itself refuses garbled coordinates.
std::string word_trouble(const gcode::Line& line) {
    if (!line.has_long_word() || (line.command() != "G1" && line.command() != "G0")) return {};
    std::size_t position = 0;
    while (const auto word = line.next_word(position))
        if (word->letters.size() > 1 && !gcode::is_garbled(*word, "XYZEF"))
            return "'" + gcode::shown(word->letters) + "' in '" + gcode::shown(line.text()) +
                   "' is ignored; write one letter followed by a number, and comments behind ;";
    return {};
}

}  // namespace

std::string line_trouble(const gcode::Line& line, const config::Document& config) {
    auto what = dwell_trouble(line);
    if (what.empty()) what = temperature_trouble(line);
    if (what.empty()) what = word_trouble(line);
    if (what.empty()) return {};
    for (const config::Section& section : config.sections())
        if (section.type() == "gcode_macro" && base::upper_case(section.title()) == line.command())
            return {};
    return what;
}

void ObjectCheck::see(const gcode::Line& line) {
    const auto command = line.command();
    if (!command.starts_with("EXCLUDE_OBJECT")) return;
    const auto parameters = gcode::parameters(line);
    if (!parameters) return;  // the command itself says so
    const std::string* given = parameters->find("NAME");
    const auto name = given ? base::upper_case(*given) : std::string();
    if (command == "EXCLUDE_OBJECT_DEFINE" && given) defined_.insert(name);
    if (command == "EXCLUDE_OBJECT" && given) want_defined(command, name, false);
    if (command == "EXCLUDE_OBJECT_START" && given) begin(name);
    if (command == "EXCLUDE_OBJECT_END") end(name);
}

void ObjectCheck::want_defined(std::string_view command, const std::string& name, bool fatal) {
    if (defined_.contains(name)) return;
    const std::vector<std::string> known(defined_.begin(), defined_.end());
    findings_.add(std::string(command) + ": object '" + name + "' is not defined" +
                      base::did_you_mean(name, known) +
                      "; define it before with EXCLUDE_OBJECT_DEFINE NAME=" + name,
                  fatal);
}

void ObjectCheck::begin(const std::string& name) {
    want_defined("EXCLUDE_OBJECT_START", name, true);
    current_ = name;
}

void ObjectCheck::end(const std::string& name) {
    if (current_.empty())
        findings_.add("EXCLUDE_OBJECT_END: no object has begun; remove the line", true);
    else if (!name.empty() && name != current_)
        findings_.add("EXCLUDE_OBJECT_END: ends '" + name + "' within '" + current_ + "'", true);
    current_.clear();
}

void LoopCheck::see(const gcode::Line& line, const std::string& place, std::uint64_t number) {
    if (!line.command().starts_with("SDCARD_LOOP_") || !seen_.insert(number).second) return;
    if (line.command() == "SDCARD_LOOP_BEGIN") open_.emplace_back(place, number);
    if (line.command() != "SDCARD_LOOP_END") return;
    if (open_.empty())
        findings_.add("SDCARD_LOOP_END: no loop has begun; remove the line", false);
    else
        open_.pop_back();
}

void LoopCheck::end() {
    for (const auto& [place, number] : open_) {
        findings_.begin_line(place, number);
        findings_.add("SDCARD_LOOP_BEGIN: no SDCARD_LOOP_END follows; nothing is repeated", false);
    }
}

}  // namespace escapement::app
