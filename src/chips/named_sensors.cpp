// Data sheet values of the common thermistors and platinum sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/named_sensors.hpp"

#include <array>

#include "chips/thermocouple_amplifiers.hpp"

namespace escapement::chips {
namespace {

struct ThreePoints {
    std::string_view name;
    std::array<ThermistorPoint, 3> points;
};
struct PointAndBeta {
    std::string_view name;
    ThermistorPoint point;
    double beta;
};

// From the makers' resistance tables; the choice of points is that of temperature_sensors.cfg
// in the Klipper project, so that both read the same temperature.
constexpr ThreePoints thermistors_by_points[] = {
    {"ATC Semitec 104GT-2", {{{20, 126800}, {150, 1360}, {300, 80.65}}}},
    {"ATC Semitec 104NT-4-R025H42G", {{{25, 100000}, {160, 1074}, {300, 82.78}}}},
    {"EPCOS 100K B57560G104F", {{{25, 100000}, {150, 1641.9}, {250, 226.15}}}},
    {"Generic 3950", {{{25, 100000}, {150, 1770}, {250, 230}}}},
    {"SliceEngineering 450", {{{25, 500000}, {200, 3734}, {400, 240}}}},
    {"TDK NTCG104LH104JT1", {{{25, 100000}, {50, 31230}, {125, 2066}}}},
};
constexpr PointAndBeta thermistors_by_beta[] = {
    {"Honeywell 100K 135-104LAG-J01", {25, 100000}, 3974},
    {"NTC 100K MGB18-104F39050L32", {25, 100000}, 4100},
};
constexpr std::string_view pt1000 = "PT1000";
constexpr std::string_view pt100_ina826 = "PT100 INA826";

// Callendar-Van Dusen above 0 degrees, with the coefficients of IEC 60751.
double platinum_ohm(double base_ohm, double celsius) {
    return base_ohm * (1.0 + 3.9083e-3 * celsius - 5.775e-7 * celsius * celsius);
}

// Every 10 degrees; in between, a straight line is off by less than 0.02 degrees.
ResistanceTable platinum(double base_ohm) {
    ResistanceTable table;
    for (int celsius = 0; celsius < 500; celsius += 10)
        table.rows.push_back({static_cast<double>(celsius), platinum_ohm(base_ohm, celsius)});
    return table;
}

// The usual board: 4400 ohm to 5 V above the sensor, and a gain of 10 behind it.
VoltageTable platinum_behind_ina826() {
    VoltageTable table;
    for (const auto& [celsius, ohm] : platinum(100.0).rows)
        table.rows.push_back({celsius, 10.0 * 5.0 * ohm / (4400.0 + ohm)});
    return table;
}

AnalogModel known(base::Result<Thermistor> thermistor) {
    ASSERT(thermistor);
    return *thermistor;
}

}  // namespace

std::optional<AnalogModel> find_named_sensor(std::string_view name) {
    for (const auto& sensor : thermistors_by_points)
        if (sensor.name == name) return known(Thermistor::from_points(sensor.points));
    for (const auto& sensor : thermistors_by_beta)
        if (sensor.name == name) return known(Thermistor::from_beta(sensor.point, sensor.beta));
    for (const auto& sensor : thermocouple_amplifiers())
        if (sensor.name == name) return VoltageTable{{sensor.rows.begin(), sensor.rows.end()}};
    if (name == pt1000) return platinum(1000.0);
    if (name == pt100_ina826) return platinum_behind_ina826();
    return std::nullopt;
}

std::vector<std::string> named_sensors() {
    std::vector<std::string> names;
    for (const auto& sensor : thermistors_by_points) names.emplace_back(sensor.name);
    for (const auto& sensor : thermistors_by_beta) names.emplace_back(sensor.name);
    for (const auto& sensor : thermocouple_amplifiers()) names.emplace_back(sensor.name);
    names.emplace_back(pt1000);
    names.emplace_back(pt100_ina826);
    return names;
}

}  // namespace escapement::chips
