// Claims about pins moving and warming things.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/machine.hpp"

#include <gtest/gtest.h>

namespace escapement::sim {
namespace {

// A corexy machine on one board: motors on pins 0..11, endstop on 12, heater on 13, sensor 14.
Blueprint corexy() {
    Blueprint plan;
    BoardBlueprint board{.name = "mcu"};
    for (int i = 0; i < 20; ++i) board.pins.push_back("P" + std::to_string(i));
    plan.boards = {board};
    const std::array<double, 3> blends[] = {{1, 1, 0}, {1, -1, 0}, {0, 0, 1}, {0, 0, 0}};
    for (int i = 0; i < 4; ++i) {
        const auto pin = [&](int k) { return PinBlueprint{0, "P" + std::to_string(3 * i + k)}; };
        plan.motors.push_back({.name = "motor" + std::to_string(i),
                               .step = pin(0),
                               .dir = pin(1),
                               .enable = pin(2),
                               .step_distance = 0.0125,
                               .blend = blends[i]});
    }
    plan.endstops = {{.pin = {0, "P12"}, .axis = 0, .position = 100.0, .at_upper_end = true}};
    plan.heaters = {{.name = "hotend",
                     .heater = {0, "P13"},
                     .sensor = {0, "P14"},
                     .sensor_reading = [](double celsius) { return celsius / 1000; }}};
    plan.start = {99.99, 50, 5};
    return plan;
}

void pulse(Machine& machine, std::size_t motor, bool forwards, int steps) {
    machine.output(0, 3 * motor + 2, true, base::Seconds(0));
    machine.output(0, 3 * motor + 1, forwards, base::Seconds(0));
    for (int i = 0; i < steps; ++i) {
        machine.output(0, 3 * motor, true, base::Seconds(i));
        machine.output(0, 3 * motor, false, base::Seconds(i));
    }
}

TEST(Machine, one_belt_moves_the_nozzle_diagonally) {
    Machine machine(corexy());

    pulse(machine, 0, true, 80);

    EXPECT_NEAR(machine.pose().x, 99.99 + 0.5, 1e-9);
    EXPECT_NEAR(machine.pose().y, 50 + 0.5, 1e-9);
}

// Motors 0 and 2 hang on the same gantry, which motor 1 carries.
Blueprint two_tools() {
    auto plan = corexy();
    plan.motors[0].blend = {1, -1, 0};
    plan.motors[0].tool = 0;
    plan.motors[1].blend = {0, 1, 0};
    plan.motors.push_back({.name = "lift",
                           .step = {0, "P16"},
                           .dir = {0, "P17"},
                           .enable = {0, "P18"},
                           .blend = {0, 0, 1}});
    plan.motors[2].blend = {1, 1, 0};
    plan.motors[2].tool = 1;
    plan.motors[3].tool = 1;  // pushes filament
    plan.further_starts = {{200, 50, 5}};
    plan.endstops.push_back(
        {.pin = {0, "P15"}, .axis = 0, .position = 200.5, .at_upper_end = true, .tool = 1});
    return plan;
}

TEST(Machine, carries_two_tools_on_one_gantry) {
    Machine machine(two_tools());
    ASSERT_EQ(machine.tools(), 2u);

    pulse(machine, 2, true, 80);  // the second tool 1 mm along x
    EXPECT_NEAR(machine.pose(0).x, 99.99, 1e-9);
    EXPECT_NEAR(machine.pose(1).x, 201.0, 1e-9);
    EXPECT_TRUE(machine.input(0, 15));

    pulse(machine, 1, true, 80);  // the gantry 1 mm along y, on which the belts roll
    EXPECT_NEAR(machine.pose(0).y, 51.0, 1e-9);
    EXPECT_NEAR(machine.pose(1).y, 51.0, 1e-9);
    EXPECT_NEAR(machine.pose(0).x, 100.99, 1e-9);
    EXPECT_NEAR(machine.pose(1).x, 200.0, 1e-9);
}

TEST(Machine, feeds_each_tool_its_own_filament) {
    Machine machine(two_tools());

    pulse(machine, 3, true, 80);

    EXPECT_EQ(machine.pose(0).e, 0.0);
    EXPECT_NEAR(machine.pose(1).e, 1.0, 1e-9);
    EXPECT_NEAR(machine.filament(), 1.0, 1e-9);
}

TEST(Machine, motors_may_share_an_enable_pin) {
    auto plan = corexy();
    plan.motors[1].enable = plan.motors[0].enable;
    Machine machine(plan);

    machine.output(0, 2, true, base::Seconds(0));
    EXPECT_EQ(machine.outputs_on(), (std::vector<std::string>{"motor0", "motor1"}));

    machine.output(0, 2, false, base::Seconds(1));
    EXPECT_TRUE(machine.outputs_on().empty());
}

TEST(Machine, both_belts_together_move_x) {
    Machine machine(corexy());

    pulse(machine, 0, false, 80);
    pulse(machine, 1, false, 80);

    EXPECT_NEAR(machine.pose().x, 99.99 - 1, 1e-9);
    EXPECT_NEAR(machine.pose().y, 50, 1e-9);
}

TEST(Machine, an_unpowered_motor_loses_its_steps) {
    Machine machine(corexy());

    machine.output(0, 0, true, base::Seconds(0));

    EXPECT_EQ(machine.lost_steps(), 1u);
    EXPECT_EQ(machine.motor_steps(0), 0);
}

TEST(Machine, an_endstop_closes_where_it_stands) {
    Machine machine(corexy());
    EXPECT_FALSE(machine.input(0, 12));

    pulse(machine, 0, true, 2);

    EXPECT_TRUE(machine.input(0, 12));
}

TEST(Machine, heat_reaches_the_adc) {
    Machine machine(corexy());
    const double cold = machine.analog(0, 14, base::Seconds(0));

    machine.output(0, 13, true, base::Seconds(0));

    EXPECT_GT(machine.analog(0, 14, base::Seconds(20)), cold + 0.03);
    EXPECT_EQ(machine.outputs_on(), std::vector<std::string>{"hotend"});
}

TEST(Machine, a_released_board_makes_no_step_and_no_heat) {
    Blueprint plan = corexy();
    plan.motors[0].step.inverted = true;
    plan.motors[1].both_edges = true;
    Machine machine(plan);
    for (std::size_t motor : {0, 1}) machine.output(0, 3 * motor + 2, true, base::Seconds(0));
    machine.output(0, 0, true, base::Seconds(0));
    machine.output(0, 3, true, base::Seconds(0));
    machine.pwm(0, 13, 0.7, base::Seconds(0));
    ASSERT_EQ(machine.motor_pulses(1), 1u);

    for (std::size_t pin : {0, 2, 3, 5, 13}) machine.release(0, pin, base::Seconds(1));

    EXPECT_EQ(machine.motor_pulses(0), 0u);
    EXPECT_EQ(machine.motor_pulses(1), 1u);
    EXPECT_EQ(machine.outputs_on(), std::vector<std::string>{});
}

TEST(Machine, a_pin_that_is_set_up_makes_no_step) {
    Blueprint plan = corexy();
    plan.motors[0].both_edges = true;
    Machine machine(plan);

    machine.output(0, 0, false, base::Seconds(0));

    EXPECT_EQ(machine.lost_steps(), 0u);
}

TEST(Machine, fingerprints_tell_pulse_widths_apart) {
    Machine weak(corexy()), strong(corexy());

    weak.pwm(0, 13, 0.6, base::Seconds(1.0));
    strong.pwm(0, 13, 0.7, base::Seconds(1.0));

    EXPECT_NE(weak.fingerprint(), strong.fingerprint());
}

TEST(Machine, fingerprints_tell_moments_apart) {
    Machine early(corexy()), late(corexy());

    early.output(0, 0, true, base::Seconds(1.0));
    late.output(0, 0, true, base::Seconds(1.000001));

    EXPECT_NE(early.fingerprint(), late.fingerprint());
}

}  // namespace
}  // namespace escapement::sim
