// What a printer has to be told so that it does what is asked, in the dialect of its firmware.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/command.hpp"
#include "client/snapshot.hpp"

namespace escapement::client {

using Lines = std::vector<std::string>;

// Empty where the dialect has no such thing, and for what is not done by G-code alone: streaming a
// file, and pausing, resuming and cancelling what is streamed.
Lines gcode_for(const Command& command, const Snapshot& known);

// Switches all heaters that are known, and the fan, off.
Lines cool_down_lines(const Snapshot& known);

// The lines of a text, without blanks around them and without empty ones.
Lines lines_of(std::string_view text);

// Whether a line is this command, not one whose name only begins so.
bool is_command(std::string_view line, std::string_view command);
// The number behind a letter of a line: of S in "M104 S210".
std::optional<double> word_of(std::string_view line, char letter);

// Whether a wish is to stop everything at once, however it is written.
bool stops_everything(const Command& command);

// A number with up to three digits behind the point: "0.05".
std::string short_number(double value);

}  // namespace escapement::client
