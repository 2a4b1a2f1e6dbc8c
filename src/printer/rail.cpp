// The rules by which an axis' options make sense together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/rail.hpp"

#include "printer/errors.hpp"
#include "printer/probe_pin.hpp"

namespace escapement::printer {

namespace {

using base::Length;

// Belts that go round and round count on for kilometres; more is a slip of the key.
constexpr Length longest_axis{1e9};
// An endstop within this share of the range from one end homes towards that end.
constexpr double near_end = 0.25;

[[noreturn]] void refuse(const SectionName& section,
                         const std::string& option,
                         const std::string& what) {
    throw section.error(option, what);
}

Length required(const std::optional<Length>& value,
                const SectionName& section,
                const std::string& option) {
    if (!value) refuse(section, option, "must be specified");
    return *value;
}

std::string text(Length length) {
    return base::print_number(length.value);
}

bool infer_direction(const RailRange& range, const SectionName& section) {
    const Length margin = near_end * (range.max - range.min);
    if (range.endstop <= range.min + margin) return false;
    if (range.endstop >= range.max - margin) return true;
    refuse(section,
           "homing_positive_dir",
           "must be specified: Unable to infer homing_positive_dir, as position_endstop " +
               text(range.endstop) + " is near neither end of the axis");
}

}  // namespace

RailOptions completed(const RailOptions& options, const config::Document& config) {
    RailOptions whole = options;
    if (options.endstop_pin && names_probe(*options.endstop_pin))
        whole.position_endstop = probe_height(config);
    return whole;
}

RailRange rail_range(const RailOptions& options, const SectionName& section) {
    RailRange range;
    range.endstop = required(options.position_endstop, section, "position_endstop");
    range.min = options.position_min;
    range.max = required(options.position_max, section, "position_max");
    if (!(range.max > range.min))
        refuse(section, "position_max", "must be above position_min " + text(range.min));
    if (range.max - range.min > longest_axis)
        refuse(
            section, "position_max", "must be within 1000 km of position_min " + text(range.min));
    if (range.endstop >= range.min && range.endstop <= range.max) return range;
    const bool by_probe = options.endstop_pin && names_probe(*options.endstop_pin);
    refuse(section,
           by_probe ? "position_min" : "position_endstop",
           (by_probe ? "the probe's z_offset " : "") +
               std::string("must be between position_min ") + text(range.min) +
               " and position_max " + text(range.max) + " (is " + text(range.endstop) + ")");
}

HomingMotion homing_motion(const RailOptions& options,
                           const RailRange& range,
                           const SectionName& section) {
    HomingMotion homing;
    homing.speed = options.homing_speed;
    homing.second_speed = options.second_homing_speed.value_or(homing.speed / 2.0);
    homing.retract_speed = options.homing_retract_speed.value_or(homing.speed);
    homing.retract_distance = options.homing_retract_dist;
    homing.positive_direction = options.homing_positive_dir ? *options.homing_positive_dir
                                                            : infer_direction(range, section);
    const Length opposite = homing.positive_direction ? range.min : range.max;
    if (range.endstop == opposite)
        refuse(section,
               "homing_positive_dir",
               "Invalid homing_positive_dir / position_endstop: the endstop is at the other end");
    return homing;
}

void complete_settings(RailOptions& options, const Complaints& complaints) {
    const RailOptions whole = completed(options, complaints.config());
    if (!whole.position_endstop || !whole.position_max) return;  // a further motor of an axis
    const auto& section = complaints.section();
    try {
        const auto homing = homing_motion(whole, rail_range(whole, section), section);
        options.second_homing_speed = homing.second_speed;
        options.homing_retract_speed = homing.retract_speed;
        options.homing_positive_dir = homing.positive_direction;
    } catch (const ConfigError&) {
        // Said elsewhere, if it matters to the machine.
    }
}

void check_rail(const RailOptions& given, Complaints& complaints) {
    const SectionName& section = complaints.section();
    const bool by_probe = given.endstop_pin && names_probe(*given.endstop_pin);
    const RailOptions options = completed(given, complaints.config());
    if (by_probe && section.written_by_hand("position_endstop"))
        complaints.add("position_endstop",
                       "must not be given with probe:z_virtual_endstop: the probe's z_offset says "
                       "it; remove this option");
    // Where a pin that cannot be read triggers, the axis need not say.
    if (!by_probe && complaints.none_about({"endstop_pin"})) complaints.require("position_endstop");
    complaints.require("endstop_pin");
    complaints.require("position_max");
    if (!options.position_endstop) return;
    complaints.attempt({"position_endstop", "position_min", "position_max"},
                       [&] { rail_range(options, section); });
    complaints.attempt({"position_endstop", "position_min", "position_max", "homing_positive_dir"},
                       [&] { homing_motion(options, rail_range(options, section), section); });
}

}  // namespace escapement::printer
