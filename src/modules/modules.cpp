// The list of everything a printer configuration can contain, in the order of building.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/modules.hpp"

#include "modules/accelerometer_sections.hpp"
#include "modules/accelerometers.hpp"
#include "modules/adc_scaled.hpp"
#include "modules/analog_buttons.hpp"
#include "modules/axis_twist_compensation.hpp"
#include "modules/base_commands.hpp"
#include "modules/bed_mesh.hpp"
#include "modules/bed_mesh_profile.hpp"
#include "modules/bed_screws.hpp"
#include "modules/bed_tilt.hpp"
#include "modules/bltouch.hpp"
#include "modules/board_pins.hpp"
#include "modules/carriage_commands.hpp"
#include "modules/carriage_sections.hpp"
#include "modules/configfile.hpp"
#include "modules/constants.hpp"
#include "modules/controller_fan.hpp"
#include "modules/current_probe.hpp"
#include "modules/curved_stepper_section.hpp"
#include "modules/delayed_gcode.hpp"
#include "modules/delta_calibrate.hpp"
#include "modules/digipots.hpp"
#include "modules/display.hpp"
#include "modules/display_screens.hpp"
#include "modules/display_status.hpp"
#include "modules/display_template.hpp"
#include "modules/dotstar.hpp"
#include "modules/endstop_phase.hpp"
#include "modules/error_policy.hpp"
#include "modules/exclude_object.hpp"
#include "modules/extruder.hpp"
#include "modules/extruder_heat.hpp"
#include "modules/extruder_stepper.hpp"
#include "modules/fan.hpp"
#include "modules/fan_generic.hpp"
#include "modules/filament_sensors.hpp"
#include "modules/filament_width.hpp"
#include "modules/firmware_retraction.hpp"
#include "modules/force_move.hpp"
#include "modules/gcode_arcs.hpp"
#include "modules/gcode_button.hpp"
#include "modules/gcode_macro.hpp"
#include "modules/gcode_move.hpp"
#include "modules/heater_bed.hpp"
#include "modules/heater_fan.hpp"
#include "modules/heater_generic.hpp"
#include "modules/heaters.hpp"
#include "modules/homing.hpp"
#include "modules/homing_heaters.hpp"
#include "modules/homing_override.hpp"
#include "modules/idle_timeout.hpp"
#include "modules/input_shaper.hpp"
#include "modules/led.hpp"
#include "modules/led_chips.hpp"
#include "modules/macro_commands.hpp"
#include "modules/manual_probe.hpp"
#include "modules/manual_stepper.hpp"
#include "modules/mcu.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/motion_report.hpp"
#include "modules/neopixel.hpp"
#include "modules/output_pin.hpp"
#include "modules/pause_resume.hpp"
#include "modules/pid_calibrate.hpp"
#include "modules/pin_lists.hpp"
#include "modules/plain_sections.hpp"
#include "modules/preflight.hpp"
#include "modules/print_stats.hpp"
#include "modules/probe.hpp"
#include "modules/pwm_cycle_time.hpp"
#include "modules/pwm_tool.hpp"
#include "modules/quad_gantry_level.hpp"
#include "modules/query_adc.hpp"
#include "modules/query_endstops.hpp"
#include "modules/resonance_tester.hpp"
#include "modules/respond.hpp"
#include "modules/safe_z_home.hpp"
#include "modules/save_variables.hpp"
#include "modules/screws_tilt_adjust.hpp"
#include "modules/sdcard_loop.hpp"
#include "modules/second_carriage.hpp"
#include "modules/servo.hpp"
#include "modules/skew_correction.hpp"
#include "modules/smart_effector.hpp"
#include "modules/statistics.hpp"
#include "modules/stepper_enable.hpp"
#include "modules/stepper_section.hpp"
#include "modules/temperature_fan.hpp"
#include "modules/temperature_sensor.hpp"
#include "modules/template_evaluator.hpp"
#include "modules/thermistor.hpp"
#include "modules/tmc_drivers.hpp"
#include "modules/tmc_sections.hpp"
#include "modules/toolhead.hpp"
#include "modules/tuning_tower.hpp"
#include "modules/verify_heater.hpp"
#include "modules/virtual_sdcard.hpp"
#include "modules/webhooks.hpp"
#include "modules/z_tilt.hpp"

namespace escapement::modules {
namespace {

template <class... Types>
std::vector<printer::ModuleType> types() {
    std::vector<printer::ModuleType> list;
    (list.push_back(printer::ModuleType::of<Types>()), ...);
    return list;
}

void append(std::vector<printer::ModuleType>& list, std::vector<printer::ModuleType> more) {
    for (auto& type : more) list.push_back(std::move(type));
}

// What follows the machine and is not followed by anything.
std::vector<printer::ModuleType> outputs() {
    return types<PidCalibrate,
                 ControllerFan,
                 FanGeneric,
                 TemperatureSensor,
                 TemperatureFan,
                 Led,
                 Neopixel,
                 Dotstar,
                 Pca9533,
                 Pca9632,
                 Mcp4451,
                 Mcp4728,
                 Mcp4018,
                 Ad5206,
                 Dac084s085,
                 GcodeButton,
                 Display,
                 OutputPin,
                 PwmTool,
                 PwmCycleTime,
                 Servo,
                 StaticDigitalOutput,
                 FilamentSwitchSensor,
                 FilamentMotionSensor,
                 HallFilamentWidthSensor,
                 Tsl1401clFilamentWidthSensor>();
}

// What others build upon.
std::vector<printer::ModuleType> basic_modules() {
    return types<McuModule,
                 Configfile,
                 Constants,
                 PreflightCheck,
                 BoardPins,
                 DuplicatePinOverride,
                 MultiPin,
                 QueryAdc,
                 AdcScaled,
                 Buttons,
                 DisplayTemplate,
                 TemplateEvaluator,
                 DisplayData,
                 DisplayGlyph,
                 DisplayScreens,
                 BaseCommands,
                 Webhooks,
                 Statistics,
                 PlainSections,
                 MotionQueuing,
                 CustomThermistor,
                 CustomAdcTemperature,
                 QueryEndstops>();
}

// The machine and its motors.
std::vector<printer::ModuleType> motion_modules() {
    return types<CurrentProbe,
                 Probe,
                 Bltouch,
                 SmartEffector,
                 StepperEnable,
                 Heaters,
                 StepperSection,
                 CurvedStepperSection,
                 SecondCarriageSection,
                 CarriageSection,
                 DualCarriageSection,
                 ExtraCarriageSection,
                 CarriageMotorSection,
                 TmcDrivers,
                 Tmc2130,
                 Tmc2208,
                 Tmc2209,
                 Tmc2240,
                 Tmc2660,
                 Tmc5160,
                 ToolheadModule,
                 DualCarriageCommands,
                 StepperCarriageCommands,
                 HomingModule,
                 HomingOverride,
                 SafeZHome,
                 IdleTimeout,
                 MotionReport,
                 InputShaper,
                 GcodeMove,
                 TuningTower,
                 GcodeArcs,
                 FirmwareRetraction>();
}

// What is found by probing, and what follows from it.
std::vector<printer::ModuleType> leveling_modules() {
    return types<BedTilt,
                 ManualProbe,
                 BedScrews,
                 ScrewsTiltAdjust,
                 ZTilt,
                 QuadGantryLevel,
                 DeltaCalibrate,
                 AxisTwistCompensation,
                 EndstopPhase,
                 EndstopPhases,
                 BedMeshProfile,
                 BedMesh,
                 SkewProfile,
                 SkewCorrection>();
}

// What measures the machine's vibrations.
std::vector<printer::ModuleType> vibration_modules() {
    return types<Accelerometers,
                 Adxl345,
                 Lis2dw,
                 Lis3dh,
                 Mpu9250,
                 Icm20948,
                 Bmi160,
                 ResonanceTester>();
}

// What has to do with a print.
std::vector<printer::ModuleType> printing_modules() {
    return types<ErrorPolicy,
                 PrintStats,
                 VirtualSdcard,
                 SdcardLoop,
                 PauseResume,
                 DisplayStatus,
                 Respond,
                 SaveVariables,
                 ExcludeObject,
                 Extruder,
                 ExtruderStepper,
                 ManualStepper,
                 ForceMove>();
}

// Heaters and fans.
std::vector<printer::ModuleType> heat_modules() {
    return types<ExtruderHeat,
                 HeaterBed,
                 HeaterGeneric,
                 VerifyHeater,
                 HomingHeaters,
                 Fan,
                 HeaterFan>();
}

}  // namespace

std::vector<printer::ModuleType> all_modules() {
    std::vector<printer::ModuleType> list;
    append(list, basic_modules());
    append(list, motion_modules());
    append(list, leveling_modules());
    append(list, vibration_modules());
    append(list, printing_modules());
    append(list, heat_modules());
    append(list, outputs());
    append(list, types<MacroCommands, GcodeMacro, DelayedGcode>());
    return list;
}

}  // namespace escapement::modules
