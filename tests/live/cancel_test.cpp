// Cancelling at any moment: of a print, a macro, heating, homing, of what the terminal itself runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printing_stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

constexpr int moments = 25;  // of each of the stories below
constexpr double reaction = 0.05;

std::string some_print() {
    std::string content = "M140 S40\nG90\nM83\nG1 Z10 F600\n";
    for (int i = 0; i < 400; ++i)
        content += "G1 X" + std::to_string(20 + i * 7 % 60) + " Y" +
                   std::to_string(20 + i * 13 % 50) + " F9000\n" + (i % 40 == 0 ? "G4 P800\n" : "");
    return content;
}

// For how long what is planned goes on, in seconds.
double motion_ahead(Session& session) {
    auto& toolhead = session.host().toolhead();
    const base::Seconds ahead = toolhead.print_time() - toolhead.estimated_print_time();
    return std::max(ahead.count(), 0.0);
}

// Prints the file, cancels it at random moments up to `longest` seconds later, and sees each time
// that nothing runs any more; the last time it is followed by a print that must end well.
void cancel_at_random_moments(const std::string& content,
                              double longest,
                              unsigned seed,
                              const std::string& macros = "") {
    PrintingStage stage(macros);
    stage.write(content);
    stage.folder.write("short.gcode", "G28\nG1 X33 Y22 F6000\nG4 P10\n");
    std::mt19937 random(seed);
    // Between two approaches the head goes back a little; it has to arrive before it is asked
    // where it is.
    const bool homes = content.starts_with("G28");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "G28", 0.1);
        co_await stage.finish_lines(session);
        for (int i = 0; i < moments; ++i) {
            co_await stage.type_and_wait(
                session, PrintingStage::print_it, longest * (random() % 10'000) / 10'000.0);
            EXPECT_EQ(PrintingStage::stats(session).state, "printing") << i;
            stage.terminal.answers.clear();
            const double moving = homes ? motion_ahead(session) : 0.0;
            co_await stage.type_and_wait(session, "CANCEL_PRINT", moving + reaction);

            EXPECT_TRUE(PrintingStage::is_idle(session)) << i;
            EXPECT_EQ(PrintingStage::stats(session).state, "cancelled") << i;
            EXPECT_TRUE(stage.terminal.answers.ends_with("ok\n")) << i << stage.terminal.answers;
            // A second, then a pause and what the look-ahead held.
            EXPECT_LT(motion_ahead(session), 2.7) << "no more than what was planned already";
            co_await stage.wait(session, 0.1 * (random() % 10));
        }
        co_await stage.type_and_wait(session, "SDCARD_PRINT_FILE FILENAME=short.gcode", 0.1);
        co_await stage.finish_file(session);
        EXPECT_EQ(PrintingStage::stats(session).state, "complete");
        EXPECT_DOUBLE_EQ(session.host().toolhead().position()[0].value, 33.0);
    });
}

TEST(Cancel, ends_a_print_at_any_moment) {
    cancel_at_random_moments(some_print(), 20.0, 1);
}

TEST(Cancel, ends_heating_at_any_moment) {
    cancel_at_random_moments(
        "M140 S90\nM109 S230\nM190 S90\nTEMPERATURE_WAIT SENSOR=extruder "
        "MINIMUM=300\n",
        40.0,
        2);
}

TEST(Cancel, ends_homing_at_any_moment) {
    std::string content;
    for (int i = 0; i < 10; ++i) content += "G28\n";
    cancel_at_random_moments(content, 15.0, 3);
}

TEST(Cancel, ends_a_macro_with_a_long_loop_at_any_moment) {
    cancel_at_random_moments(
        "G1 Z10 F600\nWIGGLE\n",
        20.0,
        5,
        "[gcode_macro WIGGLE]\ngcode:\n  {% for i in range(1000) %}\n    G1 X{20 + i * 7 % 60} "
        "F9000\n"
        "    NOTHING\n  {% endfor %}\n[gcode_macro NOTHING]\ngcode:\n  {% for i in range(50) %}\n"
        "    M220 S100\n  {% endfor %}\n");
}

TEST(Cancel, ends_a_dwell_at_any_moment) {
    cancel_at_random_moments("G4 P3600000\n", 30.0, 4);
}

TEST(Cancel, ends_what_the_terminal_itself_waits_for) {
    PrintingStage stage;

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "M109 S200\nM104 S0\nCANCEL_PRINT", 0.2);
        EXPECT_TRUE(PrintingStage::is_idle(session));
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 0.0);
    });

    EXPECT_TRUE(stage.said("!! Interrupted by CANCEL_PRINT\nok\nok\n// action:cancel\nok\n"))
        << stage.terminal.answers;
}

TEST(Cancel, ends_a_resume_that_heats) {
    PrintingStage stage(
        "[gcode_macro RESUME]\nrename_existing: BASE_RESUME\ngcode:\n  M109 S220\n"
        "  G91\n  G1 E5 F300\n  G90\n  BASE_RESUME\n"
        "[gcode_macro CANCEL_PRINT]\nrename_existing: BASE_CANCEL\ngcode:\n  G91\n  G1 Z2 F600\n"
        "  G90\n  TURN_OFF_HEATERS\n  BASE_CANCEL\n");
    stage.write(some_print());

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "G28", 0.1);
        co_await stage.finish_lines(session);
        co_await stage.type_and_wait(session, PrintingStage::print_it, 5.0);
        co_await stage.type_and_wait(session, "PAUSE", 3.0);
        co_await stage.type_and_wait(session, "RESUME", 5.0);
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 220.0);
        const double moving = motion_ahead(session);
        co_await stage.type_and_wait(session, "CANCEL_PRINT", moving + reaction);

        EXPECT_TRUE(PrintingStage::is_idle(session)) << stage.terminal.answers;
        EXPECT_EQ(PrintingStage::stats(session).state, "cancelled");
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 0.0);
    });
}

TEST(Cancel, ends_the_buzzing_of_a_motor) {
    PrintingStage stage("[force_move]\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "STEPPER_BUZZ STEPPER=stepper_x", 1.5);
        co_await stage.type_and_wait(session, "CANCEL_PRINT", 2.5);
        EXPECT_TRUE(PrintingStage::is_idle(session));
        EXPECT_TRUE(stage.said("Interrupted by CANCEL_PRINT")) << stage.terminal.answers;
    });
}

TEST(Cancel, does_not_end_a_timer_that_waits_for_its_turn) {
    PrintingStage stage(
        "[respond]\n[delayed_gcode alive]\ninitial_duration: 1\ngcode:\n  M118 alive\n"
        "  UPDATE_DELAYED_GCODE ID=alive DURATION=2\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, "M109 S200", 5.0);
        co_await stage.type_and_wait(session, "CANCEL_PRINT", 10.0);
    });

    const auto& answers = stage.terminal.answers;
    const auto cancelled = answers.find("// action:cancel");
    ASSERT_NE(cancelled, std::string::npos) << answers;
    const auto again = answers.find("alive", cancelled);
    ASSERT_NE(again, std::string::npos) << answers;
    EXPECT_NE(answers.find("alive", again + 1), std::string::npos) << answers;
}

TEST(Cancel, the_heater_is_left_as_it_is_unless_somebody_says_otherwise) {
    PrintingStage stage;
    stage.write("M109 S200\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.type_and_wait(session, PrintingStage::print_it, 5.0);
        co_await stage.type_and_wait(session, "CANCEL_PRINT", reaction);
        EXPECT_DOUBLE_EQ(PrintingStage::heater_target(session, "extruder"), 200.0);
    });
}

TEST(Cancel, a_restart_does_not_wait_for_a_temperature) {
    Stage stage;
    stage.type(3.0, "M109 S200\nRESTART");
    stage.type(20.0, "STATUS");

    stage.run(21.0);

    EXPECT_TRUE(stage.said("!! Interrupted by RESTART")) << stage.terminal.answers;
    EXPECT_TRUE(stage.noted("Restarting printer"));
}

}  // namespace
}  // namespace escapement::app
