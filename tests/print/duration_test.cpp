// The time that a print is said to take is the time that it takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <string>

#include "escapement/print_duration.hpp"
#include "printing.hpp"

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

TEST(PrintDuration, fails_with_what_would_end_the_print) {
    const auto duration = print_duration(example_printer(), small_file("G28\nG1 X999 F600\n"), {});

    ASSERT_FALSE(duration);
    EXPECT_NE(duration.error().what.find("print_test.gcode:2: Move out of range"),
              std::string::npos)
        << duration.error().what;
}

}  // namespace
}  // namespace escapement::app
