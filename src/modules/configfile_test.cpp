// What SAVE_CONFIG is given, and what it says of the configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/configfile.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(Configfile, shows_the_configuration_as_it_is_written) {
    OfflinePrinter printer("[fan]\nmax_power: .5\n");

    const auto config = printer.status("configfile", "config");

    EXPECT_NE(config.find("\"max_power\": \".5\""), std::string::npos) << config;
}

TEST(Configfile, shows_defaults_that_follow_from_other_options) {
    OfflinePrinter printer("[verify_heater extruder]\n[input_shaper]\n");
    const auto settings = printer.status("configfile", "settings");

    for (const char* shown : {"\"second_homing_speed\": 2.5",
                              "\"homing_retract_speed\": 5.0",
                              "\"homing_positive_dir\": false",
                              "\"max_extrude_cross_section\": 0.64",
                              "\"check_gain_time\": 20.0",
                              "\"shaper_type_y\": \"mzv\""})
        EXPECT_NE(settings.find(shown), std::string::npos) << shown << " in " << settings;
}

TEST(Configfile, shows_settings_with_their_defaults) {
    OfflinePrinter printer("[fan]\nmax_power: .5\n");

    const auto settings = printer.status("configfile", "settings");

    EXPECT_NE(settings.find("\"max_z_velocity\": "), std::string::npos) << settings;
    EXPECT_NE(settings.find("\"max_power\": 0.5"), std::string::npos) << settings;
    EXPECT_NE(settings.find("\"cycle_time\": 0.01"), std::string::npos) << settings;
}

// The settings of a section, {} where it has none.
std::string settings_of(OfflinePrinter& printer, const std::string& section) {
    const auto all = printer.printer().status("configfile");
    const auto* found = all.find("settings")->find(section);
    return found ? base::to_json(*found) : "{}";
}

TEST(Configfile, shows_no_options_of_other_sensors_and_machines) {
    OfflinePrinter printer("[fan]\npin: PC9\n[heater_fan hot]\npin: PC10\ntachometer_pin: PC11\n");

    const auto extruder = settings_of(printer, "extruder");
    for (const char* other : {"rtd_nominal_r", "i2c_speed", "adc_voltage", "tc_type", "max_delta"})
        EXPECT_EQ(extruder.find(other), std::string::npos) << other << " in " << extruder;
    EXPECT_NE(extruder.find("\"pullup_resistor\": 4700.0"), std::string::npos) << extruder;
    EXPECT_NE(extruder.find("\"gear_ratio\": []"), std::string::npos) << extruder;
    EXPECT_EQ(settings_of(printer, "printer").find("delta_radius"), std::string::npos);
    EXPECT_EQ(settings_of(printer, "printer").find("minimum_z_position"), std::string::npos);
    EXPECT_EQ(settings_of(printer, "fan").find("tachometer_ppr"), std::string::npos);
    EXPECT_NE(settings_of(printer, "heater_fan hot").find("tachometer_ppr"), std::string::npos);
}

TEST(Configfile, shows_sections_that_exist_unwritten) {
    OfflinePrinter printer("");

    EXPECT_EQ(settings_of(printer, "idle_timeout").substr(0, 10), "{\"timeout\"");
    EXPECT_NE(settings_of(printer, "verify_heater extruder").find("\"check_gain_time\": 20.0"),
              std::string::npos);
    EXPECT_NE(settings_of(printer, "verify_heater heater_bed").find("\"check_gain_time\": 60.0"),
              std::string::npos);
}

TEST(Configfile, templates_see_lists_as_tuples) {
    OfflinePrinter printer(
        "[respond]\n[bed_screws]\nscrew1: 10, 20\nscrew2: 30, 40\nscrew3: 9, 9\n[gcode_macro "
        "SHOW]\ngcode:\n"
        "  {% set s = printer.configfile.settings %}\n"
        "  M118 {s.bed_screws.screw1} {s.stepper_x.gear_ratio} {'x' in s} {s.bed_screws is "
        "mapping} "
        "{s.x is defined} {printer.configfile.config.bed_screws.screw1}\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("SHOW");

    EXPECT_EQ(printer.said().back(), "echo: (10.0, 20.0) () False True False 10, 20");
}

TEST(Configfile, keeps_what_is_to_be_saved) {
    OfflinePrinter printer("[skew_correction]\n");
    EXPECT_EQ(printer.status("configfile", "save_config_pending"), "false");

    printer.run("SET_SKEW XY=140.4,142.8,99.8\nSKEW_PROFILE SAVE=mine");

    EXPECT_EQ(printer.status("configfile", "save_config_pending"), "true");
    const auto items = printer.status("configfile", "save_config_pending_items");
    EXPECT_TRUE(items.starts_with("{\"skew_correction mine\": {\"xy_skew\": \"")) << items;
}

TEST(Configfile, marks_a_section_that_goes) {
    OfflinePrinter printer(
        "[skew_correction]\n#*# <--- SAVE_CONFIG --->\n#*# [skew_correction old]\n"
        "#*# xy_skew = 0\n#*# xz_skew = 0\n#*# yz_skew = 0\n");

    printer.run("SKEW_PROFILE REMOVE=old");

    EXPECT_EQ(printer.status("configfile", "save_config_pending_items"),
              "{\"skew_correction old\": null}");
}

TEST(Configfile, saves_nothing_while_planning) {
    OfflinePrinter printer("[skew_correction]\n");

    printer.run("SAVE_CONFIG");
    EXPECT_EQ(printer.said(), std::vector<std::string>{});
    printer.run("SKEW_PROFILE SAVE=mine");
    printer.said();
    printer.run("SAVE_CONFIG");
    EXPECT_EQ(printer.said(),
              std::vector<std::string>{"// SAVE_CONFIG: nothing is saved while planning; the "
                                       "printer would restart here, which ends a print"});
}

}  // namespace
}  // namespace escapement::modules
