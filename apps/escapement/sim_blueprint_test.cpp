// Claims about the machine that a configuration describes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sim_blueprint.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "config/reader.hpp"

namespace escapement::app {
namespace {

base::Result<sim::Blueprint> blueprint(const std::string& text) {
    const config::MemoryFiles files({{"printer.cfg", text}});
    return make_blueprint(config::read_config("printer.cfg", files).document);
}

const std::string steppers = R"([stepper_x]
step_pin: PA1
dir_pin: !PA2
enable_pin: !EN
microsteps: 16
rotation_distance: 40
endstop_pin: ^PA3
position_endstop: 200
position_max: 200
[stepper_y]
step_pin: PA4
dir_pin: PA5
microsteps: 16
rotation_distance: 40
endstop_pin: PA6
position_endstop: 0
position_max: 200
[stepper_z]
step_pin: PA7
dir_pin: PA8
microsteps: 16
rotation_distance: 8
endstop_pin: PA9
position_endstop: 0
position_max: 180
[board_pins]
aliases: EN=PB1
)";

TEST(SimBlueprint, nobody_presses_its_buttons) {
    const auto plan = blueprint("[mcu]\nserial: x\n[printer]\nkinematics: corexy\n" + steppers +
                                "[gcode_button a]\npin: ^!PB4\npress_gcode: M112\n"
                                "[gcode_button b]\npin: PB2\npress_gcode: M112\n"
                                "[gcode_button c]\npin: PB3\nanalog_range: 0, 100\n"
                                "press_gcode: M112\n");

    ASSERT_TRUE(plan) << plan.error().what;
    ASSERT_EQ(plan->open_switches.size(), 2U);
    EXPECT_TRUE(plan->open_switches[0].inverted);
    EXPECT_FALSE(plan->open_switches[1].inverted);
    ASSERT_FALSE(plan->inputs.empty());
    EXPECT_EQ(plan->inputs.back().pin.name, "PB3");
}

TEST(SimBlueprint, has_motors_endstops_and_aliased_pins) {
    const auto plan = blueprint("[mcu]\nserial: x\n[printer]\nkinematics: corexy\n" + steppers);

    ASSERT_TRUE(plan) << plan.error().what;
    ASSERT_EQ(plan->motors.size(), 3u);
    EXPECT_DOUBLE_EQ(plan->motors[0].step_distance, 0.0125);
    EXPECT_TRUE(plan->motors[0].dir.inverted);
    EXPECT_EQ(plan->motors[0].enable.name, "PB1");
    EXPECT_EQ(plan->motors[1].blend, (std::array<double, 3>{1, -1, 0}));
    ASSERT_EQ(plan->endstops.size(), 3u);
    EXPECT_TRUE(plan->endstops[0].at_upper_end);
    EXPECT_FALSE(plan->endstops[1].at_upper_end);
}

TEST(SimBlueprint, knows_which_coordinates_belts_follow) {
    const auto first_motor = [](const std::string& kinematics) {
        return blueprint("[mcu]\nserial: x\n[printer]\nkinematics: " + kinematics + "\n" + steppers)
            ->motors[0]
            .blend;
    };

    EXPECT_EQ(first_motor("corexz"), (std::array<double, 3>{1, 0, 1}));
    EXPECT_EQ(first_motor("hybrid_corexy"), (std::array<double, 3>{1, -1, 0}));
    EXPECT_EQ(first_motor("hybrid_corexz"), (std::array<double, 3>{1, 0, -1}));
}

TEST(SimBlueprint, says_what_is_missing_and_where) {
    const auto plan = blueprint("[mcu]\nserial: x\n[printer]\nkinematics: corexy\n[stepper_x]\n");

    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().what, "printer.cfg:5: [stepper_x] microsteps: must be specified");
}

TEST(SimBlueprint, refuses_machines_it_cannot_simulate) {
    const auto plan = blueprint("[mcu]\nserial: x\n[printer]\nkinematics: none\n");

    ASSERT_FALSE(plan);
    EXPECT_NE(plan.error().what.find("'none' cannot be simulated yet"), std::string::npos);
}

TEST(SimBlueprint, refuses_a_second_carriage_where_belts_are_shared) {
    const auto plan = blueprint("[mcu]\nserial: x\n[printer]\nkinematics: corexy\n" + steppers +
                                "[dual_carriage]\naxis: x\n");

    ASSERT_FALSE(plan);
    EXPECT_NE(plan.error().what.find("[dual_carriage] cannot be simulated on corexy"),
              std::string::npos);
}

TEST(SimBlueprint, has_two_tools_with_a_second_carriage) {
    const auto plan = blueprint(
        "[mcu]\nserial: x\n[printer]\nkinematics: hybrid_corexy\n" + steppers +
        "[dual_carriage]\nstep_pin: PD1\ndir_pin: PD2\nmicrosteps: 16\nrotation_distance: 40\n"
        "endstop_pin: PD3\nposition_endstop: 240\nposition_min: 40\nposition_max: 240\n");

    ASSERT_TRUE(plan) << plan.error().what;
    ASSERT_EQ(plan->motors.size(), 4u);
    EXPECT_EQ(plan->motors[0].tool, 0u);
    EXPECT_FALSE(plan->motors[1].tool);
    EXPECT_EQ(plan->motors[3].tool, 1u);
    EXPECT_EQ(plan->motors[3].blend, (std::array<double, 3>{1, 1, 0}));
    EXPECT_EQ(plan->endstops[3].tool, 1u);
    EXPECT_TRUE(plan->endstops[3].at_upper_end);
    ASSERT_EQ(plan->further_starts.size(), 1u);
    EXPECT_EQ(plan->further_starts[0][0], 160.0);
    EXPECT_EQ(plan->further_starts[0][1], plan->start[1]);
}

TEST(SimBlueprint, heaters_read_their_thermistor) {
    const auto plan = blueprint("[mcu]\nserial: x\n[printer]\nkinematics: corexy\n" + steppers +
                                "[heater_bed]\nheater_pin: PC1\nsensor_pin: PC2\n"
                                "sensor_type: EPCOS 100K B57560G104F\n");

    ASSERT_TRUE(plan) << plan.error().what;
    ASSERT_EQ(plan->heaters.size(), 1u);
    EXPECT_NEAR(plan->heaters[0].sensor_reading(25.0), 100000 / (100000 + 4700.0), 2e-3);
}

TEST(SimBlueprint, has_what_outputs_and_sensors_need) {
    const auto plan =
        blueprint("[mcu]\nserial: x\n[printer]\nkinematics: cartesian\n" + steppers +
                  "[static_digital_output a]\npins: PC1, !PC2\n[adc_scaled vdda]\nvref_pin: PC3\n"
                  "vssa_pin: PC4\n[temperature_sensor room]\nsensor_type: PT1000\nsensor_pin: PC6\n"
                  "[temperature_sensor case]\nsensor_type: PT1000\nsensor_pin: vdda:PC5\n"
                  "[temperature_sensor chip]\nsensor_type: temperature_mcu\n"
                  "[mcp4728 dac]\ni2c_bus: i2c3\n");

    ASSERT_TRUE(plan) << plan.error().what;
    const auto& board = plan->boards[0];
    for (const char* pin : {"PC1", "PC2", "PC5", "ADC_TEMPERATURE"})
        EXPECT_NE(std::find(board.pins.begin(), board.pins.end(), pin), board.pins.end()) << pin;
    EXPECT_EQ(board.i2c_buses, (std::vector<std::string>{"i2c1", "i2c3"}));
    ASSERT_EQ(plan->inputs.size(), 1u);
    // 1082 ohm at 21 degrees, below a pull-up of 4700.
    EXPECT_NEAR(plan->inputs[0].reading, 1082.0 / 5782.0, 1e-3);
}

}  // namespace
}  // namespace escapement::app
