// Heat beyond what usual parts stand, and settings with which no print comes out well.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/dangers.hpp"

#include "client/gcode_words.hpp"

namespace escapement::tui {

namespace {

using client::short_number;

constexpr double hottest_hotend = 300.0, hottest_bed = 130.0;  // °C
constexpr double largest_drop = 20.0;                          // of a target, in °C
constexpr double coolest = 30.0;                               // °C; a target of less is none

std::string danger_of_heat(const std::string& name,
                           const client::Heater* heater,
                           double celsius,
                           const Model& model) {
    const double hottest = name == "bed" ? hottest_bed : hottest_hotend;
    const auto aim = short_number(celsius) + " °C";
    if (celsius > hottest) return aim + " for the " + name + "? More than most printers stand.";
    if (!has_job(model)) return {};
    const auto target = heater ? heater->target : std::nullopt;
    if (celsius < coolest && !(target && *target == 0.0))
        return "Let the " + name + " cool down in the middle of a print?";
    if (!target || celsius >= *target - largest_drop) return {};
    return aim + " for the " + name + " (now " + short_number(*target) +
           ") in the middle of a print?";
}

std::string danger_of_factor(const std::string& name, double percent, const Model& model) {
    const bool flow = name == "flow";
    const double least = flow ? 50.0 : 20.0, most = flow ? 150.0 : 300.0;
    if (!has_job(model) || (percent >= least && percent <= most)) return {};
    return short_number(percent) + " % " + name + " in the middle of a print?";
}

}  // namespace

std::string danger_of(Prompt::Kind kind, double value, const Model& model) {
    const auto& hotends = model.known.hotends;
    const auto* hotend = model.hotend < hotends.size() ? &hotends[model.hotend] : nullptr;
    const auto& bed = model.known.bed;
    switch (kind) {
        case Prompt::Kind::hotend:
            return danger_of_heat("hotend", hotend, value, model);
        case Prompt::Kind::bed:
            return danger_of_heat("bed", bed ? &*bed : nullptr, value, model);
        case Prompt::Kind::feed_rate:
            return danger_of_factor("speed", value, model);
        case Prompt::Kind::flow:
            return danger_of_factor("flow", value, model);
        default:
            return {};
    }
}

}  // namespace escapement::tui
