// Names of dialects, and which jobs must not be disturbed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/snapshot.hpp"

namespace escapement::client {

std::string_view dialect_name(Dialect dialect) {
    switch (dialect) {
        case Dialect::marlin:
            return "Marlin";
        case Dialect::prusa:
            return "Prusa";
        case Dialect::reprapfirmware:
            return "RepRapFirmware";
        case Dialect::repetier:
            return "Repetier";
        case Dialect::smoothie:
            return "Smoothieware";
        case Dialect::klipper:
            return "Klipper";
        case Dialect::teacup:
            return "Teacup";
        case Dialect::unknown:
            break;
    }
    return "unknown firmware";
}

bool is_busy(const Job& job) {
    return job.state == JobState::printing || job.state == JobState::pausing ||
           job.state == JobState::cancelling;
}

bool is_reachable(const Snapshot& known) {
    if (known.link == Link::searching) return known.ports == 1;
    return known.link == Link::listening || known.link == Link::asking ||
           known.link == Link::online;
}

void forget_values(Snapshot& known) {
    for (auto& hotend : known.hotends) hotend = {};
    for (auto* heater : {&known.bed, &known.chamber})
        if (*heater) *heater = Heater{};
    for (auto& sensor : known.sensors) sensor.heater = {};
    known.position = {};
    known.homed.reset();
    known.fan = known.feed_rate = known.flow = known.babystep = std::nullopt;
}

Snapshot believable(Snapshot known) {
    if (known.link == Link::online || !known.was_online) return known;
    forget_values(known);
    known.message.clear();
    if (known.job && known.job->source != JobSource::host) known.job.reset();
    return known;
}

std::string file_name(const Snapshot& known, const std::string& path) {
    if (!known.files) return path;
    for (const auto& file : *known.files)
        if (file.path == path) return file.name;
    return path;
}

}  // namespace escapement::client
