// One axis of a machine: its motors, its endstops, how far it goes, how it homes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/quantity.hpp"
#include "printer/complaints.hpp"
#include "printer/endstops.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"
#include "printer/stepper.hpp"

namespace escapement::printer {

// What a section may say about its axis beyond its motor.
struct RailOptions {
    std::optional<PinName> endstop_pin;
    std::optional<base::Length> position_endstop;
    base::Length position_min{0.0};
    std::optional<base::Length> position_max;
    base::Speed homing_speed{5.0};
    std::optional<base::Speed> second_homing_speed;
    std::optional<base::Speed> homing_retract_speed;
    base::Length homing_retract_dist{5.0};
    std::optional<bool> homing_positive_dir;
};

// Where the axis can be, and where it is when the endstop triggers.
struct RailRange {
    base::Length min, max, endstop;
};

// How an axis finds its endstop.
struct HomingMotion {
    base::Speed speed;
    base::Speed second_speed;
    base::Speed retract_speed;
    base::Length retract_distance;
    bool positive_direction = false;
};

// Throw ConfigError when options are missing or contradict each other.
RailRange rail_range(const RailOptions& options, const SectionName& section);
HomingMotion homing_motion(const RailOptions& options,
                           const RailRange& range,
                           const SectionName& section);

// Where a probe stands in for the endstop, the nozzle's height when it triggers is where that is.
// `config` says how high; what cannot be read there is left out.
RailOptions completed(const RailOptions& options, const config::Document& config);

// The speeds and the direction of homing where they are left to us; nothing where they are wrong.
void complete_settings(RailOptions& options, const Complaints& complaints);

// The same as complaints, and those about options that an axis must have.
void check_rail(const RailOptions& options, Complaints& complaints);

// Belongs to the main thread.
struct Rail {
    std::string name;  // "stepper_x"
    RailRange range;
    HomingMotion homing;
    std::vector<Stepper*> steppers;  // the first one speaks for the axis
    std::vector<NamedEndstop> endstops;
};

}  // namespace escapement::printer
