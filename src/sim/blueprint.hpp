// What a simulated printer is made of: plain data, no behaviour.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/mechanism.hpp"
#include "sim/probe.hpp"
#include "sim/shaking.hpp"

namespace escapement::sim {

// A pin of one board, with the level that means "on".
struct PinBlueprint {
    std::size_t board = 0;
    std::string name;
    bool inverted = false;
};

// A motor moves something by `step_distance` (mm, or radians) with each step pulse.
struct MotorBlueprint {
    std::string name;
    PinBlueprint step;
    PinBlueprint dir;
    PinBlueprint enable;  // no name: always on
    double step_distance = 0.01;
    bool both_edges = false;  // the driver steps on the falling edge of the pulse too
    // Which coordinates this motor's position is made of: belt = blend . (x, y, z).  All zero
    // for a motor that pushes filament, and where there is a mechanism.
    std::array<double, 3> blend{};
    // Which part of the mechanism it moves.
    std::optional<std::size_t> part{};
    // The only tool that it moves or feeds, on a machine with several; every tool otherwise.
    std::optional<std::size_t> tool{};

    bool serves(std::size_t which) const { return tool.value_or(which) == which; }
    bool pushes_filament() const { return blend == std::array<double, 3>{} && !part; }
};

// Closes where a coordinate of a tool reaches `position` (mm), coming from inside; or where a part
// of the mechanism does.
struct EndstopBlueprint {
    PinBlueprint pin;
    std::size_t axis = 0;
    std::optional<std::size_t> part{};
    double position = 0.0;
    bool at_upper_end = false;
    std::size_t tool = 0;
};

// A heated mass with one sensor: C dT/dt = P - loss (T - ambient).
struct HeaterBlueprint {
    std::string name;
    PinBlueprint heater;
    PinBlueprint sensor;
    double power_w = 40.0;
    double heat_capacity_j_per_k = 12.0;
    double loss_w_per_k = 0.1;
    double sensor_lag_s = 1.0;
    // What the ADC reads (0 to 1) at a temperature in degrees Celsius.
    std::function<double(double)> sensor_reading;
};

// An output whose mean level is worth watching.
struct FanBlueprint {
    std::string name;
    PinBlueprint pin;
};

// Closes when a tool's probe touches the bed.
struct ProbeBlueprint {
    PinBlueprint sensor;
    PinBlueprint control;  // of a pin that goes up and down; no name: of none
    ProbeOffset offset;
    std::size_t tool = 0;
};

struct BoardBlueprint {
    std::string name;  // "mcu" for the first
    std::uint32_t clock_frequency_hz = 180'000'000;
    std::vector<std::string> pins;
    std::vector<std::string> spi_buses{"spi1"};
    std::vector<std::string> i2c_buses{"i2c1"};
};

// A stepper driver with registers, at a serial line or on an SPI bus.
struct DriverBlueprint {
    std::string chip;                    // "tmc2209"
    std::optional<std::size_t> motor{};  // that it turns

    // The pin that the board reads, and the one that it writes if that is another.
    PinBlueprint receive{}, send{};
    std::uint8_t address = 0;
    std::vector<PinBlueprint> choosing{};  // the line leads here while all of these are "on"

    PinBlueprint select{};
    std::size_t position = 1;                // in a chain; 1 is the nearest
    PinBlueprint clock{}, data{}, answer{};  // of a bus that is made of pins

    bool by_line() const { return !receive.name.empty(); }
};

// An accelerometer at the nozzle of the first tool.
struct SensorBlueprint {
    struct Axis {
        std::size_t index = 0;  // of the chip's axis
        bool backwards = false;
    };
    std::string chip;                        // "adxl345"
    PinBlueprint select{};                   // "on" while it is not spoken to
    PinBlueprint clock{}, data{}, answer{};  // of a bus that is made of pins
    // Of a chip on I2C of `select`'s board instead: its bus (the first if not named) and address.
    std::optional<int> i2c_address{};
    std::string i2c_bus{};
    std::array<Axis, 3> axes{{{0}, {1}, {2}}};  // where the printer's x, y and z are
};

// An analog input that reads the same all the time.
struct InputBlueprint {
    PinBlueprint pin;
    double reading = 0.5;  // 0 to 1
};

struct Blueprint {
    std::vector<BoardBlueprint> boards;
    std::vector<MotorBlueprint> motors;
    std::vector<EndstopBlueprint> endstops;
    std::vector<ProbeBlueprint> probes;
    Bed bed;
    std::vector<HeaterBlueprint> heaters;
    std::vector<FanBlueprint> fans;
    std::vector<InputBlueprint> inputs{};
    std::vector<PinBlueprint> closed_switches{};  // all the time, as filament closes them
    std::vector<PinBlueprint> open_switches{};    // all the time: buttons that nobody presses
    std::vector<DriverBlueprint> drivers{};
    std::vector<SensorBlueprint> sensors{};
    // Of the first tool's nozzle, along x, y and z.
    Resonances resonances{{{52.4, 0.1}, {38.0, 0.1}, {110.0, 0.1}}};
    // What carries the nozzle where blends do not.  Copies of a blueprint share it: it never
    // changes.
    std::shared_ptr<const Mechanism> mechanism{};
    std::array<double, 3> start{};  // where the nozzle stands when the power comes on, mm
    // The same of further tools; what they share with the first is where that has it.  A mechanism
    // carries one tool.
    std::vector<std::array<double, 3>> further_starts{};
    double ambient_celsius = 21.0;
};

}  // namespace escapement::sim
