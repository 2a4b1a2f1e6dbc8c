// What [printer] and the motors' sections may say about machines with towers, arms or cables.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/quantity.hpp"
#include "printer/description.hpp"
#include "printer/rail.hpp"
#include "printer/section_name.hpp"

namespace escapement::printer {

// Where a motor is, and what it moves.
struct StepperGeometry {
    std::optional<base::Length> arm_length;
    std::optional<base::Length> arm_x_length;
    std::optional<base::Length> upper_arm_length;
    std::optional<base::Length> lower_arm_length;
    std::optional<double> angle;  // degrees
    std::optional<base::Length> anchor_x, anchor_y, anchor_z;
};

// What a motor's section says on such a machine.
struct MotorRule {
    bool endstop = true;     // it has one, and homes
    bool range = false;      // it has position_min and position_max
    bool turns = false;      // its position is an angle: gear_ratio instead of rotation_distance
    bool several = false;    // there may be further motors: [stepper_a1]
    std::string after = {};  // the section that must be there, too
    // The section whose position_endstop and arms it takes where it has none of its own.
    std::string_view like = {};
    // In degrees, where it says none.
    std::optional<double> usual_angle = {};
    // The options of StepperGeometry that it has, and those that it must have.
    std::vector<std::string_view> options = {}, required = {};
};

// A motor's section made into a rail; without an endstop there is only the motor in it.
struct CurvedRail {
    SectionName section;
    Rail rail;
    StepperGeometry geometry;
};

struct HeightOptions {
    base::Length minimum_z_position{0.0};

    template <class Module>
    static void describe(Description<Module>& module) {
        module.template option<&HeightOptions::minimum_z_position>(
            "Least height that moves may have.");
    }
};

// Throws ConfigError when the greatest height is less than that.
void check_height(const HeightOptions& options, base::Length most, const SectionName& printer);

// A length that a motor's section gives, or a like one.  Throws ConfigError unless it is above the
// limit, which `limit_name` names.
struct LengthAbove {
    double limit;
    std::string limit_name;
};
double length_above(const CurvedRail& rail,
                    std::string_view option,
                    const std::optional<base::Length>& value,
                    const LengthAbove& least);

}  // namespace escapement::printer
