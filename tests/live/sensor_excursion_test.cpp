// Sensors that lose contact for a moment, and printers that have been told what to do then.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printing_stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

constexpr std::size_t extruder = 0;
constexpr const char* print_for_long = "M109 S60\nG4 P20000\nM117 end\n";

void lose_contact(Stage& stage) {
    stage.world.machine().plug_sensor(extruder, false);
}
void find_contact(Stage& stage) {
    stage.world.machine().plug_sensor(extruder, true);
}

std::string policy(const std::string& wish) {
    return "[display_status]\n[error_policy]\nsensor_excursion: " + wish + "\n";
}

// Prints with the heater on, and loses contact for 1.5 s.
Task<> lose_contact_for_a_moment(PrintingStage& stage, Session& session) {
    co_await stage.type_and_wait(session, PrintingStage::print_it, 30.0);
    EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 60.0);
    lose_contact(stage);
    co_await stage.wait(session, 1.2);
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
    co_await stage.wait(session, 0.3);
    find_contact(stage);
    co_await stage.wait(session, 3.0);
}

TEST(SensorExcursion, shuts_the_printer_down_if_nothing_else_is_wished) {
    Stage stage("[error_policy]\n");
    stage.type(3.0, "M104 S60");
    stage.outside.at(10.0, [&] { lose_contact(stage); });
    stage.outside.at(11.5, [&] { find_contact(stage); });
    stage.type(15.0, "STATUS");

    stage.run(16.0);

    EXPECT_TRUE(stage.said("ADC out of range")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// Sensor 'extruder' temperature -")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// Last readings: ")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("(heater_pin PA2, EPCOS 100K B57560G104F on sensor_pin PC0)."))
        << stage.terminal.answers;
    EXPECT_TRUE(stage.said("// Usual causes: a broken cable or a loose plug"));
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
}

TEST(SensorExcursion, may_be_just_said_and_heating_goes_on_afterwards) {
    PrintingStage stage(policy("warn"));
    stage.write(print_for_long);

    stage.tell([&](Session& session) -> Task<> {
        co_await lose_contact_for_a_moment(stage, session);
        EXPECT_TRUE(stage.said("!! Sensor 'extruder' reads -")) << stage.terminal.answers;
        EXPECT_TRUE(stage.said("not in range 0.0:260.0; before it was at "))
            << stage.terminal.answers;
        EXPECT_TRUE(stage.said("// Usual causes: a loose plug, or a cable"));
        EXPECT_TRUE(stage.said("// Sensor 'extruder' is back in range after 1."))
            << stage.terminal.answers;
        EXPECT_EQ(PrintingStage::stats(session).state, "printing");
        EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{"extruder"});
        co_await stage.finish_file(session);
        EXPECT_EQ(PrintingStage::stats(session).state, "complete");
    });
}

TEST(SensorExcursion, may_pause_the_print) {
    PrintingStage stage(policy("pause"));
    stage.write(print_for_long);

    stage.tell([&](Session& session) -> Task<> {
        co_await lose_contact_for_a_moment(stage, session);
        EXPECT_EQ(PrintingStage::stats(session).state, "paused");
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 60.0);
        co_await stage.type_and_wait(session, "CANCEL_PRINT", 0.1);
    });
}

TEST(SensorExcursion, may_cancel_the_print) {
    PrintingStage stage(policy("cancel"));
    stage.write(print_for_long);

    stage.tell([&](Session& session) -> Task<> {
        co_await lose_contact_for_a_moment(stage, session);
        EXPECT_EQ(PrintingStage::stats(session).state, "cancelled");
        EXPECT_TRUE(PrintingStage::is_idle(session));
    });
}

TEST(SensorExcursion, that_lasts_ends_in_a_shutdown_by_the_board) {
    Stage stage(policy("warn"));
    stage.type(3.0, "M104 S60");
    stage.outside.at(10.0, [&] { lose_contact(stage); });
    std::vector<std::string> on_meanwhile;
    std::string reason_meanwhile;
    stage.outside.at(14.0, [&] {
        on_meanwhile = stage.heaters_and_motors_on();
        reason_meanwhile = stage.world.shutdown_reason();
    });
    stage.type(18.0, "STATUS");

    stage.run(19.0);

    EXPECT_EQ(on_meanwhile, std::vector<std::string>{});
    EXPECT_EQ(reason_meanwhile, "");
    EXPECT_TRUE(stage.said("ADC out of range")) << stage.terminal.answers;
    EXPECT_FALSE(stage.said("Last readings: none")) << stage.terminal.answers;
}

}  // namespace
}  // namespace escapement::app
