// Simulated drivers at the pins of a board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/drivers.hpp"

#include <gtest/gtest.h>

#include "sim/machine.hpp"

namespace escapement::sim {
namespace {

PinBlueprint pin(const std::string& name, bool inverted = false) {
    return {0, name, inverted};
}

Blueprint plan() {
    Blueprint blueprint;
    blueprint.boards.push_back({.name = "mcu", .pins = {"A", "B", "C", "D", "E", "F", "G", "H"}});
    const char* const pins = "ABCDEF";
    for (std::size_t i = 0; i < 3; ++i) {
        MotorBlueprint motor{.name = std::string(1, "xyz"[i]),
                             .step = pin(std::string(1, pins[2 * i])),
                             .dir = pin(std::string(1, pins[2 * i + 1])),
                             .enable = {}};
        motor.blend[i] = 1.0;
        blueprint.motors.push_back(motor);
    }
    return blueprint;
}

TEST(Drivers, on_a_bus_hear_only_what_is_for_them) {
    Blueprint blueprint = plan();
    blueprint.drivers.push_back({.chip = "tmc5160", .motor = 0, .select = pin("G")});
    blueprint.drivers.push_back({.chip = "tmc5160", .motor = 1, .select = pin("H")});
    const Machine machine(blueprint);
    Drivers drivers(machine.blueprint(), machine);
    std::vector<std::uint8_t> message{0x90, 0, 0, 0x1f, 0};
    EXPECT_FALSE(drivers.spi(0, message));

    drivers.output(0, 7, false, base::Seconds{1.0});
    EXPECT_TRUE(drivers.spi(0, message));
    drivers.output(0, 7, true, base::Seconds{1.0});

    EXPECT_EQ(drivers.model(0).field("irun"), 0);
    EXPECT_EQ(drivers.model(1).field("irun"), 31);
    EXPECT_EQ(drivers.input(0, 0, base::Seconds{1.0}), std::nullopt);
}

TEST(Drivers, on_a_line_rest_high) {
    Blueprint blueprint = plan();
    blueprint.drivers.push_back({.chip = "tmc2209", .motor = 0, .receive = pin("G")});
    const Machine machine(blueprint);
    Drivers drivers(machine.blueprint(), machine);

    EXPECT_EQ(drivers.input(0, 6, base::Seconds{1.0}), true);
    EXPECT_EQ(drivers.count(), 1u);
}

}  // namespace
}  // namespace escapement::sim
