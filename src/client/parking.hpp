// Getting the nozzle out of the way while a streamed print pauses, and back to where it was.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "client/gcode_words.hpp"
#include "client/snapshot.hpp"
#include "client/streamed_file.hpp"

namespace escapement::client {

// How the printer was set and where it stood when the print paused.
struct PausedAt {
    Position position;
    bool absolute = true, absolute_extrusion = true;
    std::optional<double> feed;  // mm/min
};

// Nothing if the print has not homed, or the printer does not say where it is: then the nozzle
// stays where it is.
std::optional<PausedAt> paused_at(const StreamedFile& file, const Position& position);

// Pulls the filament back, rises, and goes to the corner.
Lines park_lines();
// Goes back, and sets everything as it was.
Lines unpark_lines(const PausedAt& paused);

}  // namespace escapement::client
