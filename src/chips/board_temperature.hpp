// The temperature sensors inside of microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace escapement::chips {

// Degrees Celsius as a straight line over the reading, 0 to 1 of full scale.
struct TemperatureLine {
    double base = 0.0;   // at 0
    double slope = 0.0;  // to full scale

    static TemperatureLine through(double celsius, double reading, double slope) {
        return {celsius - reading * slope, slope};
    }
    double celsius_at(double reading) const { return base + reading * slope; }
};

// Something the factory wrote into the chip.
struct CalibrationWord {
    std::uint32_t address = 0;
    bool is_wide = false;  // 32 bits, else 16
};

// How to get from a chip's readings to temperatures.
struct BoardCalibration {
    TemperatureLine usual;  // by the data sheet; no more than a slope where there are words
    std::vector<CalibrationWord> words;
    // The line that follows from the words; nothing if they make no sense.
    std::function<std::optional<TemperatureLine>(std::span<const std::uint32_t>)> line;
};

// By the name that a firmware gives itself ("stm32f446xx"); nothing for chips without a sensor
// that is known.  Source: the data sheets of the chips.
std::optional<BoardCalibration> find_board_calibration(std::string_view chip);

}  // namespace escapement::chips
