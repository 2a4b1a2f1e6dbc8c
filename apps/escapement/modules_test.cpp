// Claims about the list of everything that a configuration can contain.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "escapement/commands.hpp"

namespace escapement::app {
namespace {

std::string listed(const ModulesWish& wish) {
    ::testing::internal::CaptureStdout();
    list_modules(wish);
    return ::testing::internal::GetCapturedStdout();
}

bool has_line(const std::string& text, const std::string& line) {
    return text.find(line + "\n") != std::string::npos;
}

TEST(Modules, notes_on_options_read_well) {
    const auto text = listed({});

    EXPECT_TRUE(has_line(text, "The microcontrollers whose pins these are. (default mcu)"));
    EXPECT_TRUE(has_line(text, "How it is restarted. (one of arduino, cheetah, command, rpi_usb)"));
    EXPECT_TRUE(text.find("(in s; at least 0, at most 0.001)") != std::string::npos);
    EXPECT_TRUE(has_line(text, "Least position that moves may have. (default 0 mm)"));
    for (const char* oddity : {"( ", "(;", "[\""})
        EXPECT_EQ(text.find(oddity), std::string::npos) << oddity;
}

TEST(Modules, commands_are_explained) {
    const auto text = listed({.section = "set_pin"});

    EXPECT_TRUE(has_line(text, "  of [output_pin <name>]")) << text;
    EXPECT_NE(text.find("SET_PIN: "), std::string::npos);
    EXPECT_NE(text.find("  PIN "), std::string::npos) << text;
    EXPECT_NE(text.find("  VALUE "), std::string::npos);
}

TEST(Modules, what_nobody_knows_gets_the_nearest_name) {
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(list_modules({.section = "SET_PINN"}), exit_failed);
    EXPECT_EQ(::testing::internal::GetCapturedStderr(),
              "escapement: there is no section or command 'SET_PINN' (did you mean 'SET_PIN'?); "
              "'escapement modules' lists them\n");
}

TEST(Modules, families_of_options_are_listed) {
    EXPECT_NE(listed({.section = "board_pins"}).find("  aliases_<suffix> "), std::string::npos);
    EXPECT_NE(listed({.json = true}).find(R"({"option": "temperature<n>")"), std::string::npos);
}

}  // namespace
}  // namespace escapement::app
