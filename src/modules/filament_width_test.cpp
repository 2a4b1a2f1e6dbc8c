// Tests of sensors that measure filament.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/filament_width.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Lines = std::vector<std::string>;

const std::string hall =
    "[pause_resume]\n[hall_filament_width_sensor]\nadc1: PC0\nadc2: PC1\n"
    "default_nominal_filament_diameter: 1.75\nmeasurement_delay: 70\n";

TEST(FilamentOnItsWay, arrives_after_a_while) {
    FilamentOnItsWay way;
    EXPECT_TRUE(way.add({70.0, 1.7}, 10.0));
    EXPECT_FALSE(way.add({79.0, 1.8}, 10.0));
    EXPECT_TRUE(way.add({80.0, 1.9}, 10.0));

    EXPECT_EQ(way.take(69.0), std::nullopt);
    EXPECT_EQ(way.take(70.0), 1.7);
    EXPECT_EQ(way.take(75.0), std::nullopt);
    EXPECT_EQ(way.take(90.0), 1.9);
    EXPECT_TRUE(way.empty());
}

TEST(FlowFor, thick_filament_needs_less) {
    EXPECT_EQ(flow_for(1.75, 1.75, 0.2), 100);
    EXPECT_EQ(flow_for(1.85, 1.75, 0.2), 89);
    EXPECT_EQ(flow_for(1.65, 1.75, 0.2), 112);
    EXPECT_EQ(flow_for(2.5, 1.75, 0.2), 100);
}

TEST(HallFilamentWidthSensor, tells_its_state) {
    OfflinePrinter printer(hall);
    printer.said();

    printer.run(
        "QUERY_FILAMENT_WIDTH\nENABLE_FILAMENT_WIDTH_SENSOR FLOW_COMPENSATION=0\n"
        "QUERY_RAW_FILAMENT_WIDTH");

    EXPECT_EQ(printer.said(),
              (Lines{"// Filament diameter: sensor disabled\n// Filament state: sensor disabled\n"
                     "// Width sensor: OFF\n// Flow compensation: ON",
                     "// Filament width sensor: ON\n// Flow compensation: OFF",
                     "// ADC1=0 ADC2=0 RAW=0"}));
    EXPECT_EQ(printer.status("hall_filament_width_sensor", "Diameter"), "1.75");
    EXPECT_EQ(printer.status("hall_filament_width_sensor", "is_active"), "true");
    EXPECT_EQ(printer.status("hall_filament_width_sensor", "flow_compensation_enabled"), "false");
}

TEST(HallFilamentWidthSensor, its_options_must_fit_together) {
    OfflinePrinter printer(hall + "Raw_dia1: 100\nRaw_dia2: 100\nmax_difference: 2\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("raw_dia2: raw_dia1 and raw_dia2 must be different"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("max_difference: must be less than default_nominal_filament_diameter"),
              std::string::npos)
        << problems;
}

TEST(Tsl1401clFilamentWidthSensor, is_switched_on_and_off) {
    OfflinePrinter printer(
        "[tsl1401cl_filament_width_sensor]\npin: PC0\nmeasurement_delay: 70\n"
        "default_nominal_filament_diameter: 1.75\nmax_difference: 0.2\n");
    printer.said();

    printer.run(
        "QUERY_FILAMENT_WIDTH\nENABLE_FILAMENT_WIDTH_SENSOR\n"
        "DISABLE_FILAMENT_WIDTH_SENSOR\nDISABLE_FILAMENT_WIDTH_SENSOR");

    EXPECT_EQ(printer.said(),
              (Lines{"// Filament NOT present",
                     "// Filament width sensor is already On",
                     "// Filament width sensor Turned Off",
                     "// Filament width sensor is already Off"}));
}

}  // namespace
}  // namespace escapement::modules
