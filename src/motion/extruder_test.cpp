// Filament limits with the numbers of a common hot end: 0.4 mm nozzle, 1.75 mm filament.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/extruder.hpp"

#include <gtest/gtest.h>

namespace escapement::motion {
namespace {

constexpr MoveLimits machine{{300.0}, {3000.0}, 0.5, {5.0}};

ExtruderLimits common() {
    ExtruderLimits limits;
    limits.nozzle_diameter = Length{0.4};
    limits.filament_diameter = Length{1.75};
    limits.max_cross_section = usual_max_cross_section(limits.nozzle_diameter);
    limits.max_extrude_only_velocity = usual_extrude_only_velocity(limits, machine.max_velocity);
    limits.max_extrude_only_accel = usual_extrude_only_accel(limits, machine.max_accel);
    return limits;
}

Move move_by(double x, double e) {
    Position to{};
    to[0] = Length{x};
    to[extruder_axis] = Length{e};
    return Move({}, to, Speed{100.0}, machine);
}

ExtrusionFault fault(double x, double e) {
    return extrusion_fault(move_by(x, e), extruder_axis, common());
}

TEST(Extruder, derives_usual_limits_from_nozzle_and_filament) {
    const ExtruderLimits limits = common();

    EXPECT_NEAR(filament_area(limits.filament_diameter).value, 2.405282, 1e-6);
    EXPECT_NEAR(limits.max_cross_section.value, 0.64, 1e-12);
    EXPECT_NEAR(limits.max_extrude_ratio(), 0.266081, 1e-6);
    EXPECT_NEAR(limits.max_extrude_only_velocity.value, 79.8243, 1e-4);
    EXPECT_NEAR(limits.max_extrude_only_accel.value, 798.243, 1e-3);
}

TEST(Extruder, refuses_lines_thicker_than_the_nozzle_can_lay) {
    EXPECT_EQ(fault(10.0, 2.6), ExtrusionFault::none);
    EXPECT_EQ(fault(10.0, 2.7), ExtrusionFault::too_thick);
    EXPECT_NEAR(extruded_area(move_by(10.0, 2.7), extruder_axis, common()).value, 0.649426, 1e-6);
}

TEST(Extruder, lets_tiny_blobs_pass) {
    EXPECT_EQ(fault(0.05, 0.1), ExtrusionFault::none);
    EXPECT_EQ(fault(0.05, 0.11), ExtrusionFault::too_thick);
}

TEST(Extruder, bounds_the_length_of_extrusions_in_place_and_of_retractions) {
    EXPECT_EQ(fault(0.0, 50.0), ExtrusionFault::none);
    EXPECT_EQ(fault(0.0, 50.1), ExtrusionFault::too_long);
    EXPECT_EQ(fault(10.0, -50.1), ExtrusionFault::too_long);
    EXPECT_EQ(fault(10.0, -1.0), ExtrusionFault::none);
}

TEST(Extruder, slows_retractions_to_what_filament_may_do) {
    Move wipe = move_by(1.0, -4.0);
    limit_extrude_only(wipe, extruder_axis, common());
    EXPECT_NEAR(wipe.max_cruise().value, (79.8243 / 4.0) * (79.8243 / 4.0), 0.01);
    EXPECT_NEAR(wipe.accel().value, 798.243 / 4.0, 1e-3);

    Move printing = move_by(1.0, 0.05);
    limit_extrude_only(printing, extruder_axis, common());
    EXPECT_EQ(printing.max_cruise(), SpeedSquared{10000.0});
}

TEST(Extruder, bounds_the_jump_of_filament_speed_at_a_junction) {
    const Move thin = move_by(10.0, 0.2), thick = move_by(10.0, 0.3);

    EXPECT_NEAR(extruder_corner_limit(thin, thick, extruder_axis, Speed{1.0}).value, 1e4, 1e-6);
    EXPECT_EQ(extruder_corner_limit(thin, thin, extruder_axis, Speed{1.0}),
              unlimited_speed_squared);
}

}  // namespace
}  // namespace escapement::motion
