// What a simulated machine did, whoever made it do so.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "sim/world.hpp"

namespace escapement::app {

struct MachineReport {
    std::string kinematics;
    double simulated_s = 0.0;       // everything, heating and cooling included
    double wall_s = 0.0;            // how long the computer took; not part of the verdict
    double filament_pins_mm = 0.0;  // retractions subtracted
    double peak_speed = 0.0;        // mm/s
    std::size_t heights = 0;        // on which filament was laid
    struct Motor {
        std::string name;
        std::uint64_t steps = 0;  // pulses
        std::int64_t net = 0;
    };
    std::vector<Motor> motors;
    struct Heater {
        std::string name;
        double peak_celsius = 0.0, end_celsius = 0.0;
    };
    std::vector<Heater> heaters;
    std::uint64_t lost_steps = 0;
    std::vector<std::string> left_on;  // outputs that are on
    std::string shutdown_reason;       // of a board, if any
    std::uint64_t fingerprint = 0;     // of everything that happened at the pins
    std::vector<std::string> pictures;

    // Takes down what the world can say: motors, heaters, outputs, shutdowns.
    void look_at(const sim::World& world);

    // Adds a line of the report.
    static void row(std::string& out, std::string_view name, const std::string& text);
    // One line for each motor and heater, and the fingerprint.
    void add_parts(std::string& out) const;
    // The same and all numbers above for programs.
    void add_parts(base::Value& out) const;
};

}  // namespace escapement::app
