// Tests of offsets, modes and overrides.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_coordinates.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using Axes = GcodeCoordinates::Axes;

void move(GcodeCoordinates& coordinates, const char* text) {
    coordinates.move(gcode::parse_line(text));
}

std::string failure(GcodeCoordinates& coordinates, const char* text) {
    try {
        move(coordinates, text);
    } catch (const printer::CommandError& error) {
        return error.what();
    }
    return "";
}

TEST(GcodeCoordinates, axes_that_are_not_named_stay) {
    GcodeCoordinates c;

    move(c, "G1 X10 E1 F6000");
    move(c, "G1 Y5");

    EXPECT_EQ(c.state().last, (Axes{10, 5, 0, 1}));
    EXPECT_DOUBLE_EQ(c.state().speed, 100.0);
}

TEST(GcodeCoordinates, relative_mode_adds_to_the_last_position) {
    GcodeCoordinates c;
    move(c, "G1 X10 E1");
    c.state().absolute_coordinates = false;

    move(c, "G1 X-2.5 Z1 E1");

    EXPECT_EQ(c.state().last, (Axes{7.5, 0, 1, 2}));
}

TEST(GcodeCoordinates, extrusion_may_be_relative_alone) {
    GcodeCoordinates c;
    c.state().absolute_extrude = false;
    move(c, "G1 X10 E1");

    move(c, "G1 X10 E1");

    EXPECT_EQ(c.state().last, (Axes{10, 0, 0, 2}));
}

TEST(GcodeCoordinates, in_relative_coordinates_extrusion_is_relative_too) {
    GcodeCoordinates c;
    c.state().absolute_coordinates = false;
    move(c, "G1 E1");

    move(c, "G1 E1");

    EXPECT_DOUBLE_EQ(c.state().last[3], 2.0);
}

TEST(GcodeCoordinates, the_present_place_can_be_called_anything) {
    GcodeCoordinates c;
    move(c, "G1 X10 Y20 E5");

    c.call_present_place({std::nullopt, 1.0, std::nullopt, 0.0});

    EXPECT_EQ(c.gcode_position(), (Axes{10, 1, 0, 0}));
    move(c, "G1 Y2 E1");
    EXPECT_EQ(c.state().last, (Axes{10, 21, 0, 6}));
}

TEST(GcodeCoordinates, without_names_the_present_place_is_the_origin) {
    GcodeCoordinates c;
    move(c, "G1 X10 Y20 Z3 E5");

    c.call_present_place({});

    EXPECT_EQ(c.gcode_position(), (Axes{0, 0, 0, 0}));
}

TEST(GcodeCoordinates, speed_override_changes_the_speed_in_force) {
    GcodeCoordinates c;
    move(c, "G1 F6000");

    c.override_speed(0.5);

    EXPECT_DOUBLE_EQ(c.state().speed, 50.0);
    EXPECT_DOUBLE_EQ(c.gcode_speed(), 6000.0);
    EXPECT_DOUBLE_EQ(c.speed_override(), 0.5);
    move(c, "G1 F3000");
    EXPECT_DOUBLE_EQ(c.state().speed, 25.0);
}

TEST(GcodeCoordinates, flow_override_applies_to_what_is_extruded_from_now_on) {
    GcodeCoordinates c;
    move(c, "G1 E10");

    c.override_extrusion(0.5);

    EXPECT_DOUBLE_EQ(c.gcode_position()[3], 10.0);
    move(c, "G1 E12");
    EXPECT_DOUBLE_EQ(c.state().last[3], 11.0);
}

TEST(GcodeCoordinates, shifting_the_origin_moves_what_comes_after) {
    GcodeCoordinates c;
    move(c, "G1 Z1");

    EXPECT_DOUBLE_EQ(c.shift_origin(2, 0.2), 0.2);
    EXPECT_DOUBLE_EQ(c.shift_origin(2, 0.3), 0.3 - 0.2);

    move(c, "G1 Z1");
    EXPECT_DOUBLE_EQ(c.state().last[2], 1.3);
}

TEST(GcodeCoordinates, homing_brings_back_the_origin_but_not_a_renaming) {
    GcodeCoordinates c;
    c.shift_origin(0, 0.5);
    c.call_present_place({100.0, {}, {}, {}});

    c.homed(0);

    EXPECT_DOUBLE_EQ(c.state().base[0], 0.5);
}

TEST(GcodeCoordinates, restoring_a_state_keeps_what_was_extruded_meanwhile) {
    GcodeCoordinates c;
    move(c, "G1 X10 E10 F6000");
    const auto saved = c.state();
    c.state().absolute_extrude = false;
    move(c, "G1 X50 E-2 F600");

    c.restore(saved);

    EXPECT_TRUE(c.state().absolute_extrude);
    EXPECT_DOUBLE_EQ(c.state().speed, 100.0);
    EXPECT_DOUBLE_EQ(c.state().last[0], 50.0);
    move(c, "G1 E11");
    EXPECT_DOUBLE_EQ(c.state().last[3], 9.0);
}

TEST(GcodeCoordinates, a_move_that_cannot_be_read_changes_nothing) {
    GcodeCoordinates c;

    EXPECT_EQ(failure(c, "G1 X5 Yabc"),
              "Unable to parse move 'G1 X5 Yabc'\n'Yabc' is not one letter followed by a number");
    EXPECT_EQ(failure(c, "G1 X5 Y"), "Unable to parse move 'G1 X5 Y'\nY needs a number, not ''");
    EXPECT_EQ(failure(c, "G1 X5 Y1-2"),
              "Unable to parse move 'G1 X5 Y1-2'\nY needs a number, not '1-2'");
    EXPECT_EQ(failure(c, "G1 X5 F0"), "Invalid speed in 'G1 X5 F0'\nF must be above 0");
    EXPECT_EQ(c.state().last, Axes{});
}

TEST(GcodeCoordinates, words_that_name_no_axis_are_ignored) {
    GcodeCoordinates c;

    move(c, "G1 X5 parking Y7 FAST=1 (what a way to move)");

    EXPECT_EQ(c.state().last, (Axes{5.0, 7.0, 0.0, 0.0}));
}

TEST(GcodeCoordinates, has_further_axes_by_their_letters) {
    GcodeCoordinates c;
    c.set_letters("XYZEA");

    c.move(gcode::parse_line("G1 A5 B7"));
    EXPECT_EQ(c.state().last[4], 5.0);
    c.state().absolute_coordinates = false;
    c.move(gcode::parse_line("G1 A2"));
    EXPECT_EQ(c.gcode_position()[4], 7.0);
    const auto saved = c.state();
    c.move(gcode::parse_line("G1 A1"));
    c.restore(saved);
    EXPECT_EQ(c.state().last[4], 8.0);
    c.set_letters("XYZE");
    c.move(gcode::parse_line("G1 A5"));
    EXPECT_EQ(c.state().last[4], 8.0);
}

}  // namespace
}  // namespace escapement::modules
