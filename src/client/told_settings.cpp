// The few commands whose effect a snapshot has a place for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/told_settings.hpp"

#include <algorithm>

#include "client/gcode_words.hpp"

namespace escapement::client {

namespace {

// M109 R waits for cooling down, too.
std::optional<double> target_of(std::string_view line,
                                std::string_view sets,
                                std::string_view waits) {
    if (is_command(line, sets)) return word_of(line, 'S');
    if (!is_command(line, waits)) return std::nullopt;
    const auto target = word_of(line, 'S');
    return target ? target : word_of(line, 'R');
}

}  // namespace

void note_told_heat(Snapshot& known, std::string_view line) {
    if (const auto target = target_of(line, "M104", "M109")) {
        const double tool = word_of(line, 'T').value_or(known.tool.value_or(0));
        if (tool >= 0.0 && tool < static_cast<double>(known.hotends.size()))
            known.hotends[static_cast<std::size_t>(tool)].target = target;
    }
    if (const auto target = target_of(line, "M140", "M190"); target && known.bed)
        known.bed->target = target;
    if (const auto target = target_of(line, "M141", "M191"); target && known.chamber)
        known.chamber->target = target;
}

void note_told_factors(Snapshot& known, std::string_view line) {
    if (word_of(line, 'P').value_or(0.0) == 0.0) {
        if (is_command(line, "M106"))
            known.fan = std::clamp(word_of(line, 'S').value_or(255.0) / 255.0, 0.0, 1.0);
        if (is_command(line, "M107")) known.fan = 0.0;
    }
    const auto percent = word_of(line, 'S');
    if (percent && is_command(line, "M220")) known.feed_rate = *percent / 100.0;
    if (percent && is_command(line, "M221")) known.flow = *percent / 100.0;
}

}  // namespace escapement::client
