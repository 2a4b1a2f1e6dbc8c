// One line that a printer says over its serial port, in the dialects that descend from Marlin's.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Firmwares differ in blanks, in letters' case and in what they put on one line, so a line is not
// of one kind: it is searched for all that it may tell.  docs/reference/tui.md lists the forms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/snapshot.hpp"

namespace escapement::client {

inline constexpr int max_tools = 16;

struct Temperatures {
    std::optional<Heater> active;  // "T:" without a number
    std::vector<std::pair<int, Heater>> tools;
    std::optional<Heater> bed, chamber;
    std::vector<NamedHeater> sensors;
    // With a hotend and its target: no other program says such a thing by chance.
    bool complete() const;
};

struct Acknowledgement {
    std::optional<std::uint64_t> line;           // which one, where the firmware says so
    std::optional<int> planner_room, line_room;  // moves and lines that fit in (ADVANCED_OK)
};

struct FirmwareInfo {
    Dialect dialect = Dialect::unknown;
    std::string name, machine;
    std::optional<int> extruders;
};

enum class CardNews { none, idle, finished, ready, absent, selected, open_failed };
enum class ListMark { none, begin, end };

struct MarlinLine {
    enum class Tone {
        plain,
        echo,          // "echo:", "//": for people
        transmission,  // an error of the cable: a checksum, a line number
        error,         // a command failed
        fatal,         // the firmware has stopped working until it is reset
    };
    Tone tone = Tone::plain;
    std::string text;  // without "echo:" and the like
    std::optional<Acknowledgement> ok;
    std::optional<std::uint64_t> resend;
    bool refused = false;  // the line that it was sent, and so it would the next ones
    bool busy = false;     // still working on what it was told
    bool wait = false;     // has nothing to do
    bool boot = false;     // has just been reset
    std::optional<Temperatures> temperatures;
    std::optional<std::pair<int, double>> hotend_target;  // told by itself: tool, °C
    std::optional<double> bed_target;
    std::optional<Position> position;
    std::optional<std::pair<std::uint64_t, std::uint64_t>> card_bytes;  // done, total
    CardNews card = CardNews::none;
    std::optional<std::string> opened;  // the name of a file
    ListMark list = ListMark::none;
    std::optional<FirmwareInfo> firmware;
    std::optional<std::pair<std::string, bool>> capability;
    std::optional<double> progress, left_s;  // as the slicer's M73 told the printer
    std::optional<double> feed_rate, flow, fan;
    std::optional<int> tool;
    std::optional<std::string> action;  // "paused" of "//action:paused"

    // Only a printer's firmware says this, even on a port that was found by chance.
    bool unambiguous() const;
};

// Reads any bytes; what cannot be made sense of is plain text.
MarlinLine parse_marlin_line(std::string_view line);

// A line between "Begin file list" and "End file list"; nothing for what is no file.
std::optional<File> parse_file_entry(std::string_view line);

// Whose firmware calls itself that.
Dialect dialect_of(std::string_view firmware_name);

}  // namespace escapement::client
