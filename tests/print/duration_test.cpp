// The time that a print is said to take is the time that it takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

#include "escapement/interrupt.hpp"
#include "escapement/print_duration.hpp"
#include "printer/errors.hpp"
#include "printing.hpp"
#include "runtime/actor.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {
namespace {

constexpr const char* further_sections = "[gcode_arcs]\n[firmware_retraction]\n[exclude_object]\n";

std::string circle_of_lines() {
    std::string text = "G28\nG1 X100 Y100 Z5 F6000\n";
    for (int i = 0; i < 400; ++i)
        text += "G1 X" + std::to_string(100 + i % 20) + " Y" + std::to_string(100 + i * 7 % 20) +
                " F9000\n";
    return text;
}

// Ten files in which time passes for different reasons.
const std::string files[] = {
    "G28\n",
    "G28\nG1 X10 Y10 Z10 F6000\nG1 X200 F3000\nG1 Y200\n",
    "G28\nG4 P3500\nG1 X50 F6000\nG4 S2\nG1 X100\n",
    "M109 S200\nG28\nG1 X50 E5 F600\n",
    "M104 S210\nM190 S50\nM109 S210\nG28\nG1 Z1 F600\nG1 X100 E3 F1200\n",
    circle_of_lines(),
    "G28\nM400\nG1 X10 F6000\nM400\nG1 X20\nM400\nG1 X30\nM400\nG1 X40\n",
    "G28\nG91\nG1 Z10 F900\nG90\nG1 X100 Y100 F6000\nG2 X140 Y100 I20 J0 F3000\nG3 X100 Y100 I-20 "
    "J0\n",
    "M109 S200\nG28\nG10\nG1 X50 F6000\nG11\nG1 X90 E4 F1200\nG10\nM104 S0\nG28 X\n",
    "G28\nM204 S500\nG1 X100 F12000\nM220 S50\nG1 X10\nSET_VELOCITY_LIMIT VELOCITY=20\nG1 X60\n"
    "TURN_OFF_HEATERS\nG28 Z\nG1 Z50 F600\n",
};

TEST(PrintDuration, of_ten_files_is_what_their_prints_take_within_a_second) {
    const auto config = example_printer_with(further_sections);
    for (const std::string& text : files) {
        const auto file = small_file(text);

        const auto said = print_duration(config, file, {});
        const auto printed = print_with(config, *make_blueprint(config), file);

        ASSERT_TRUE(said) << said.error().what << "\n" << text;
        ASSERT_EQ(printed.failure, "") << text;
        EXPECT_GT(printed.report.print_time_s, 5.0) << text;
        EXPECT_NEAR(said->whole.count(), printed.report.print_time_s, 1.0) << text;
    }
}

TEST(PrintDuration, tells_how_much_of_it_is_heating) {
    const auto config = example_printer();

    const auto duration =
        print_duration(config, small_file("G28\nM109 S200\nG1 X50 E3 F1200\n"), {});

    ASSERT_TRUE(duration);
    EXPECT_GT(duration->heating.count(), 30.0);
    EXPECT_LT(duration->heating.count(), duration->whole.count());
}

TEST(PrintDuration, counts_waits_of_macros_as_heating) {
    const auto config =
        example_printer_with("[gcode_macro START]\ngcode:\n  M104 S200\n  M109 S200\n  G28\n");

    const auto duration = print_duration(config, small_file("START\n"), {});

    ASSERT_TRUE(duration);
    EXPECT_GT(duration->heating.count(), 30.0);
    EXPECT_LT(duration->heating.count(), duration->whole.count());
}

TEST(PrintDuration, of_a_printer_with_a_card_counts_its_loops) {
    const auto config =
        example_printer_with("[virtual_sdcard]\npath: /tmp\n[sdcard_loop]\n[pause_resume]\n");
    const auto loop = [&](const std::string& count) {
        const auto duration =
            print_duration(config,
                           small_file("G28\nSDCARD_LOOP_BEGIN COUNT=" + count +
                                      "\nG4 P10000\nSDCARD_LOOP_END\nPAUSE\nG1 X20 F600\n"),
                           {});
        EXPECT_TRUE(duration) << duration.error().what;
        return duration ? duration->whole.count() : 0.0;
    };

    EXPECT_NEAR(loop("3") - loop("1"), 20.0, 0.5);
}

TEST(PrintDuration, goes_on_behind_a_pause_of_the_card) {
    const auto config = example_printer_with("[virtual_sdcard]\npath: /tmp\n");

    const auto duration = print_duration(config, small_file("G28\nM25\nG4 P30000\n"), {});

    ASSERT_TRUE(duration) << duration.error().what;
    EXPECT_GT(duration->whole.count(), 30.0);
}

TEST(PrintDuration, finds_filament_at_its_switch) {
    for (const char* pin : {"^PE7", "!PE7"}) {
        const auto config = example_printer_with(
            std::string("[filament_switch_sensor runout]\nswitch_pin: ") + pin +
            "\n[gcode_macro NEED_IT]\ngcode:\n"
            "  {% if not printer['filament_switch_sensor runout'].filament_detected %}\n"
            "    {action_raise_error('no filament')}\n  {% endif %}\n");

        const auto duration = print_duration(config, small_file("G28\nNEED_IT\n"), {});

        EXPECT_TRUE(duration) << pin << ": " << duration.error().what;
    }
}

TEST(PrintDuration, is_known_at_each_share_of_the_file) {
    const auto duration =
        print_duration(example_printer(), small_file("G28\nG4 P10000\n" + circle_of_lines()), {});

    ASSERT_TRUE(duration);
    ASSERT_GT(duration->marks.size(), 3U);
    for (std::size_t i = 1; i < duration->marks.size(); ++i) {
        EXPECT_GE(duration->marks[i].share, duration->marks[i - 1].share);
        EXPECT_GE(duration->marks[i].time.count(), duration->marks[i - 1].time.count());
    }
    EXPECT_EQ(duration->marks.back().time, duration->whole);
}

struct Timed {
    std::vector<printer::TimeMark> marks;
    std::string failure;
};

Timed timed_meanwhile(const config::Document& config, const std::string& file) {
    runtime::SystemOutside outside;
    runtime::Executor executor(outside);
    Timed timed;
    bool finished = false;
    const auto all = [&]() -> runtime::Task<> {
        try {
            auto timing = time_meanwhile(executor, config, file);
            timed.marks = co_await timing;
        } catch (const printer::CommandError& error) {
            timed.failure = error.what();
        }
    };
    executor.spawn(all(), [&](std::exception_ptr) { finished = true; });
    const std::array<runtime::Actor*, 1> actors{&executor};
    runtime::drive(outside, actors, finished);
    return timed;
}

TEST(PrintDuration, can_be_found_out_while_something_else_goes_on) {
    const auto config = example_printer();
    const auto file = small_file("G28\nG4 P3500\n");

    const auto timed = timed_meanwhile(config, file);

    ASSERT_FALSE(timed.marks.empty());
    EXPECT_EQ(timed.marks.back().time, print_duration(config, file, {})->whole);
}

TEST(PrintDuration, tells_meanwhile_that_a_print_will_be_too_cold_and_nothing_else) {
    const auto config = example_printer();

    const auto cold = timed_meanwhile(
        config, small_file("G28\nM109 S200\nM104 S20\nG4 P900000\nG1 X20 E2 F1200\n"));
    EXPECT_TRUE(cold.marks.empty());
    EXPECT_NE(cold.failure.find("print_test.gcode:5: Extrude below minimum temp"),
              std::string::npos)
        << cold.failure;

    const auto outside = timed_meanwhile(config, small_file("G28\nG1 X999 F600\n"));
    EXPECT_TRUE(outside.marks.empty());
    EXPECT_EQ(outside.failure, "");
}

TEST(PrintDuration, fails_with_what_would_end_the_print) {
    const auto duration = print_duration(example_printer(), small_file("G28\nG1 X999 F600\n"), {});

    ASSERT_FALSE(duration);
    EXPECT_NE(duration.error().what.find("print_test.gcode:2: Move out of range"),
              std::string::npos)
        << duration.error().what;
}

TEST(PrintDuration, of_an_interrupted_print_blames_no_macro) {
    const auto config = example_printer_with(
        "[gcode_macro LOOP]\ngcode:\n  {% for i in range(1000) %}\n  G4 P1000\n  {% endfor %}\n");
    const InterruptWatch interrupts;
    const DurationWatch watch{.on_line = [](double, std::uint64_t) { std::raise(SIGTERM); }};

    const auto duration = print_duration(config, small_file("G28\nLOOP\n"), watch);

    ASSERT_FALSE(duration);
    EXPECT_EQ(duration.error().what, "interrupted");
    EXPECT_TRUE(interrupts.interrupted());
    EXPECT_EQ(interrupted_exit_code(), 143);
}

}  // namespace
}  // namespace escapement::app
