// From the reading of an analog pin to a temperature, and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>
#include <vector>

#include "base/result.hpp"
#include "chips/interpolation.hpp"
#include "chips/thermistor.hpp"

namespace escapement::chips {

// A sensor whose resistance or output voltage is known at some temperatures.
struct ResistanceTable {
    struct Row {
        double celsius = 0.0;
        double ohm = 0.0;
    };
    std::vector<Row> rows;
};
struct VoltageTable {
    struct Row {
        double celsius = 0.0;
        double volt = 0.0;
    };
    std::vector<Row> rows;
};

using AnalogModel = std::variant<Thermistor, ResistanceTable, VoltageTable>;

// What stands between the sensor and the pin.  A resistive sensor, with a resistor in line, closes
// a divider to ground below the pull-up; an amplifier feeds the pin directly.
struct AnalogCircuit {
    double pullup_ohm = 4700.0;
    double inline_ohm = 0.0;      // thermistors only
    double reference_volt = 5.0;  // of the converter; amplifiers only
    double offset_volt = 0.0;     // added by the amplifier; amplifiers only
};

// A model in a circuit.  Fractions are readings of the converter, 0 to 1 of full scale.
class AnalogSensor {
  public:
    // Fails when the circuit is not physical or the table has no usable curve: "need at least two
    // samples".  Voltages that the converter cannot read are left out.
    static base::Result<AnalogSensor> build(const AnalogModel& model, const AnalogCircuit& circuit);

    double celsius_at(double fraction) const;
    // For an amplifier, a temperature beyond its table may need a fraction outside of 0 to 1.
    double fraction_at(double celsius) const;

  private:
    struct ThermistorDivider {
        Thermistor thermistor;
        double pullup_ohm;
        double inline_ohm;
    };
    struct TableDivider {
        Interpolation celsius_of_ohm;
        double pullup_ohm;
    };
    struct Amplifier {
        Interpolation celsius_of_fraction;
    };
    using Wiring = std::variant<ThermistorDivider, TableDivider, Amplifier>;

    explicit AnalogSensor(Wiring wiring) : wiring_(std::move(wiring)) {}
    static base::Result<Wiring> wire(const AnalogModel& model, const AnalogCircuit& circuit);

    Wiring wiring_;
};

}  // namespace escapement::chips
