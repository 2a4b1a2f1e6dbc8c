// The voltage divider and the amplifier in front of an analog pin.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/analog_sensor.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace escapement::chips {
namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

// A reading at either end of the scale says only "beyond": keep the divider finite.
double ohm_of_divider(double fraction, double pullup_ohm) {
    const double inside = std::clamp(fraction, 1e-5, 1.0 - 1e-5);
    return pullup_ohm * inside / (1.0 - inside);
}

double fraction_of_divider(double ohm, double pullup_ohm) {
    return std::isinf(ohm) ? 1.0 : ohm / (pullup_ohm + ohm);
}

base::Result<Interpolation> celsius_of_ohm(const ResistanceTable& table) {
    std::vector<Interpolation::Sample> samples;
    for (const auto& [celsius, ohm] : table.rows) samples.push_back({.x = ohm, .y = celsius});
    return Interpolation::through(std::move(samples));
}

base::Result<Interpolation> celsius_of_fraction(const VoltageTable& table,
                                                const AnalogCircuit& circuit) {
    std::vector<Interpolation::Sample> samples;
    for (const auto& [celsius, volt] : table.rows) {
        const double fraction = (volt - circuit.offset_volt) / circuit.reference_volt;
        if (fraction >= 0.0 && fraction <= 1.0) samples.push_back({.x = fraction, .y = celsius});
    }
    return Interpolation::through(std::move(samples));
}

base::Result<void> check_circuit(const AnalogCircuit& circuit) {
    if (!(circuit.pullup_ohm > 0.0)) return base::Error{"the pull-up resistor must be above 0"};
    if (!(circuit.inline_ohm >= 0.0)) return base::Error{"the inline resistor must be at least 0"};
    if (!(circuit.reference_volt > 0.0)) return base::Error{"the ADC voltage must be above 0"};
    return {};
}

}  // namespace

base::Result<AnalogSensor> AnalogSensor::build(const AnalogModel& model,
                                               const AnalogCircuit& circuit) {
    if (auto checked = check_circuit(circuit); !checked) return std::move(checked.error());
    auto wiring = wire(model, circuit);
    if (!wiring) return std::move(wiring.error());
    return AnalogSensor(std::move(*wiring));
}

base::Result<AnalogSensor::Wiring> AnalogSensor::wire(const AnalogModel& model,
                                                      const AnalogCircuit& circuit) {
    if (const auto* thermistor = std::get_if<Thermistor>(&model))
        return Wiring(ThermistorDivider{*thermistor, circuit.pullup_ohm, circuit.inline_ohm});
    if (const auto* table = std::get_if<ResistanceTable>(&model)) {
        auto curve = celsius_of_ohm(*table);
        if (!curve) return std::move(curve.error());
        return Wiring(TableDivider{std::move(*curve), circuit.pullup_ohm});
    }
    auto curve = celsius_of_fraction(std::get<VoltageTable>(model), circuit);
    if (!curve) return std::move(curve.error());
    return Wiring(Amplifier{std::move(*curve)});
}

double AnalogSensor::celsius_at(double fraction) const {
    return std::visit(
        Overloaded{
            [=](const ThermistorDivider& divider) {
                const double ohm = ohm_of_divider(fraction, divider.pullup_ohm);
                return divider.thermistor.celsius_at(ohm - divider.inline_ohm);
            },
            [=](const TableDivider& divider) {
                return divider.celsius_of_ohm.y_at(ohm_of_divider(fraction, divider.pullup_ohm));
            },
            [=](const Amplifier& amplifier) {
                return amplifier.celsius_of_fraction.y_at(fraction);
            },
        },
        wiring_);
}

double AnalogSensor::fraction_at(double celsius) const {
    return std::visit(
        Overloaded{
            [=](const ThermistorDivider& divider) {
                const double ohm = divider.thermistor.ohm_at(celsius) + divider.inline_ohm;
                return fraction_of_divider(ohm, divider.pullup_ohm);
            },
            [=](const TableDivider& divider) {
                return fraction_of_divider(divider.celsius_of_ohm.x_at(celsius),
                                           divider.pullup_ohm);
            },
            [=](const Amplifier& amplifier) { return amplifier.celsius_of_fraction.x_at(celsius); },
        },
        wiring_);
}

}  // namespace escapement::chips
