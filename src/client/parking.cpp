// Moves that a paused print does not notice.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// G90 and G91 decide over the extruder too in Marlin and not elsewhere, so M82 or M83 follows each.
#include "client/parking.hpp"

namespace escapement::client {

std::optional<PausedAt> paused_at(const StreamedFile& file, const Position& position) {
    if (!file.homed() || !position.x || !position.y || !position.z || !position.e)
        return std::nullopt;
    return PausedAt{position, file.absolute(), file.absolute_extrusion(), file.feed()};
}

Lines park_lines() {
    return {"G91", "M83", "G1 E-1 F1800", "G1 Z10 F600", "G90", "G1 X0 Y0 F6000"};
}

Lines unpark_lines(const PausedAt& paused) {
    const auto& at = paused.position;
    Lines lines{"G90",
                "G1 X" + short_number(*at.x) + " Y" + short_number(*at.y) + " F6000",
                "G1 Z" + short_number(*at.z) + " F600",
                "M83",
                "G1 E1 F1800"};
    if (!paused.absolute) lines.push_back("G91");
    lines.push_back(paused.absolute_extrusion ? "M82" : "M83");
    if (paused.absolute_extrusion) lines.push_back("G92 E" + short_number(*at.e));
    if (paused.feed) lines.push_back("G1 F" + short_number(*paused.feed));
    return lines;
}

}  // namespace escapement::client
