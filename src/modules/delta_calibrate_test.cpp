// Finding out what a delta is built like.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/delta_calibrate.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

std::string tower(char letter, int pin) {
    const auto name = [&](int offset) { return "PA" + std::to_string(pin + offset); };
    return std::string("[stepper_") + letter + "]\nstep_pin: " + name(0) + "\ndir_pin: " + name(1) +
           "\nenable_pin: " + name(2) + "\nendstop_pin: " + name(3) +
           "\nrotation_distance: 40\nmicrosteps: 16\n";
}

std::string delta_printer() {
    return "[mcu]\nserial: x\n[printer]\nkinematics: delta\nmax_velocity: 300\nmax_accel: 3000\n"
           "delta_radius: 174.75\nminimum_z_position: -5\n" +
           tower('a', 0) + "position_endstop: 297\narm_length: 333\n" + tower('b', 4) +
           tower('c', 8) + "[delta_calibrate]\nradius: 50\n";
}

// All seven places by hand, each that much below the paper's height.
std::string by_hand(const char* down) {
    std::string script = "G28\nDELTA_CALIBRATE METHOD=manual\n";
    for (int i = 0; i < 7; ++i) script += std::string("TESTZ Z=") + down + "\nACCEPT\n";
    return script;
}

TEST(DeltaCalibrate, finds_nothing_wrong_with_a_good_machine) {
    OfflinePrinter printer("", delta_printer());
    ASSERT_EQ(printer.problems(), "");

    printer.run(by_hand("-5"));

    const auto said = printer.said();
    ASSERT_GE(said.size(), 2u);
    const auto& text = said[said.size() - 2];
    EXPECT_NE(text.find("delta_radius: 174.7"), std::string::npos) << text;
    EXPECT_NE(text.find("stepper_a: position_endstop: 297.0"), std::string::npos) << text;
    EXPECT_EQ(said.back(),
              "// The SAVE_CONFIG command will update the printer config file\n"
              "// with these parameters and restart the printer.");
}

TEST(DeltaCalibrate, raises_all_endstops_alike_when_the_bed_is_low_everywhere) {
    OfflinePrinter printer("", delta_printer());

    printer.run(by_hand("-6"));

    const auto pending = printer.status("configfile", "save_config_pending_items");
    EXPECT_NE(pending.find(R"("position_endstop": "298.0)"), std::string::npos) << pending;
    EXPECT_NE(pending.find(R"("height6_pos")"), std::string::npos) << pending;
}

TEST(DeltaCalibrate, extended_needs_a_basic_one_and_all_measurements) {
    OfflinePrinter printer("", delta_printer());
    printer.run("G28");

    EXPECT_EQ(printer.failure("DELTA_ANALYZE CALIBRATE=extended"),
              "Must run basic calibration with DELTA_CALIBRATE first");
    EXPECT_EQ(printer.failure("DELTA_ANALYZE SCALE=1,2"), "Parameter 'SCALE' must have 1 values");
    EXPECT_EQ(printer.failure("DELTA_ANALYZE CENTER_DISTS=1,2,3,4,5,6 CALIBRATE=extended"),
              "Not all measurements provided: DELTA_ANALYZE needs CENTER_DISTS, "
              "CENTER_PILLAR_WIDTHS, OUTER_DISTS and OUTER_PILLAR_WIDTHS");
    EXPECT_EQ(printer.failure("DELTA_ANALYZE CALIBRATE=basic"),
              "Unknown calibrate action 'basic'; it can be extended");
}

TEST(DeltaCalibrate, extended_goes_by_what_was_saved_and_measured) {
    OfflinePrinter first("", delta_printer());
    first.run(by_hand("-5"));
    std::string saved;
    const auto pending = first.printer().status("configfile");
    const auto* items = pending.find("save_config_pending_items")->find("delta_calibrate");
    ASSERT_NE(items, nullptr);
    for (const auto& [option, value] : *items->as<base::Value::Table>())
        saved += option + ": " + *value.as<std::string>() + "\n";
    OfflinePrinter printer(saved, delta_printer());
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nDELTA_ANALYZE MANUAL_HEIGHT=297.1");
    EXPECT_NE(printer.said().back().find("is actually z=297.100"), std::string::npos);
    printer.run(
        "DELTA_ANALYZE CENTER_DISTS=74.5,74.5,74.5,74.5,74.5,74.5 "
        "CENTER_PILLAR_WIDTHS=9.5,9.5,9.5\n"
        "DELTA_ANALYZE OUTER_DISTS=74.5,74.5,74.5,74.5,74.5,74.5 "
        "OUTER_PILLAR_WIDTHS=9.5,9.5,9.5,9.5,9.5,9.5\n"
        "DELTA_ANALYZE CALIBRATE=extended");

    const auto text = printer.status("configfile", "save_config_pending_items");
    EXPECT_NE(text.find("distance11_pos2"), std::string::npos);
    EXPECT_NE(text.find("manual_height0"), std::string::npos);
    EXPECT_NE(text.find("arm_length"), std::string::npos);
}

TEST(DeltaCalibrate, is_for_deltas_only) {
    OfflinePrinter printer("[delta_calibrate]\nradius: 50\n");

    EXPECT_NE(printer.problems().find("Delta calibrate is only for delta printers"),
              std::string::npos);
}

TEST(DeltaCalibrate, what_was_saved_must_be_whole) {
    OfflinePrinter printer("height0: 0.1\n", delta_printer());

    EXPECT_NE(printer.problems().find("needs height0_pos as well"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
