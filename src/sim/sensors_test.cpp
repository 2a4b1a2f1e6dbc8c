// Claims about accelerometers at the pins of a board, and what they feel of the machine.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/sensors.hpp"

#include <gtest/gtest.h>

#include "sim/machine.hpp"

namespace escapement::sim {
namespace {

using base::Seconds;
using Octets = std::vector<std::uint8_t>;

// Positions in the list of pins.
constexpr std::size_t step = 0, dir = 1, select = 2, clock_pin = 3, data = 4, answer = 5;

Blueprint with_sensor() {
    Blueprint plan;
    plan.boards = {{.name = "mcu", .pins = {"STEP", "DIR", "CS", "CLK", "MOSI", "MISO"}}};
    for (std::size_t i = 0; i < 3; ++i) {
        MotorBlueprint motor{
            .name = "m", .step = {0, "STEP"}, .dir = {0, "DIR"}, .step_distance = 0.1};
        motor.blend[i] = 1;
        plan.motors.push_back(motor);
    }
    plan.sensors = {{.chip = "adxl345", .select = {0, "CS"}}};
    return plan;
}

Octets ask(Sensors& sensors, Octets message, double at) {
    sensors.output(0, select, false, Seconds(at));
    EXPECT_TRUE(sensors.spi(0, message, Seconds(at)));
    sensors.output(0, select, true, Seconds(at));
    return message;
}

int value(const Octets& answer_bytes, std::size_t axis) {
    return static_cast<std::int16_t>(answer_bytes[1 + 2 * axis] | answer_bytes[2 + 2 * axis] << 8);
}

const Octets read_measurement{0xf2, 0, 0, 0, 0, 0, 0, 0, 0};

TEST(Sensors, are_spoken_to_when_selected) {
    const Blueprint plan = with_sensor();
    const Machine machine(plan);
    Sensors sensors(plan, machine);
    Octets message{0x80, 0};

    EXPECT_FALSE(sensors.spi(0, message, Seconds(0.0)));
    EXPECT_EQ(ask(sensors, {0x80, 0}, 0.1)[1], 0xe5);
    EXPECT_FALSE(sensors.spi(0, message, Seconds(0.2)));
}

TEST(Sensors, measure_at_their_own_pace_and_feel_gravity) {
    const Blueprint plan = with_sensor();
    const Machine machine(plan);
    Sensors sensors(plan, machine);
    ask(sensors, {0x2c, 0x0f}, 0.0);
    ask(sensors, {0x38, 0x90}, 0.0);
    ask(sensors, {0x2d, 0x08}, 0.0);

    const auto measured = ask(sensors, read_measurement, 0.005);

    EXPECT_NEAR(value(measured, 0), 0, 2);
    EXPECT_NEAR(value(measured, 2), 256, 2);
    EXPECT_EQ(measured[8], 15);  // 16.2 intervals have passed
}

TEST(Sensors, feel_the_nozzle_shake_as_they_are_mounted) {
    Blueprint plan = with_sensor();
    plan.sensors[0].axes = {{{1, true}, {0}, {2}}};
    plan.motors[1].step = plan.motors[2].step = {0, "MISO"};
    plan.motors[1].dir = plan.motors[2].dir = {0, "MOSI"};
    Machine machine(plan);
    Sensors sensors(plan, machine);
    ask(sensors, {0x2c, 0x0f}, 0.0);
    ask(sensors, {0x2d, 0x08}, 0.0);
    machine.output(0, dir, true, Seconds(0.001));
    machine.output(0, step, true, Seconds(0.001));
    sensors.output(0, step, true, Seconds(0.001));

    Octets last;
    for (int i = 0; i < 12; ++i) last = ask(sensors, read_measurement, 0.004);

    EXPECT_NEAR(value(last, 0), 0, 2);
    EXPECT_LT(value(last, 1), -100);
}

TEST(Sensors, may_hang_on_a_bus_of_pins) {
    Blueprint plan = with_sensor();
    plan.sensors[0].clock = {0, "CLK"};
    plan.sensors[0].data = {0, "MOSI"};
    plan.sensors[0].answer = {0, "MISO"};
    const Machine machine(plan);
    Sensors sensors(plan, machine);
    const Seconds now(0.0);
    EXPECT_FALSE(sensors.input(0, answer));
    sensors.output(0, select, false, now);

    unsigned heard = 0;
    for (int bit = 15; bit >= 0; --bit) {
        sensors.output(0, data, (0x8000U >> bit & 1U) != 0, now);
        sensors.output(0, clock_pin, true, now);
        heard = heard << 1 | (sensors.input(0, answer).value_or(false) ? 1U : 0U);
        sensors.output(0, clock_pin, false, now);
    }

    EXPECT_EQ(heard & 0xffU, 0xe5U);
}

}  // namespace
}  // namespace escapement::sim
