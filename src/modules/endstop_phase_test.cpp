// Phases of motors at their endstops.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/endstop_phase.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(PhaseHistory, wraps_counts_of_steps) {
    PhaseHistory history(64);

    EXPECT_EQ(history.note(130), 2);
    EXPECT_EQ(history.note(-1), 63);
    EXPECT_EQ(history.last(), 63);
    EXPECT_EQ(history.last_position(), -1);
}

TEST(PhaseHistory, finds_the_middle_of_what_it_saw_even_around_zero) {
    PhaseHistory history(64);
    for (const int position : {62, 63, 63, 0, 1, 2}) history.note(position);

    const auto summary = history.summary();

    EXPECT_TRUE(summary.best == 63 || summary.best == 0) << summary.best;
    EXPECT_EQ(summary.lowest, 62);
    EXPECT_EQ(summary.highest, 2);
}

TEST(EndstopPhase, is_learned_and_saved) {
    OfflinePrinter printer("[endstop_phase stepper_z]\n");
    ASSERT_EQ(printer.problems(), "");
    printer.run("ENDSTOP_PHASE_CALIBRATE");
    EXPECT_EQ(printer.said().back(), "// No steppers found. (Be sure to home at least once.)");
    EXPECT_EQ(printer.failure("ENDSTOP_PHASE_CALIBRATE STEPPER=stepper_z").substr(0, 39),
              "Stats not available for stepper stepper");

    printer.run("G28 Z\nENDSTOP_PHASE_CALIBRATE STEPPER=stepper_z");

    EXPECT_NE(printer.status("endstop_phase", "last_home").find(R"("phases": 64)"),
              std::string::npos);
    EXPECT_NE(printer.status("configfile", "save_config_pending_items")
                  .find(R"("endstop_phase stepper_z": {"trigger_phase": ")"),
              std::string::npos);
}

TEST(EndstopPhase, corrects_the_position_by_the_phases_difference) {
    OfflinePrinter printer("[endstop_phase stepper_z]\ntrigger_phase: 10/64\n");

    printer.run("G28 Z");

    // Steps are 1/400 mm; offline every difference counts, as the one below.
    const auto z = printer.status("toolhead", "position");
    EXPECT_NE(z, "[0.0, 0.0, 0.0, 0.0]");
    EXPECT_EQ(z.substr(0, 13), "[0.0, 0.0, -0");
}

TEST(EndstopPhase, of_motors_whose_drivers_count_is_known_without_a_section) {
    OfflinePrinter printer(
        "[endstop_phase]\n[tmc2209 stepper_x]\nuart_pin: PC0\nrun_current: 0.8\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28 X Y\nENDSTOP_PHASE_CALIBRATE STEPPER=stepper_x");

    EXPECT_NE(printer.status("endstop_phase", "last_home").find(R"("stepper_x": {"phase": )"),
              std::string::npos);
    EXPECT_EQ(printer.status("endstop_phase", "last_home").find("stepper_y"), std::string::npos);
    EXPECT_NE(printer.status("configfile", "save_config_pending_items")
                  .find(R"("endstop_phase stepper_x": {"trigger_phase": ")"),
              std::string::npos);
}

TEST(EndstopPhase, mistakes_are_named) {
    OfflinePrinter none("[endstop_phase stepper_q]\n");
    EXPECT_NE(none.problems().find("there is no section [stepper_q]"), std::string::npos);

    OfflinePrinter phase("[endstop_phase stepper_z]\ntrigger_phase: 64/64\n");
    EXPECT_NE(phase.problems().find("Invalid trigger_phase '64/64'"), std::string::npos);

    OfflinePrinter rough("[endstop_phase stepper_z]\nendstop_accuracy: 5\n");
    EXPECT_NE(rough.problems().find("is not accurate enough"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
