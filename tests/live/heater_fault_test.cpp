// Heaters that do not heat as they should, and printers that have been told what to do then.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printing_stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

// No heater is that good.
constexpr const char* strict =
    "[verify_heater extruder]\nheating_gain: 200\ncheck_gain_time: 2\nmax_error: 10\n";

TEST(HeaterFault, shuts_the_printer_down_and_names_pins_readings_and_causes) {
    Stage stage(strict);
    stage.type(3.0, "M104 S200");
    stage.type(20.0, "STATUS");

    stage.run(21.0);

    EXPECT_TRUE(stage.said("!! Heater extruder not heating at expected rate"))
        << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// Last readings: ")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("(heater_pin ")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// Usual causes: the sensor or the heater cartridge has slipped out"));
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
}

TEST(HeaterFault, may_pause_the_print_and_goes_on_heating_with_it) {
    PrintingStage stage(std::string(strict) + "[error_policy]\nheater_fault: pause\n");
    stage.write("M109 S200\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 15.0);
        EXPECT_EQ(PrintingStage::stats(session).state, "paused");
        EXPECT_TRUE(PrintingStage::is_idle(session));
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 0.0);
        EXPECT_TRUE(stage.said("// It has been switched off.")) << stage.terminal.answers;

        co_await stage.type_and_wait(session, "RESUME", 1.5);
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 200.0);
        EXPECT_EQ(PrintingStage::stats(session).state, "printing");
        co_await stage.type_and_wait(session, "CANCEL_PRINT", 0.1);
    });
}

TEST(HeaterFault, may_cancel_the_print) {
    PrintingStage stage(std::string(strict) + "[error_policy]\nheater_fault: cancel\n");
    stage.write("M109 S200\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 15.0);
        EXPECT_EQ(PrintingStage::stats(session).state, "cancelled");
        EXPECT_TRUE(PrintingStage::is_idle(session));
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 0.0);
    });
}

}  // namespace
}  // namespace escapement::app
