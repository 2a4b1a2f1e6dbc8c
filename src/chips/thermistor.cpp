// Fits and inverts the Steinhart-Hart equation.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/thermistor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.hpp"

namespace escapement::chips {
namespace {

// Where the equation leaves what exists: 10000 K.
constexpr double least_inverse_kelvin = 1e-4;
constexpr double least_ohm = 1e-6;

double inverse_kelvin(double celsius) {
    return 1.0 / (celsius - absolute_zero_celsius);
}

double cube(double x) {
    return x * x * x;
}

base::Result<void> check_point(const ThermistorPoint& point) {
    if (!(point.celsius > absolute_zero_celsius) || !std::isfinite(point.celsius))
        return base::Error{"temperature " + base::print_number(point.celsius) +
                           " must be above -273.15"};
    if (!(point.ohm > 0.0) || !std::isfinite(point.ohm))
        return base::Error{"resistance " + base::print_number(point.ohm) + " must be above 0"};
    return {};
}

// One side of the equation less that of another point.
struct Difference {
    double inverse;
    double log;
    double log_cubed;
};

Difference difference(const ThermistorPoint& p, const ThermistorPoint& q) {
    const double log_p = std::log(p.ohm);
    const double log_q = std::log(q.ohm);
    return {inverse_kelvin(p.celsius) - inverse_kelvin(q.celsius),
            log_p - log_q,
            cube(log_p) - cube(log_q)};
}

bool is_monotonic(const std::array<ThermistorPoint, 3>& p) {
    const bool apart = p[0].celsius < p[1].celsius && p[1].celsius < p[2].celsius;
    const bool falls = p[0].ohm > p[1].ohm && p[1].ohm > p[2].ohm;
    const bool rises = p[0].ohm < p[1].ohm && p[1].ohm < p[2].ohm;
    return apart && (falls || rises);
}

}  // namespace

base::Result<Thermistor> Thermistor::from_points(std::array<ThermistorPoint, 3> points) {
    for (const auto& point : points)
        if (auto checked = check_point(point); !checked) return std::move(checked.error());
    std::sort(points.begin(), points.end(), [](const auto& p, const auto& q) {
        return p.celsius < q.celsius;
    });
    if (!is_monotonic(points))
        return base::Error{
            "the three temperatures must differ, and the resistance must fall (or "
            "rise) from each to the next"};
    const auto near = difference(points[0], points[1]);
    const auto far = difference(points[0], points[2]);
    const double ratio = near.log / far.log;
    const double c =
        (near.inverse - far.inverse * ratio) / (near.log_cubed - far.log_cubed * ratio);
    const double log = std::log(points[0].ohm);
    const double inverse = inverse_kelvin(points[0].celsius);
    if (!(c > 0.0)) {
        const double slope = far.inverse / far.log;
        return Thermistor(inverse - slope * log, slope, 0.0);
    }
    const double b = (near.inverse - c * near.log_cubed) / near.log;
    if (!(b > 0.0)) return base::Error{"the three points are not those of a thermistor"};
    return Thermistor(inverse - b * log - c * cube(log), b, c);
}

base::Result<Thermistor> Thermistor::from_beta(ThermistorPoint point, double beta) {
    if (auto checked = check_point(point); !checked) return std::move(checked.error());
    if (!(beta > 0.0) || !std::isfinite(beta))
        return base::Error{"beta " + base::print_number(beta) + " must be above 0"};
    return Thermistor(inverse_kelvin(point.celsius) - std::log(point.ohm) / beta, 1.0 / beta, 0.0);
}

double Thermistor::celsius_at(double ohm) const {
    const double log = std::log(std::max(ohm, least_ohm));
    const double inverse = a_ + b_ * log + c_ * cube(log);
    return 1.0 / std::max(inverse, least_inverse_kelvin) + absolute_zero_celsius;
}

double Thermistor::ohm_at(double celsius) const {
    if (celsius <= absolute_zero_celsius) return std::numeric_limits<double>::infinity();
    const double offset = inverse_kelvin(celsius) - a_;
    if (c_ == 0.0) return std::exp(offset / b_);
    // The depressed cubic x^3 + 3 p x = 2 q.  Of Cardano's two cube roots the larger one is
    // computed and the other follows from their product p, so that nothing cancels.
    const double p = b_ / (3.0 * c_);
    const double q = offset / (2.0 * c_);
    const double large = std::cbrt(std::abs(q) + std::sqrt(cube(p) + q * q));
    return std::exp(std::copysign(large - p / large, q));
}

}  // namespace escapement::chips
