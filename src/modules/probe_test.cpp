// [probe] on a printer that nobody answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

TEST(Probe, is_where_z_homes_to) {
    OfflinePrinter printer("", probing_printer());
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28");

    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xyz\"");
    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 2.0, 0.0]");
}

TEST(Probe, takes_several_samples_and_lifts_in_between) {
    OfflinePrinter printer("[probe]\nsamples: 3\nsample_retract_dist: 4\nlift_speed: 20\n",
                           probing_printer());
    printer.run("G28");
    const auto before = printer.sent("endstop_home").size();

    printer.run("PROBE");

    EXPECT_EQ(printer.sent("endstop_home").size(), before + 2 * 3);
    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, -3.0, 0.0]");
}

TEST(Probe, refuses_before_homing) {
    OfflinePrinter printer("", probing_printer());

    EXPECT_EQ(printer.failure("PROBE"), "Must home before probe");
}

struct Mistake {
    const char* sections;
    const char* complaint;
};

TEST(Probe, mistakes_are_named) {
    const Mistake mistakes[] = {
        {"[stepper_z]\nposition_endstop: 1\n", "the probe's z_offset says it"},
        {"[stepper_z]\nendstop_pin: ^probe:z_virtual_endstop\n", "Can not pullup/invert probe"},
        {"[stepper_z]\nendstop_pin: probe:virtual\n", "write probe:z_virtual_endstop"},
        {"[fan]\npin: probe:z_virtual_endstop\n", "virtual endstop only useful as endstop pin"},
        {"[bltouch]\nsensor_pin: PC6\ncontrol_pin: PC7\nz_offset: 1\n", "there is another probe"},
        {"[probe]\nz_offset: 900\n",
         "position_min: the probe's z_offset must be between position_min -3 and position_max"},
        {"[probe]\nsamples: 0\n", "samples: must be at least 1"},
    };
    for (const auto& [sections, complaint] : mistakes) {
        OfflinePrinter printer(sections, probing_printer());
        EXPECT_NE(printer.problems().find(complaint), std::string::npos)
            << sections << ": " << printer.problems();
    }
}

TEST(Probe, missing_where_an_axis_homes_to_it_is_a_problem) {
    OfflinePrinter printer("", probing_printer(""));

    EXPECT_NE(printer.problems().find("there is no probe: add a [probe] or [bltouch] section"),
              std::string::npos)
        << printer.problems();
}

TEST(Probe, what_was_saved_of_an_endstop_before_it_is_left_alone) {
    auto text = probing_printer();
    OfflinePrinter saved(
        "",
        text +
            "\n#*# <---------------------- SAVE_CONFIG ---------------------->\n"
            "#*# DO NOT EDIT THIS BLOCK OR BELOW. The contents are auto-generated.\n#*#\n"
            "#*# [stepper_z]\n#*# position_endstop = 1.5\n");
    EXPECT_EQ(saved.problems(), "");

    const std::string z = "endstop_pin: probe:z_virtual_endstop\n";
    ASSERT_NE(text.find(z), std::string::npos);
    text.insert(text.find(z), "position_endstop: 1.5\n");
    EXPECT_NE(OfflinePrinter("", text).problems().find("must not be given"), std::string::npos);
}

TEST(Probe, homes_nothing_but_z) {
    auto text = probing_printer();
    const std::string x = "endstop_pin: PA3\nposition_endstop: 0\n";
    text.replace(
        text.find(x), x.size(), "endstop_pin: probe:z_virtual_endstop\nposition_min: -3\n");
    OfflinePrinter printer("", text);
    ASSERT_EQ(printer.problems(), "");

    EXPECT_EQ(printer.failure("G28 X"), "Can only home Z with probe:z_virtual_endstop");
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"\"");
}

TEST(Probe, scripts_take_it_out_and_put_it_away_for_each_sample) {
    OfflinePrinter printer(
        "[probe]\nactivate_gcode: M114\ndeactivate_gcode: M119\n"
        "deactivate_on_each_sample: False\n",
        probing_printer());
    ASSERT_EQ(printer.problems(), "");
    printer.run("G28");
    printer.said();

    printer.run("PROBE SAMPLES=2");

    int out = 0, away = 0;
    for (const auto& said : printer.said()) {
        out += said.find("X:") != std::string::npos;
        away += said.find("x:open") != std::string::npos;
    }
    EXPECT_EQ(out, 1);
    EXPECT_EQ(away, 1);
}

TEST(Probe, scripts_must_not_move_the_head) {
    OfflinePrinter printer("[probe]\nactivate_gcode: G1 X10\n", probing_printer());

    EXPECT_EQ(printer.failure("G28\n"),
              "Toolhead moved during probe activate_gcode script; it must not");
}

}  // namespace
}  // namespace escapement::modules
