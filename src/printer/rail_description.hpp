// The options that a rail has, whatever section they stand in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>

#include "printer/description.hpp"
#include "printer/rail.hpp"

namespace escapement::printer {

template <class Module>
concept ModuleWithRail = std::derived_from<typename Module::Config, RailOptions>;

// `share` gives the word that sections have in common that may name the same endstop pin.
template <ModuleWithRail Module>
void describe_rail(Description<Module>& module, std::string (*share)(const SectionName&)) {
    using base::Length;
    using base::Speed;
    module
        .template option<&RailOptions::endstop_pin>(
            "Input that tells that the axis is at its endstop, or probe:z_virtual_endstop.")
        .endstop()
        .shared(share);
    module.template option<&RailOptions::position_endstop>(
        "Where the axis is when the endstop triggers.");
    module.template option<&RailOptions::position_min>("Least position that moves may have.");
    module.template option<&RailOptions::position_max>("Greatest position that moves may have.");
    module.template option<&RailOptions::homing_speed>("Speed of the first approach.")
        .above(Speed{0.0});
    module.template option<&RailOptions::second_homing_speed>("Speed of the second approach.")
        .above(Speed{0.0});
    module
        .template option<&RailOptions::homing_retract_speed>(
            "Speed of the way back between the two.")
        .above(Speed{0.0});
    module
        .template option<&RailOptions::homing_retract_dist>(
            "Length of the way back; 0 to approach once.")
        .at_least(Length{0.0});
    module.template option<&RailOptions::homing_positive_dir>(
        "Whether the endstop is at the greater end.");
}

}  // namespace escapement::printer
