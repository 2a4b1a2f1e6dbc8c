// Chips that measure thermocouples and platinum resistors and are read over SPI.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escapement::chips {

// What a chip's readings mean.  Sources: the data sheets of the chips, Rev. 2 to 5.
class SpiThermometer {
  public:
    enum class Kind : std::uint8_t { max6675, max31855, max31856, max31865 };
    // Of the chips that have settings.
    struct Settings {
        char thermocouple = 'K';  // of B, E, J, K, N, R, S, T
        int samples = 1;          // 1, 2, 4, 8 or 16
        bool mains_50hz = false;
        double nominal_ohm = 100.0;  // of the platinum resistor at 0 degrees
        double reference_ohm = 430.0;
        int wires = 2;
    };
    SpiThermometer(Kind kind, const Settings& settings) : kind_(kind), settings_(settings) {}

    // The kind of that name ("MAX31855").
    static std::optional<Kind> find(std::string_view name);

    Kind kind() const { return kind_; }
    // How the chip is talked to: 0 to 3.
    int spi_mode() const;
    // Bytes that set it up; empty for those that need none.
    std::vector<std::uint8_t> setup() const;

    // A reading as the firmware hands it on, in degrees Celsius; and the nearest one for a
    // temperature, within what the chip can say.
    double celsius_of(std::uint32_t reading) const;
    std::uint32_t reading_of(double celsius) const;

    // What the chip complains about, in words; empty for no fault.
    std::string fault_text(std::uint8_t fault) const;

  private:
    Kind kind_;
    Settings settings_;
};

}  // namespace escapement::chips
