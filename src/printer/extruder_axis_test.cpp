// Extrusions that are refused or slowed down.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/extruder_axis.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Accel;
using base::Length;
using base::Speed;
using testing::at;

class ExtruderAxisTest : public ::testing::Test {
  protected:
    static motion::Move move(const motion::Position& end) {
        return {at(0, 0, 0), end, Speed{100.0}, testing::bench_limits};
    }
    static motion::ExtruderLimits limits() {
        motion::ExtruderLimits limits;
        limits.nozzle_diameter = Length{0.4};
        limits.filament_diameter = Length{1.75};
        limits.max_cross_section = motion::usual_max_cross_section(Length{0.4});
        limits.max_extrude_only_velocity = Speed{30.0};
        limits.max_extrude_only_accel = Accel{900.0};
        return limits;
    }
    std::string complaint(motion::Move move) {
        try {
            axis.check_move(move, 3);
        } catch (const CommandError& error) {
            return error.what();
        }
        return "none";
    }

    bool warm = true;
    motion::SegmentQueue segments;
    ExtruderAxis axis{
        {.name = "extruder", .limits = limits(), .can_extrude = [this] { return warm; }}, segments};
};

TEST_F(ExtruderAxisTest, pushes_no_cold_filament) {
    warm = false;

    EXPECT_EQ(complaint(move(at(10, 0, 0, 0.3))),
              "Extrude below minimum temp\n"
              "See the 'min_extrude_temp' config option for details");
}

TEST_F(ExtruderAxisTest, refuses_filament_that_nobody_can_want) {
    EXPECT_EQ(complaint(move(at(0, 0, 0, 51))),
              "Extrude only move too long (51.000mm vs 50.000mm)\n"
              "See the 'max_extrude_only_distance' config option for details");
    EXPECT_EQ(complaint(move(at(10, 0, 0, 10))),
              "Move exceeds maximum extrusion (2.405mm^2 vs 0.640mm^2)\n"
              "See the 'max_extrude_cross_section' config option for details");
    EXPECT_EQ(complaint(move(at(10, 0, 0, 0.3))), "none");
}

TEST_F(ExtruderAxisTest, slows_retractions_down_to_what_filament_bears) {
    auto retraction = move(at(0, 0, 0, -2));

    axis.check_move(retraction, 3);

    EXPECT_DOUBLE_EQ(retraction.max_cruise().value, 30.0 * 30.0);
    EXPECT_DOUBLE_EQ(retraction.accel().value, 900.0);
}

TEST_F(ExtruderAxisTest, remembers_where_planned_moves_put_the_filament) {
    auto printing = move(at(10, 0, 0, 0.5));
    printing.plan({0.0}, {100.0}, {0.0});

    axis.follow_move(base::PrintTime{base::Seconds{1.0}}, printing, 3);

    EXPECT_DOUBLE_EQ(axis.position().value, 0.5);
    EXPECT_NEAR(segments.position_at(segments.end())->x.value, 0.5, 1e-12);
}

}  // namespace
}  // namespace escapement::printer
