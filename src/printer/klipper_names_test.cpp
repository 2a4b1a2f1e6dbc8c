// Claims about the lists of names.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/klipper_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace escapement::printer {
namespace {

KlipperCommand command(const std::string& name) {
    for (const auto& known : klipper_commands())
        if (known.name == name) return known;
    ADD_FAILURE() << name;
    return {};
}

TEST(KlipperNames, sections_go_by_their_first_word) {
    EXPECT_TRUE(is_klipper_section("tmc2209"));
    EXPECT_TRUE(is_klipper_section("temperature_sensor"));
    EXPECT_TRUE(is_klipper_section("z_tilt"));
    EXPECT_FALSE(is_klipper_section("tmc"));
    EXPECT_FALSE(is_klipper_section(""));
}

TEST(KlipperNames, commands_know_the_sections_that_bring_them) {
    EXPECT_TRUE(command("G1").sections.empty());
    EXPECT_EQ(command("BED_MESH_CALIBRATE").sections, std::vector<std::string>{"bed_mesh"});
    EXPECT_EQ(command("SET_PIN").sections.front(), "output_pin");
}

TEST(KlipperNames, know_add_ons_and_options_of_the_past) {
    EXPECT_NE(about_add_on("led_effect").find("an add-on, which Klipper does not have"),
              std::string::npos);
    EXPECT_EQ(about_add_on("fan"), "");
    EXPECT_EQ(about_former_option("printer", "max_accel_to_decel"),
              "write minimum_cruise_ratio: 0.5 instead, or nothing");
    EXPECT_NE(about_former_option("tmc2209 stepper_x", "home_current"), "");
    EXPECT_NE(about_former_option("extruder1", "heater_power"), "");
    EXPECT_EQ(about_former_option("fan", "max_accel_to_decel"), "");
}

TEST(KlipperNames, each_stands_once) {
    const auto sections = klipper_sections();
    EXPECT_EQ(std::set(sections.begin(), sections.end()).size(), sections.size());
    const auto commands = klipper_commands();
    EXPECT_TRUE(std::is_sorted(commands.begin(), commands.end(), [](const auto& a, const auto& b) {
        return a.name < b.name;
    }));
    EXPECT_GT(commands.size(), 180U);
}

}  // namespace
}  // namespace escapement::printer
