// Warm at a fixed rate, cool towards the room.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/heaters.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace escapement::client::marlin_sim {

namespace {

constexpr double room = 21.3;
constexpr double cooling_time_s = 120.0;

std::string pair(const char* name, double celsius, double target) {
    char text[64];
    std::snprintf(text, sizeof text, "%s:%.2f /%.2f", name, celsius, target);
    return text;
}

}  // namespace

Heaters::Heaters(int tools) : hotends_(static_cast<std::size_t>(std::clamp(tools, 1, 8))) {}

void Heaters::set_hotend(int tool, double celsius) {
    const auto index = static_cast<std::size_t>(std::max(tool, 0));
    if (index < hotends_.size()) hotends_[index].target = celsius;
}

void Heaters::off() {
    for (auto& hotend : hotends_) hotend.target = 0.0;
    bed_.target = 0.0;
}

void Heaters::advance(One& one, double seconds) {
    const double aim = std::max(one.target, room);
    if (one.celsius < aim)
        one.celsius = std::min(aim, one.celsius + one.heating_per_s * seconds);
    else
        one.celsius = aim + (one.celsius - aim) * std::exp(-seconds / cooling_time_s);
}

void Heaters::advance(base::HostTime now) {
    const double seconds = base::Seconds(now - time_).count();
    time_ = now;
    for (auto& hotend : hotends_) advance(hotend, seconds);
    advance(bed_, seconds);
}

bool Heaters::reached(int tool) const {
    const auto index = static_cast<std::size_t>(std::max(tool, 0));
    return index >= hotends_.size() || hotends_[index].celsius > hotends_[index].target - 1.0;
}

bool Heaters::bed_reached() const {
    return bed_.celsius > bed_.target - 1.0;
}

double Heaters::hotend_target(int tool) const {
    const auto index = static_cast<std::size_t>(std::max(tool, 0));
    return index < hotends_.size() ? hotends_[index].target : 0.0;
}

bool Heaters::any_on() const {
    return bed_.target > 0.0 || std::any_of(hotends_.begin(), hotends_.end(), [](const One& one) {
               return one.target > 0.0;
           });
}

std::string Heaters::report(int tool) const {
    const auto index = std::min(static_cast<std::size_t>(std::max(tool, 0)), hotends_.size() - 1);
    std::string text = pair("T", hotends_[index].celsius, hotends_[index].target) + " " +
                       pair("B", bed_.celsius, bed_.target);
    for (std::size_t i = 0; hotends_.size() > 1 && i < hotends_.size(); ++i)
        text +=
            " " + pair(("T" + std::to_string(i)).c_str(), hotends_[i].celsius, hotends_[i].target);
    return text + " @:0 B@:0";
}

}  // namespace escapement::client::marlin_sim
