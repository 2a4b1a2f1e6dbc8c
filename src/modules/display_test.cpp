// Tests of displays as a whole.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string characters =
    "[display]\nlcd_type: hd44780\nrs_pin: PC0\ne_pin: PC1\nd4_pin: PC2\nd5_pin: PC3\nd6_pin: "
    "PC4\nd7_pin: PC5\nencoder_pins: ^PC6, ^PC7\nclick_pin: ^!PC8\n";

// Everything that was written on a display of characters, as text.  Messages print what is text
// in quotes, and other bytes in hexadecimal.
std::string written(OfflinePrinter& printer) {
    std::string text;
    for (const auto& line : printer.sent("hd44780_send_data")) {
        const auto data = line.substr(line.find("data=") + 5);
        if (data.starts_with('"')) {
            text += data.substr(1, data.size() - 2);
            continue;
        }
        for (std::size_t i = 0; i + 1 < data.size(); i += 2)
            text += static_cast<char>(std::stoi(data.substr(i, 2), nullptr, 16));
    }
    return text;
}

TEST(Display, is_told_how_to_begin_and_what_to_show) {
    OfflinePrinter printer(characters);

    EXPECT_EQ(printer.problems(), "");
    const auto commands = printer.sent("hd44780_send_cmds");
    ASSERT_GE(commands.size(), 5U);
    EXPECT_TRUE(commands[0].ends_with("cmds=\"3\""));
    EXPECT_TRUE(commands[3].ends_with("cmds=282802"));
    EXPECT_TRUE(commands[4].ends_with("cmds=060c"));
    EXPECT_NE(written(printer).find("Ready"), std::string::npos) << written(printer);
}

TEST(Display, shows_groups_of_the_configuration) {
    OfflinePrinter printer(characters +
                           "display_group: mine\n[display_data mine hello]\nposition: 1, 3\n"
                           "text: Hi { 40 + 2 }~degrees~\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_NE(written(printer).find("Hi 42\xdf"), std::string::npos);
}

TEST(Display, what_fails_is_told_once) {
    OfflinePrinter printer(characters +
                           "display_group: mine\n[display_data mine hello]\nposition: 1, 3\n"
                           "text: { printer.nothing.at_all }\n");

    const auto said = printer.said();
    ASSERT_FALSE(said.empty());
    EXPECT_NE(said.front().find("display: "), std::string::npos) << said.front();
}

TEST(Display, keys_must_make_sense) {
    OfflinePrinter printer(
        "[display]\nlcd_type: ssd1306\nencoder_pins: PC0\nencoder_steps_per_detent: 3\n"
        "analog_range_up_pin: 5\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("encoder_pins: must be two pins, with a comma between them"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("encoder_steps_per_detent: must be 2 or 4"), std::string::npos);
    EXPECT_NE(problems.find("analog_range_up_pin: must have two numbers"), std::string::npos);
}

TEST(Display, menus_of_a_configuration_are_refused) {
    OfflinePrinter printer(characters + "menu_root: mine\n[menu mine]\ntype: list\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("[display] menu_root: not supported yet (there is only the built-in "
                            "menu); remove it to continue"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[menu mine]"), std::string::npos) << problems;
}

TEST(Display, groups_must_be_there) {
    OfflinePrinter printer(characters);

    EXPECT_EQ(printer.failure("SET_DISPLAY_GROUP DISPLAY=display GROUP=_default_20x5"),
              "Unknown display_data group '_default_20x5' (did you mean '_default_20x4'?)");
    EXPECT_EQ(printer.failure("SET_DISPLAY_GROUP GROUP=_multiextruder_16x4"), "");
}

}  // namespace
}  // namespace escapement::modules
