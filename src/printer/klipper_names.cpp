// Lists of names, as facts: their meaning is Klipper's documentation.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/klipper_names.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace escapement::printer {
namespace {

// The first words of section names.
constexpr std::string_view section_names =
    "ad5206 adc_scaled adc_temperature adxl345 aht10 angle axis_twist_compensation bed_mesh "
    "bed_screws bed_tilt bltouch bme280 bmi160 board_pins canbus_stats carriage controller_fan "
    "dac084S085 delayed_gcode delta_calibrate display display_data display_glyph display_status "
    "display_template dotstar ds18b20 dual_carriage duplicate_pin_override endstop_phase "
    "exclude_object extra_carriage extruder extruder_stepper fan fan_generic "
    "filament_motion_sensor filament_switch_sensor firmware_retraction force_move gcode_arcs "
    "gcode_button gcode_macro hall_filament_width_sensor heater_bed heater_fan heater_generic "
    "homing_heaters homing_override htu21d icm20948 idle_timeout input_shaper led lis2dw lis3dh "
    "lm75 load_cell load_cell_probe manual_stepper mcp4018 mcp4451 mcp4728 mcu menu mpu9250 "
    "multi_pin neopixel output_pin palette2 pause_resume pca9533 pca9632 printer probe "
    "probe_eddy_current pwm_cycle_time pwm_tool quad_gantry_level replicape resonance_tester "
    "respond safe_z_home samd_sercom save_variables screws_tilt_adjust sdcard_loop servo sht3x "
    "skew_correction smart_effector spi_temperature static_digital_output static_pwm_clock "
    "stepper stepper_a stepper_arm stepper_b stepper_bed stepper_c stepper_left stepper_right "
    "stepper_x stepper_y stepper_z sx1509 temperature_combined temperature_fan temperature_host "
    "temperature_mcu temperature_probe temperature_sensor thermistor tmc2130 tmc2208 tmc2209 "
    "tmc2240 tmc2660 tmc5160 tsl1401cl_filament_width_sensor verify_heater virtual_sdcard "
    "z_thermal_adjust z_tilt ";

// Commands, each with the sections that bring it; the first will do.
constexpr std::string_view command_names =
    "ABORT ACCELEROMETER_DEBUG_READ:adxl345|bmi160|icm20948 "
    "ACCELEROMETER_DEBUG_WRITE:adxl345|bmi160|icm20948 "
    "ACCELEROMETER_MEASURE:adxl345|bmi160|icm20948 ACCELEROMETER_QUERY:adxl345|bmi160|icm20948 "
    "ACCEPT ACTIVATE_EXTRUDER ADJUSTED:bed_screws ANGLE_CALIBRATE:angle "
    "ANGLE_CHIP_CALIBRATE:angle ANGLE_DEBUG_READ:angle ANGLE_DEBUG_WRITE:angle "
    "AXIS_TWIST_COMPENSATION_CALIBRATE:axis_twist_compensation BED_MESH_CALIBRATE:bed_mesh "
    "BED_MESH_CLEAR:bed_mesh BED_MESH_MAP:bed_mesh BED_MESH_OFFSET:bed_mesh "
    "BED_MESH_OUTPUT:bed_mesh BED_MESH_PROFILE:bed_mesh BED_SCREWS_ADJUST:bed_screws "
    "BED_TILT_CALIBRATE:bed_tilt BLTOUCH_DEBUG:bltouch BLTOUCH_STORE:bltouch "
    "CALC_MEASURED_SKEW:skew_correction CALIBRATE:load_cell|load_cell_probe "
    "CANCEL_PRINT:pause_resume CLEAR_PAUSE:pause_resume DELTA_ANALYZE:delta_calibrate "
    "DELTA_CALIBRATE:delta_calibrate DISABLE_FILAMENT_WIDTH_LOG:hall_filament_width_sensor "
    "DISABLE_FILAMENT_WIDTH_SENSOR:hall_filament_width_sensor|tsl1401cl_filament_width_sensor "
    "DUMP_TMC:tmc2130|tmc2208|tmc2209 ECHO ENABLE_FILAMENT_WIDTH_LOG:hall_filament_width_sensor "
    "ENABLE_FILAMENT_WIDTH_SENSOR:hall_filament_width_sensor|tsl1401cl_filament_width_sensor "
    "ENDSTOP_PHASE_CALIBRATE:endstop_phase EXCLUDE_OBJECT:exclude_object "
    "EXCLUDE_OBJECT_DEFINE:exclude_object EXCLUDE_OBJECT_END:exclude_object "
    "EXCLUDE_OBJECT_START:exclude_object FIRMWARE_RESTART FORCE_MOVE G0 G1 "
    "G10:firmware_retraction G11:firmware_retraction G17:gcode_arcs G18:gcode_arcs "
    "G19:gcode_arcs G2:gcode_arcs G20 G21 G28 G3:gcode_arcs G4 G90 G91 G92 "
    "GET_CURRENT_SKEW:skew_correction GET_POSITION GET_RETRACTION:firmware_retraction HELP "
    "INIT_TMC:tmc2130|tmc2208|tmc2209 LDC_CALIBRATE_DRIVE_CURRENT:probe_eddy_current "
    "LOAD_CELL_CALIBRATE:load_cell|load_cell_probe "
    "LOAD_CELL_DIAGNOSTIC:load_cell|load_cell_probe LOAD_CELL_READ:load_cell|load_cell_probe "
    "LOAD_CELL_TARE:load_cell|load_cell_probe LOAD_CELL_TEST_TAP:load_cell_probe M104 M105 "
    "M106:fan M107:fan M109 M110 M112 M114 M115 M117:display_status M118:respond M119 "
    "M140:heater_bed M18 M190:heater_bed M20:virtual_sdcard M204 M21:virtual_sdcard M220 M221 "
    "M23:virtual_sdcard M24:virtual_sdcard M25:virtual_sdcard M26:virtual_sdcard "
    "M27:virtual_sdcard M28:virtual_sdcard M29:virtual_sdcard M30:virtual_sdcard M400 "
    "M73:display_status M82 M83 M84 MANUAL_PROBE MANUAL_STEPPER:manual_stepper "
    "MEASURE_AXES_NOISE:resonance_tester NEXT PALETTE_CLEAR:palette2 PALETTE_CONNECT:palette2 "
    "PALETTE_CUT:palette2 PALETTE_DISCONNECT:palette2 PALETTE_SMART_LOAD:palette2 "
    "PAUSE:pause_resume PID_CALIBRATE PROBE:bltouch|load_cell_probe|probe "
    "PROBE_ACCURACY:bltouch|load_cell_probe|probe PROBE_CALIBRATE:bltouch|load_cell_probe|probe "
    "PROBE_EDDY_CURRENT_CALIBRATE:probe_eddy_current "
    "PROBE_EDDY_CURRENT_TAP_CALIBRATE:probe_eddy_current QUAD_GANTRY_LEVEL:quad_gantry_level "
    "QUERY_ADC QUERY_BUTTON:gcode_button QUERY_ENDSTOPS "
    "QUERY_FILAMENT_SENSOR:filament_motion_sensor|filament_switch_sensor|hall_filament_width_"
    "sensor "
    "QUERY_FILAMENT_WIDTH:hall_filament_width_sensor|tsl1401cl_filament_width_sensor "
    "QUERY_PROBE:bltouch|load_cell_probe|probe "
    "QUERY_RAW_FILAMENT_WIDTH:hall_filament_width_sensor "
    "RESET_FILAMENT_WIDTH_SENSOR:hall_filament_width_sensor|tsl1401cl_filament_width_sensor "
    "RESET_SMART_EFFECTOR:smart_effector RESPOND:respond RESTART RESTORE_DUAL_CARRIAGE_STATE "
    "RESTORE_GCODE_STATE RESUME:pause_resume SAVE_CONFIG SAVE_DUAL_CARRIAGE_STATE "
    "SAVE_GCODE_STATE SAVE_VARIABLE:save_variables SCREWS_TILT_CALCULATE:screws_tilt_adjust "
    "SDCARD_LOOP_BEGIN:sdcard_loop SDCARD_LOOP_DESIST:sdcard_loop SDCARD_LOOP_END:sdcard_loop "
    "SDCARD_PRINT_FILE:virtual_sdcard SDCARD_RESET_FILE:virtual_sdcard SET_DIGIPOT:mcp4018 "
    "SET_DISPLAY_GROUP:display SET_DISPLAY_TEXT:display_status SET_DUAL_CARRIAGE "
    "SET_EXTRUDER_ROTATION_DISTANCE SET_FAN_SPEED:fan_generic "
    "SET_FILAMENT_SENSOR:filament_motion_sensor|filament_switch_sensor|hall_filament_width_sensor "
    "SET_GCODE_OFFSET SET_GCODE_VARIABLE:gcode_macro SET_HEATER_TEMPERATURE SET_IDLE_TIMEOUT "
    "SET_INPUT_SHAPER:input_shaper SET_KINEMATIC_POSITION:force_move "
    "SET_LED:dotstar|led|neopixel SET_LED_TEMPLATE:dotstar|led|neopixel "
    "SET_PIN:output_pin|pwm_cycle_time|pwm_tool SET_PRESSURE_ADVANCE "
    "SET_PRINT_STATS_INFO:print_stats SET_RETRACTION:firmware_retraction SET_SERVO:servo "
    "SET_SKEW:skew_correction SET_SMART_EFFECTOR:smart_effector SET_STEPPER_CARRIAGES "
    "SET_STEPPER_ENABLE SET_TEMPERATURE_FAN_TARGET:temperature_fan "
    "SET_TMC_CURRENT:tmc2130|tmc2208|tmc2209 SET_TMC_FIELD:tmc2130|tmc2208|tmc2209 "
    "SET_VELOCITY_LIMIT SET_Z_THERMAL_ADJUST:z_thermal_adjust SHAPER_CALIBRATE:resonance_tester "
    "SKEW_PROFILE:skew_correction STATUS STEPPER_BUZZ SYNC_EXTRUDER_MOTION "
    "TARE:load_cell|load_cell_probe TEMPERATURE_PROBE_CALIBRATE:temperature_probe "
    "TEMPERATURE_PROBE_COMPLETE:temperature_probe TEMPERATURE_PROBE_ENABLE:temperature_probe "
    "TEMPERATURE_PROBE_NEXT:temperature_probe TEMPERATURE_WAIT TESTZ "
    "TEST_RESONANCES:resonance_tester TUNING_TOWER TURN_OFF_HEATERS "
    "UPDATE_DELAYED_GCODE:delayed_gcode Z_ENDSTOP_CALIBRATE Z_OFFSET_APPLY_ENDSTOP "
    "Z_OFFSET_APPLY_PROBE:bltouch|load_cell_probe|probe Z_TILT_ADJUST:z_tilt ";

template <class Use>
void each_word(std::string_view words, Use use) {
    while (!words.empty()) {
        const auto end = words.find(' ');
        use(words.substr(0, end));
        words.remove_prefix(end + 1);  // a blank ends each word
    }
}

}  // namespace

bool is_klipper_section(std::string_view type) {
    bool known = false;
    each_word(section_names, [&](std::string_view name) { known = known || name == type; });
    return known;
}

std::vector<std::string> klipper_sections() {
    std::vector<std::string> names;
    each_word(section_names, [&](std::string_view name) { names.emplace_back(name); });
    return names;
}

std::vector<KlipperCommand> klipper_commands() {
    std::vector<KlipperCommand> commands;
    each_word(command_names, [&](std::string_view word) {
        const auto colon = std::min(word.find(':'), word.size());
        KlipperCommand command{std::string(word.substr(0, colon)), {}};
        for (auto rest = word.substr(std::min(colon + 1, word.size())); !rest.empty();) {
            const auto bar = std::min(rest.find('|'), rest.size());
            command.sections.emplace_back(rest.substr(0, bar));
            rest.remove_prefix(std::min(bar + 1, rest.size()));
        }
        commands.push_back(std::move(command));
    });
    return commands;
}

std::string about_add_on(std::string_view type) {
    // Sections of projects that people install beside Klipper, or of its forks.
    constexpr std::array<std::string_view, 27> add_ons{"atc_switch",
                                                       "auto_speed",
                                                       "autotune_tmc",
                                                       "beacon",
                                                       "cartographer",
                                                       "dockable_probe",
                                                       "e3v3se_display",
                                                       "frame_expansion_compensation",
                                                       "gcode_shell_command",
                                                       "idm",
                                                       "led_effect",
                                                       "motor_constants",
                                                       "motors_sync",
                                                       "probe_pressure",
                                                       "ratos",
                                                       "ratos_homing",
                                                       "resonance_generator",
                                                       "rounded_path",
                                                       "scanner",
                                                       "shaketune",
                                                       "tool",
                                                       "tool_probe",
                                                       "toolchanger",
                                                       "tools_calibrate",
                                                       "virtual_pins",
                                                       "z_calibration",
                                                       "z_offset_calibration"};
    // Of the many sections that one project has.
    constexpr std::array<std::string_view, 6> families{
        "afc", "ercf", "ktc", "mmu", "stepper_mmu", "trad_rack"};
    const auto name = base::lower_case(type);
    const bool known = std::find(add_ons.begin(), add_ons.end(), name) != add_ons.end() ||
                       std::any_of(families.begin(), families.end(), [&](auto family) {
                           return name.starts_with(family);
                       });
    if (!known) return {};
    return "is of an add-on, which Klipper does not have either; remove it, and what calls its "
           "commands";
}

std::string about_former_option(std::string_view section, std::string_view option) {
    struct Former {
        std::string_view section, option, remedy;
    };
    // The first two as Klipper's Config_Changes.md has them, the others are Kalico's.
    constexpr std::array<Former, 6> all{{
        {"printer", "max_accel_to_decel", "write minimum_cruise_ratio: 0.5 instead, or nothing"},
        {"bed_mesh", "relative_reference_index", "write zero_reference_position: X, Y instead"},
        {"tmc", "home_current", "it is Kalico's; set the current in a macro before G28"},
        {"heater", "heater_power", "it belongs to Kalico's control: mpc; remove it"},
        {"printer", "max_x_accel", "it is Kalico's; only z has a limit of its own, max_z_accel"},
        {"printer", "max_y_accel", "it is Kalico's; only z has a limit of its own, max_z_accel"},
    }};
    const auto found = std::find_if(all.begin(), all.end(), [&](const Former& each) {
        const bool any_heater = each.section == "heater" &&
                                (section.starts_with("extruder") || section.starts_with("heater"));
        return option == each.option && (any_heater || section.starts_with(each.section));
    });
    return found == all.end() ? "" : std::string(found->remedy);
}

}  // namespace escapement::printer
